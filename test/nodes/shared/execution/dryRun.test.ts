import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { compare, TWO } from '../../../support/compare';
import {
	bannedWordsIn,
	generate,
	model,
	openWorkbench,
	prompts,
	type NodeSetup,
	type Workbench,
} from '../../../support/workbench';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

const DRY = { run: { dryRun: true } };

/** Runs and expects that the server heard nothing, that nothing is kept, and that the run says what it is. */
async function dryRun(setup: NodeSetup, items: INodeExecutionData[]) {
	const ran = await bench.run(setup, items);
	expect(bench.server.log).toEqual([]);
	expect(ran.contextData['node:Node'] ?? {}).toEqual({});
	for (const { json } of ran.items) expect(json).not.toHaveProperty('image');
	const hints = ran.hints.map(({ message }) => message);
	if (!ran.error) expect(hints[0]).toMatch(/^Dry Run is on: nothing was requested.*Run Settings/);
	for (const hint of hints) expect(bannedWordsIn(hint)).toEqual([]);
	return { ran, hints, plans: ran.items.map(({ json }) => json.plan as IDataObject) };
}

const amount = (text: string, before: string) =>
	Number(new RegExp(`${before} (\\d+\\.\\d+) USD`).exec(text)?.[1]);

describe('Dry Run of GPT Image Generate', () => {
	it('returns the plan, one item a call, with what it costs and what is cropped', async () => {
		const formats = { size: 'preset', presets: ['instagramPortrait', 'story'], n: 2, ...DRY };
		const { ran, plans, hints } = await dryRun(generate(formats), prompts('A fox', 'A bear'));
		expect(plans).toHaveLength(4);
		expect(plans[0]).toMatchObject({
			status: 'planned',
			kind: 'images',
			model: 'gpt-image-2',
			prompt: 'A fox',
			preset: 'instagramPortrait',
			size: '1088x1360',
			croppedTo: '1080x1350',
			quality: 'low',
			images: 2,
			index: 1,
			count: 4,
		});
		expect(ran.items.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 0, 1, 1].map((item) => ({ item })),
		);
		const likely = plans.reduce((sum, plan) => sum + Number(plan.likelyCostUsd), 0);
		expect(hints[1]).toMatch(/^Plan: 8 images in 4 requests, for about/);
		expect(amount(hints[1]!, 'about')).toBeCloseTo(likely, 2);
		expect(amount(hints[1]!, 'at most')).toBeGreaterThanOrEqual(likely);
	});

	it('foresees what the run then costs, and never less than it costs at most', async () => {
		const items = prompts('A fox', 'A bear in the rain, far away');
		const { plans } = await dryRun(generate(DRY), items);
		const { images } = await bench.run(generate(), items);
		for (const [place, { costUsd }] of images.entries()) {
			const { likelyCostUsd, mostCostUsd } = plans[place]!;
			expect(Number(likelyCostUsd)).toBeCloseTo(Number(costUsd), 3);
			expect(Number(mostCostUsd)).toBeGreaterThanOrEqual(Number(costUsd));
		}
	});

	it.each([0.008, 0.014, 0.02])(
		'tells where a Max Spend of %d would stop, as the run then does',
		async (maxSpend) => {
			const items = prompts('One', 'Two', 'Three', 'Four');
			const run = { maxSpend, maxConcurrency: 1 };
			const { plans, hints } = await dryRun(generate({ run: { ...run, ...DRY.run } }), items);
			const setup = generate({ run }, { onError: 'continueRegularOutput' });
			const { images } = await bench.run(setup, items);
			expect(plans.map(({ fitsMaxSpend }) => fitsMaxSpend)).toEqual(
				images.map(({ status }) => status === 'ok'),
			);
			const left = plans.filter(({ fitsMaxSpend }) => fitsMaxSpend === false).length;
			expect(left).toBeGreaterThan(0);
			expect(hints[2]).toContain(`would leave out ${left} of 4 requests (item`);
		},
	);

	it('says that a Max Spend is enough', async () => {
		const { hints, plans } = await dryRun(
			generate({ run: { maxSpend: 1, dryRun: true } }),
			prompts('One'),
		);
		expect(plans[0]).toMatchObject({ fitsMaxSpend: true });
		expect(hints[2]).toContain('Max Spend (USD) of 1.00 USD is enough');
	});

	it('stops at what a real run stops at, and with On Error says it in the item', async () => {
		const wrong = generate({
			...DRY,
			options: { outputFormat: 'gif' },
			size: 'custom',
			width: 999,
		});
		const { ran } = await dryRun(wrong, prompts('A fox'));
		expect(String(ran.error?.description)).toContain('Nothing was requested or paid for.');
		const goesOn = { ...generate(DRY), onError: 'continueRegularOutput' } as const;
		const { plans, ran: gone } = await dryRun(goesOn, prompts('A fox', ''));
		expect(plans.map(({ status }) => status)).toEqual(['planned', 'invalid']);
		expect(gone.items[1]!.json.error).toMatch(/^Item 2.*prompt is empty/);
		const apart = { ...generate(DRY), onError: 'continueErrorOutput' } as const;
		const { ran: split } = await dryRun(apart, prompts('A fox', ''));
		expect([split.items.length, split.failedItems.length]).toEqual([1, 1]);
		expect(split.failedItems[0]!.json.plan).toMatchObject({ status: 'invalid', prompt: '' });
	});

	it('moves the image of an earlier step out of the way', async () => {
		const before = { prompt: 'A fox', image: { fileName: 'before.png' }, images: [1] };
		const { ran } = await dryRun(generate(DRY), [{ json: before }]);
		expect(ran.items[0]!.json).toMatchObject({
			imageBefore: { fileName: 'before.png' },
			imagesBefore: [1],
		});
		expect(ran.items[0]!.json).not.toHaveProperty('images');
	});

	it('is off where an expression gives false', async () => {
		await bench.run(generate({ run: { dryRun: '={{ "false" }}' } }), prompts('A fox'));
		expect(bench.calls()).toBe(1);
	});
});

