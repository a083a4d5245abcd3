import type { IDataObject } from 'n8n-workflow';
import type { ServerLogEntry } from '../../../dev/server/server';
import { compare, modelsAsked, runCompare, TWO, type VariantSetup } from '../../support/compare';
import { bannedWordsIn, openWorkbench, prompts, type Workbench } from '../../support/workbench';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

const THREE: VariantSetup[] = [
	{ model: 'gpt-image-2' },
	{ model: 'gpt-image-2.5-flare' },
	{ model: 'gpt-image-1.5', label: 'Old' },
];
const numbered = (count: number) =>
	prompts(...Array.from({ length: count }, (_, at) => `Picture ${at + 1}`));
const askedOf = ({ fields }: ServerLogEntry) =>
	`${String(fields.prompt)} on ${String(fields.model)}`;
const hintsOf = ({ hints }: { hints: Array<{ message: string }> }) =>
	hints.map(({ message }) => message);

describe('the matrix', () => {
	it('asks for every prompt on every variant, and puts the images out in reading order', async () => {
		const items = numbered(2).map(({ json }, at) => ({ json: { ...json, row: at } }));

		const { ran, places } = await runCompare(bench, compare(THREE), items);

		expect(places).toEqual(['1A', '1B', '1C', '2A', '2B', '2C']);
		expect(bench.requests().map(askedOf).sort()).toEqual(
			['Picture 1', 'Picture 2']
				.flatMap((prompt) => THREE.map(({ model }) => `${prompt} on ${model}`))
				.sort(),
		);
		expect(ran.items.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 0, 0, 1, 1, 1].map((item) => ({ item })),
		);
		expect(ran.items[5]!.json).toMatchObject({
			prompt: 'Picture 2',
			row: 1,
			image: { status: 'ok', model: 'gpt-image-1.5', prompt: 'Picture 2', index: 1, count: 1 },
			compare: { variant: 'C', label: 'Old', promptIndex: 1, repetition: 0 },
		});
		expect(ran.images.map(({ fileName }) => fileName)).toEqual(
			['1', '2'].flatMap((number) =>
				['A', 'B', 'C'].map((letter) => `Picture-${number}-${letter}.png`),
			),
		);
	});

	it('lets the variants take turns in coming first, so that none has all early places', async () => {
		await runCompare(bench, compare(THREE, { run: { maxConcurrency: 1 } }), numbered(3));

		const asked = modelsAsked(bench);
		for (const { model } of THREE) {
			const places = asked.flatMap((id, at) => (id === model ? [at] : []));
			const mean = places.reduce((sum, place) => sum + place, 0) / places.length;
			// The middle of nine places, from 0 to 8.
			expect(mean).toBe(4);
		}
	});

	it('repeats each prompt as often as asked, turning the order each time', async () => {
		const { places, report, ran } = await runCompare(
			bench,
			compare(TWO, { repetitions: 3, run: { maxConcurrency: 1 } }),
			numbered(1),
		);

		expect(places).toEqual(['1A', '1B', '1A2', '1B2', '1A3', '1B3']);
		expect(ran.images.map(({ index, count }) => [index, count])).toEqual(
			[1, 1, 2, 2, 3, 3].map((index) => [index, 3]),
		);
		expect(modelsAsked(bench)).toEqual([0, 1, 1, 0, 0, 1].map((variant) => TWO[variant]!.model));
		expect(report).toMatchObject({ prompts: 1, repetitions: 3, cells: 6 });
	});

	it('keeps one model with the same settings twice apart', async () => {
		const same = [{ model: 'gpt-image-2' }, { model: 'gpt-image-2', label: 'Again' }];

		const { ran, places, report } = await runCompare(bench, compare(same), numbered(2));

		expect(places).toEqual(['1A', '1B', '2A', '2B']);
		expect(bench.calls()).toBe(4);
		expect(new Set(ran.images.map(({ fileName }) => fileName)).size).toBe(4);
		expect(report.variants.map(({ letter, label, ok }) => [letter, label, ok])).toEqual([
			['A', '', 2],
			['B', 'Again', 2],
		]);
	});

	it('asks each variant with its own settings', async () => {
		const variants = [
			{ model: 'gpt-image-2', quality: 'medium', size: '1536x1024' },
			{ model: 'gpt-image-1.5', quality: 'auto', size: 'auto', background: 'transparent' },
		];

		await runCompare(bench, compare(variants, { options: { outputFormat: 'png' } }), numbered(1));

		expect(bench.requests().map(({ fields }) => fields)).toEqual([
			expect.objectContaining({ model: 'gpt-image-2', quality: 'medium', size: '1536x1024' }),
			expect.objectContaining({ model: 'gpt-image-1.5', background: 'transparent' }),
		]);
	});

	it('edits the item’s image on each variant', async () => {
		const [made] = (await runCompare(bench, compare(), numbered(1))).ran.items;
		bench.server.reset();
		const item = { json: { prompt: 'Make it night' }, binary: { photo: made!.binary!.data! } };

		const { ran, places } = await runCompare(
			bench,
			compare(TWO, {
				source: 'edit',
				inputFields: 'photo',
				mask: 'regions',
				regions: { values: [{ x: 0, y: 0, width: 50, height: 50 }] },
			}),
			[item],
		);

		expect(places).toEqual(['1A', '1B']);
		const requests = bench.requests();
		expect(requests.map(({ path }) => path)).toEqual(['/v1/images/edits', '/v1/images/edits']);
		expect(requests.map(({ files }) => files.map(({ field }) => field))).toEqual(
			requests.map(() => ['image', 'mask']),
		);
		expect(ran.images.map(({ edit }) => edit)).toEqual(
			requests.map(() => ({
				changedInside: expect.any(Number),
				changedOutside: 0,
				meanDeltaEOutside: 0,
			})),
		);
	});

	it('sees one item with Execute Once, and does nothing without items', async () => {
		const once = await runCompare(bench, { ...compare(), executeOnce: true } as never, numbered(3));
		expect(once.places).toEqual(['1A', '1B']);
		bench.server.reset();

		const ran = await bench.run(compare(), []);

		expect(ran.error).toBeUndefined();
		expect(bench.calls()).toBe(0);
	});
});

