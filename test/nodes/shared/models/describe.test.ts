import { type AccountModel, modelListEntries } from '../../../../nodes/shared/models/describe';

const today = '2026-11-22';
const seconds = (date: string) => Date.parse(date) / 1000;
const listed = (
	id: string,
	date = '2026-01-01',
	shutdownDate: string | null = null,
): AccountModel => ({
	id,
	created: seconds(date),
	shutdownDate,
});
const ids = (models: AccountModel[] | undefined, day = today) =>
	modelListEntries(models, day).map(({ value }) => value);

describe('modelListEntries', () => {
	it('offers the catalog’s living models, newest first, where the account’s list is not to be had', () => {
		expect(ids(undefined)).toEqual([
			'gpt-image-2.6-sunburst',
			'gpt-image-2.6-flare',
			'gpt-image-2.5-sunburst',
			'gpt-image-2.5-sunburst-2026-09-08',
			'gpt-image-2.5-flare',
			'gpt-image-2.5-flare-2026-09-08',
			'gpt-image-2',
			'gpt-image-2-2026-04-21',
			'gpt-image-1.5',
			'chatgpt-image-latest',
			'gpt-image-1-mini',
		]);
		expect(ids(undefined, '2026-12-01')).not.toContain('gpt-image-1.5');
	});

	it('offers exactly the account’s models that make images, in the same order whatever the server’s', () => {
		const account = [
			listed('gpt-5'),
			listed('gpt-image-1'),
			listed('gpt-image-2-2026-04-21'),
			listed('text-embedding-3-large'),
			listed('gpt-image-2'),
			listed('gpt-image-2'),
			listed('gpt-image-3-nova', '2026-11-20'),
			listed('gpt-image-2.5-flare'),
			listed('some-image-model', '2024-01-01'),
		];
		const expected = [
			'gpt-image-3-nova',
			'gpt-image-2.5-flare',
			'gpt-image-2',
			'gpt-image-2-2026-04-21',
			'gpt-image-1',
			'some-image-model',
		];
		expect(ids(account)).toEqual(expected);
		expect(ids([...account].reverse())).toEqual(expected);
	});

	it('says what a model is good for, until when it lives and where to move to', () => {
		const entries = modelListEntries(
			[
				{ id: 'gpt-image-2', created: 0 },
				{ id: 'gpt-image-1.5', created: 0 },
				{ id: 'gpt-image-1', created: 0 },
				{ id: 'gpt-image-2-2026-04-21', created: 0, shutdownDate: '2027-01-15' },
				{ id: 'gpt-image-9', created: 0 },
			],
			today,
		);
		expect(Object.fromEntries(entries.map(({ value, name }) => [value, name]))).toEqual({
			'gpt-image-2': 'GPT Image 2 (All-rounder, any size up to 4K)',
			'gpt-image-2-2026-04-21': 'GPT Image 2 2026-04-21 (until 2027-01-15)',
			'gpt-image-1.5': 'GPT Image 1.5 (until 2026-12-01)',
			'gpt-image-1': 'GPT Image 1 (shut down 2026-10-23)',
			'gpt-image-9': 'gpt-image-9 (unchecked)',
		});
		const old = entries.find(({ value }) => value === 'gpt-image-1.5');
		expect(old?.description).toBe(
			'Only until its shutdown, to compare with its replacement. Will be shut down on 2026-12-01: move to GPT Image 2.5 Sunburst or GPT Image 2.5 Flare',
		);
	});

	it('needs no more room for it than the editor has', () => {
		for (const { name } of modelListEntries(undefined, today)) {
			expect(name.length).toBeLessThanOrEqual(50);
		}
	});

	it.each([Number.NaN, 1e20, -1])('lists an unknown model that was created at %p', (created) => {
		expect(ids([{ id: 'new-image', created }])).toEqual(['new-image']);
	});

	it('offers nothing where the account has no model that makes images, but all of another server’s', () => {
		expect(ids([listed('gpt-5')])).toEqual([]);
		const others = modelListEntries([listed('sdxl'), listed('flux')], today, false);
		expect(others.map(({ value }) => value)).toEqual(['flux', 'sdxl']);
	});
});
