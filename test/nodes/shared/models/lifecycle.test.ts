import { findModel } from '../../../../nodes/shared/models/catalog';
import { lifecycleOf } from '../../../../nodes/shared/models/lifecycle';

const life = (id: string, today: string, live?: string | null) => {
	const model = findModel(id);
	if (!model) throw new TypeError(id);
	const { status, shutdownDate, daysLeft } = lifecycleOf(model, today, live);
	return [status, shutdownDate, daysLeft];
};

describe('lifecycleOf', () => {
	it.each<[string, string, unknown[]]>([
		['gpt-image-2', '2026-11-22', ['active', null, null]],
		['gpt-image-1.5', '2026-11-22', ['retiring', '2026-12-01', 9]],
		['chatgpt-image-latest', '2026-11-30', ['retiring', '2026-12-01', 1]],
		['gpt-image-1-mini', '2026-12-01', ['retired', '2026-12-01', 0]],
		['gpt-image-1', '2026-11-22', ['retired', '2026-10-23', -30]],
		['dall-e-2', '2026-11-22', ['retired', '2026-05-12', -194]],
		['dall-e-3', '2026-05-11', ['retiring', '2026-05-12', 1]],
	])('lifecycleOf %s on %s', (id, today, expected) => {
		expect(life(id, today)).toEqual(expected);
	});

	it('lets the date that the server gives go before the catalog’s', () => {
		expect(life('gpt-image-2', '2026-11-22', '2026-11-25')).toEqual(['retiring', '2026-11-25', 3]);
		expect(life('gpt-image-1', '2026-11-22', null)).toEqual(['active', null, null]);
	});

	it('takes a date that is none as none', () => {
		expect(life('gpt-image-2', '2026-11-22', 'soon')).toEqual(['active', null, null]);
	});

	it('lifecycleOf names the model to move to', () => {
		const model = findModel('gpt-image-1');
		expect(model && lifecycleOf(model, '2026-11-22').replacements).toEqual([
			'gpt-image-2.5-sunburst',
			'gpt-image-2.5-flare',
		]);
	});
});