/** USD per million tokens, from OpenAI's price page; both models cost the same. */
const PRICES = { textInput: 5, imageInput: 8, output: 30 };

describe('the numbers', () => {
	it('equal those that the server saw', async () => {
		bench.server.configure({
			latencyMs: ({ fields }) =>
				(fields.model === 'gpt-image-2' ? 250 : 400) + 40 * Number(String(fields.prompt).at(-1)),
			faults: [
				{
					match: ({ fields }) => fields.model === 'gpt-image-2' && fields.prompt === 'Picture 2',
					fault: { kind: 'refusal', categories: ['violence'] },
				},
				{
					match: ({ fields }) =>
						fields.model === 'gpt-image-2.5-flare' && fields.prompt === 'Picture 3',
					fault: { kind: 'status', status: 400 },
				},
			],
		});
		const variants = [
			{ model: 'gpt-image-2', quality: 'medium' },
			{ model: 'gpt-image-2.5-flare', quality: 'low' },
		];

		const { report, ran } = await runCompare(
			bench,
			compare(variants, { run: { maxConcurrency: 2 } }),
			numbered(5),
		);

		let total = 0;
		for (const [place, { model }] of variants.entries()) {
			const entries = bench.requests().filter(({ fields }) => fields.model === model);
			const good = entries.filter(({ status }) => status === 200);
			const usages = good.map(({ usage }) => usage!);
			const add = (of: (usage: (typeof usages)[0]) => number) =>
				usages.reduce((sum, usage) => sum + of(usage), 0);
			const usd =
				(add((usage) => usage.input_tokens_details.text_tokens) * PRICES.textInput +
					add((usage) => usage.input_tokens_details.image_tokens) * PRICES.imageInput +
					add((usage) => usage.output_tokens) * PRICES.output) /
				1e6;
			total += usd;
			const variant = report.variants[place]!;
			expect(variant).toMatchObject({
				runs: 5,
				ok: 4,
				refused: place === 0 ? 1 : 0,
				failed: place === 1 ? 1 : 0,
				notRun: 0,
				refusalRate: place === 0 ? 1 / 5 : 0,
				tokens: {
					input: add((usage) => usage.input_tokens),
					output: add((usage) => usage.output_tokens),
					total: add((usage) => usage.total_tokens),
				},
			});
			expect(variant.costUsd!.total).toBeCloseTo(usd, 9);
			expect(variant.costUsd!.perImage).toBeCloseTo(usd / 4, 9);
			const times = good
				.map(({ startedAt, endedAt }) => endedAt! - startedAt)
				.sort((a, b) => a - b);
			expect(variant.latencyMs!.min).toBeGreaterThanOrEqual(times[0]! - 5);
			expect(variant.latencyMs!.max).toBeGreaterThanOrEqual(times[3]! - 5);
			const own = ran.images
				.filter((image) => image.model === model && image.status === 'ok')
				.map(({ durationMs }) => Number(durationMs))
				.sort((a, b) => a - b);
			const { min, p50, p95, max, mean } = variant.latencyMs!;
			expect([min, max]).toEqual([own[0], own[3]]);
			expect(p50).toBeCloseTo((own[1]! + own[2]!) / 2, 6);
			// Rank 0.95 × 3 = 2.85, from 0.
			expect(p95).toBeCloseTo(own[2]! + 0.85 * (own[3]! - own[2]!), 6);
			expect(mean).toBeCloseTo(own.reduce((sum, time) => sum + time, 0) / 4, 6);
			for (const { durationMs, requestId } of ran.images.filter(
				(image) => image.model === model && image.status === 'ok',
			) as Array<{ durationMs: number; requestId: string }>) {
				const { startedAt, endedAt } = entries.find((entry) => entry.requestId === requestId)!;
				expect(durationMs).toBeGreaterThanOrEqual(Math.floor(endedAt! - startedAt) - 5);
				expect(durationMs).toBeLessThan(endedAt! - startedAt + 1500);
			}
		}
		expect(report.totalCostUsd).toBeCloseTo(total, 9);
		expect(report.cheapest).toMatchObject({ letter: 'B', compared: 2, tiedWith: [] });
	});

	it('are told in one line', async () => {
		const { ran, report } = await runCompare(bench, compare(TWO, { repetitions: 2 }), numbered(3));

		const [cost] = hintsOf(ran);
		expect(cost).toBe(
			`12 images for ${report.totalCostUsd!.toFixed(4)} USD at the prices of ${report.pricesAsOf}.`,
		);
	});
});

