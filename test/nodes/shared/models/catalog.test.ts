import { findModel, MODELS } from '../../../../nodes/shared/models/catalog';

describe('the catalog', () => {
	it('finds a model by its snapshots too', () => {
		expect(findModel('gpt-image-2-2026-04-21')?.id).toBe('gpt-image-2');
		expect(findModel('made-up')).toBeUndefined();
	});

	it.each(MODELS.map((model) => [model.id, model] as const))(
		'names only known models as replacements of %s',
		(_id, model) => {
			for (const id of model.replacements) expect(findModel(id)?.shutdownDate).toBeNull();
		},
	);
});