describe('Dry Run of GPT Image Edit', () => {
	const edit = (parameters: object): NodeSetup => ({
		...generate({ inputFields: 'data', ...DRY, ...parameters }),
		type: 'editImage',
	});

	it('checks stored images, stores nothing of data URLs, and downloads nothing', async () => {
		const { files } = await bench.run(generate(), prompts('A fox'));
		const [bytes] = await files();
		bench.server.reset();
		const file = { data: { bytes: bytes!, fileName: 'a.png', mimeType: 'image/png' } };
		const item = await bench.engine.itemWithFiles({ prompt: 'Winter' }, file);
		const imageUrls = [
			`data:image/png;base64,${bytes!.toString('base64')}`,
			`${bench.server.url}/never.png`,
		].join('\n');
		const { plans } = await dryRun(edit({ imageUrls }), [item]);
		expect(plans).toHaveLength(1);
		expect(plans[0]).toMatchObject({ kind: 'images', inputImages: 3 });
		expect(plans[0]!.notChecked).toEqual([
			expect.stringMatching(/^1 image from 127\.0\.0\.1:\d+: a Dry Run downloads nothing$/),
		]);
		expect(Number(plans[0]!.likelyCostUsd)).toBeGreaterThan(0);
	});

	it('says that a mask for an image that is not downloaded is not checked', async () => {
		const regions = { values: [{ x: 10, y: 10, width: 20, height: 20 }] };
		const { plans } = await dryRun(
			edit({
				inputFields: '',
				imageUrls: 'https://example.com/a.png',
				mask: 'regions',
				regions,
			}),
			prompts('Winter'),
		);
		expect(plans[0]!.notChecked).toEqual([
			expect.stringContaining('example.com'),
			expect.stringContaining('Mask'),
		]);
	});

	it('stops at a file that is no image', async () => {
		const file = { data: { bytes: Buffer.from('no'), fileName: 'a.png', mimeType: 'image/png' } };
		const item = await bench.engine.itemWithFiles({ prompt: 'Winter' }, file);
		const { ran } = await dryRun(edit({}), [item]);
		expect(ran.error?.message).toContain('no image');
	});
});

describe('Dry Run of GPT Image Compare Models', () => {
	const judge = {
		judgeModel: model('gpt-5.6-luna'),
		rubricSet: 'general',
		pairwise: true,
		judgeRuns: 2,
	};

	it('returns every cell and the judge, and asks neither', async () => {
		const setup = compare(TWO, { ...DRY, repetitions: 2, judge });
		const { ran, plans, hints } = await dryRun(setup, prompts('A fox', 'A sign: "Open"'));
		expect(plans).toHaveLength(9);
		expect(plans.filter(({ kind }) => kind === 'images')).toHaveLength(8);
		// Graded twice each, read twice where there is text, and 2 pairs in 2 orders for each prompt.
		expect(plans.at(-1)).toMatchObject({
			kind: 'judge',
			model: 'gpt-5.6-luna',
			questions: 16 + 8 + 8,
		});
		expect(ran.output('Node')[1] ?? []).toEqual([]);
		expect(hints.join()).toContain('8 images in 8 requests and 32 questions to gpt-5.6-luna');
	});

	it('counts the questions that the run then asks', async () => {
		const items = prompts('A fox', 'A sign: "Open"');
		const { plans } = await dryRun(compare(TWO, { ...DRY, judge }), items);
		await bench.run(compare(TWO, { judge }), items);
		const asked = bench.server.log.filter(({ path }) => path.endsWith('/responses'));
		expect(plans.at(-1)!.questions).toBe(asked.length);
	});

	it('of images that there are asks no judge', async () => {
		const { items } = await bench.run(compare(TWO), prompts('A fox'));
		bench.server.reset();
		const setup: NodeSetup = {
			type: 'compareModels',
			parameters: { operation: 'compare', source: 'existing', judge, ...DRY },
		};
		const { plans } = await dryRun(setup, items);
		expect(plans.map(({ kind }) => kind)).toEqual(['existing', 'judge']);
		expect(plans[0]).toMatchObject({ images: 2, mostCostUsd: 0 });
		expect(plans[1]!.questions).toBe(4 + 2);
	});
});