describe('Compare Models speaks in the words of the editor', () => {
	const COMPRESSED = { options: { outputCompression: 50 } };
	const SAID = 'Output Compression does not apply to png: it was left out';

	it('names a setting that was left out as the editor does, in images, hints and report', async () => {
		const { ran, report } = await runCompare(bench, compare(TWO, COMPRESSED), numbered(1));

		expect(ran.images.map(({ warnings }) => warnings)).toEqual(
			Array(2).fill([{ setting: 'outputCompression', message: SAID }]),
		);
		expect(hintsOf(ran)).toContain(`${SAID} (2 images).`);
		expect(report.warnings).toEqual([`A: ${SAID}`, `B: ${SAID}`]);
	});

	it('names a setting that stops the run as the editor does', async () => {
		const strict = { ...COMPRESSED, run: { unsupportedSettings: 'fail' } };

		const ran = await bench.run(compare(TWO, strict), numbered(1));

		expect(ran.error?.message).toBe(
			'Item 1: Variant A (gpt-image-2): Output Compression does not apply to png',
		);
		expect(bench.calls()).toBe(0);
	});

	it('says how far it is in the log, once an image', async () => {
		await runCompare(bench, compare(TWO), numbered(1));

		expect(bench.engine.logs.join()).toContain('Node: 1 of 2 images arrived');
		expect(bench.engine.logs.join()).toContain('Node: 2 of 2 images arrived');
	});
});

describe('Max Spend', () => {
	it('holds over the whole matrix; what it leaves out is counted apart', async () => {
		const { report, ran } = await runCompare(
			bench,
			compare(TWO, { run: { maxSpend: 0.03, maxConcurrency: 2 } }),
			numbered(5),
		);

		const spent = ran.images.reduce((sum, { costUsd }) => sum + Number(costUsd), 0);
		expect(spent).toBeLessThanOrEqual(0.03);
		expect(bench.calls()).toBeGreaterThanOrEqual(3);
		expect(bench.calls()).toBeLessThan(10);
		const left = ran.images.filter(({ status }) => status === 'budget');
		expect(left).toHaveLength(10 - bench.calls());
		expect(report.variants.reduce((sum, { notRun }) => sum + notRun, 0)).toBe(left.length);
		expect(report.variants.map(({ refused, failed }) => refused + failed)).toEqual([0, 0]);
	});

	it('cannot hold where a price is unknown, and says so before paying', async () => {
		bench.server.configure({ servesAnyModel: true });
		const variants = [{ model: 'gpt-image-2' }, { model: 'of-tomorrow' }];

		const ran = await bench.run(compare(variants, { run: { maxSpend: 1 } }), numbered(1));

		expect(ran.error?.message).toMatch(/of-tomorrow/);
		expect(bench.calls()).toBe(0);
	});
});

describe('what is wrong with the settings is said before paying', () => {
	const refused: Array<[string, VariantSetup[], IDataObject, RegExp]> = [
		['one variant', [{ model: 'gpt-image-2' }], {}, /One variant is given/],
		['no variant', [], {}, /0 variants are given/],
		[
			'a variant without a model',
			[{ model: 'gpt-image-2' }, { model: '={{ $json.nothing }}' }],
			{},
			/Variant B has no model/,
		],
		[
			'a size that a model does not take',
			[{ model: 'gpt-image-2' }, { model: 'gpt-image-1.5', size: '2048x2048' }],
			{ run: { unsupportedSettings: 'fail' } },
			/Variant B \(gpt-image-1\.5\)/,
		],
		[
			'a background that a model does not take',
			[{ model: 'gpt-image-2', background: 'transparent' }, { model: 'gpt-image-2' }],
			{ run: { unsupportedSettings: 'fail' } },
			/Variant A \(gpt-image-2\)/,
		],
		['no prompt', TWO, { prompt: '={{ $json.nothing }}' }, /Item 1, Prompt/],
		[
			'a format that cannot be shown',
			TWO,
			{ options: { outputFormat: 'svg' } },
			/Output Format: Images in svg/,
		],
		['half a repetition', TWO, { repetitions: 1.5 }, /Repetitions must be a whole number/],
	];

	it.each(refused)(
		'a wrong setting is reported before anything is paid: %s',
		async (_what, variants, parameters, says) => {
			const ran = await bench.run(compare(variants, parameters as never), numbered(2));

			expect(ran.error?.message).toMatch(says);
			expect(bannedWordsIn(`${ran.error?.message} ${String(ran.error?.description)}`)).toEqual([]);
			expect(bench.calls()).toBe(0);
		},
	);
});
