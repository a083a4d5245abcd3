import { createCanvas } from '@napi-rs/canvas';
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import compareSchema from '../../../nodes/CompareModels/__schema__/v1.0.0/compare.json';
import tallySchema from '../../../nodes/CompareModels/__schema__/v1.0.0/tally.json';
import { decodePng } from '../../../nodes/shared/images/png';
import { comparedOf, placeOf, runTally, workflowOf } from '../../support/compare';
import { differences } from '../../support/schema';
import {
	bannedWordsIn,
	generate,
	model,
	openWorkbench,
	prompts,
	type NodeSetup,
	type Workbench,
} from '../../support/workbench';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

/** A flat image with a bar, so that two of them can be alike or not. */
function drawn(color: string, width = 96, height = 96): Buffer {
	const canvas = createCanvas(width, height);
	const paint = canvas.getContext('2d');
	paint.fillStyle = color;
	paint.fillRect(0, 0, width, height);
	paint.fillStyle = '#ffffff';
	paint.fillRect(width / 4, height / 3, width / 2, height / 6);
	return canvas.toBuffer('image/png');
}

const item = async (json: IDataObject, bytes: Buffer, fileName = 'photo.png') =>
	await bench.engine.itemWithFiles(json, { data: { bytes, fileName, mimeType: 'image/png' } });

/** Of another maker: nothing of ours is in the json. */
const made = async (prompt: string, maker: string, color: string, fileName?: string) =>
	await item({ prompt, maker }, drawn(color), fileName);

const existing = (parameters: INodeParameters = {}, more: Partial<NodeSetup> = {}): NodeSetup => ({
	type: 'compareModels',
	parameters: {
		operation: 'compare',
		source: 'existing',
		prompt: '={{ $json.prompt }}',
		variantName: '={{ $json.maker }}',
		...parameters,
	},
	...more,
});

/** Without a credential, as a person has it who never made one. */
async function runWithout(setup: NodeSetup, items: INodeExecutionData[]) {
	const workflow = workflowOf(setup);
	delete workflow.nodes.find(({ name }) => name === 'Node')!.credentials;
	const result = await bench.engine.run(workflow, { items });
	const [images = [], reports = []] = result.output('Node');
	return { ...result, images, reports };
}

describe('images that there are already', () => {
	it('are compared by prompt and variant without a request or a credential', async () => {
		const items = [
			await made('A fox', 'flux', '#aa3311'),
			await made('A fox', 'imagen', '#1133aa'),
			await made('A cup', 'imagen', '#118833'),
			await made('A cup', 'flux', '#882288'),
		];

		const { error, images, reports } = await runWithout(existing(), items);

		expect(error).toBeUndefined();
		expect(bench.calls()).toBe(0);
		expect(images.map(({ json }) => placeOf(json))).toEqual(['1A', '1B', '2A', '2B']);
		expect(images.map(({ json }) => (json.compare as IDataObject).label)).toEqual([
			'flux',
			'imagen',
			'flux',
			'imagen',
		]);
		expect(images.map(({ pairedItem }) => (pairedItem as { item: number }).item)).toEqual([
			0, 1, 3, 2,
		]);
		expect(images[0]!.json).toMatchObject({
			prompt: 'A fox',
			maker: 'flux',
			image: { status: 'ok', model: 'flux', prompt: 'A fox', width: 96, height: 96, format: 'png' },
		});
		expect(Object.keys(reports[0]!.binary!).sort()).toEqual(['contactSheet', 'report', 'table']);
		for (const { json } of images) {
			const { image, compare } = json;
			expect(differences({ image, compare }, compareSchema)).toEqual([]);
		}
	});

	it('keep what their own step said of them, once, and their costs and times are compared', async () => {
		const first = await bench.run(generate(), prompts('A fox', 'A cup'));
		const second = await bench.run(
			generate({ model: model('gpt-image-2.5-flare') }),
			prompts('A fox', 'A cup'),
		);
		bench.server.reset();
		const items = [...first.items, ...second.items];

		const ran = await bench.run(
			{ type: 'compareModels', parameters: { operation: 'compare', source: 'existing' } },
			items,
		);
		if (ran.error) throw ran.error;
		const { report } = await comparedOf(bench, ran);

		expect(bench.calls()).toBe(0);
		expect(report.variants.map((variant) => variant.model)).toEqual([
			'gpt-image-2',
			'gpt-image-2.5-flare',
		]);
		expect(report.totalCostUsd).toBeGreaterThan(0);
		expect(ran.items.map(({ json }) => json.image)).toEqual(
			[items[0], items[2], items[1], items[3]].map((one) => one!.json.image),
		);
		expect(ran.items.every(({ json }) => json.imageBefore === undefined)).toBe(true);
	});

	it('of the same prompt and variant are repetitions, and missing pairs are told', async () => {
		const items = [
			await made('A fox', 'flux', '#aa3311'),
			await made('A fox', 'flux', '#aa3312'),
			await made('A fox', 'imagen', '#1133aa'),
			await made('A cup', 'flux', '#882288'),
		];

		const { error, images, reports } = await runWithout(existing(), items);

		expect(error).toBeUndefined();
		expect(images.map(({ json }) => placeOf(json))).toEqual(['1A', '1B', '1A2', '2A']);
		const report = reports[0]!.json.report as { repetitions: number; warnings: string[] };
		expect(report.repetitions).toBe(2);
		expect(report.warnings).toContain('B (imagen) has no image for 1 of 2 prompts (prompt 2).');
		const sheet = await bench.engine.readBinary(reports[0]!.binary!.contactSheet!);
		expect((await decodePng(sheet, { maxPixels: 20_000_000 })).width).toBeGreaterThan(700);
	});

	it('are held against a stored image', async () => {
		const withStored = async (prompt: string, maker: string, color: string) =>
			await bench.engine.itemWithFiles(
				{ prompt, maker },
				{
					data: { bytes: drawn(color), fileName: 'a.png', mimeType: 'image/png' },
					approved: { bytes: drawn('#aa3311'), fileName: 'b.png', mimeType: 'image/png' },
				},
			);
		const items = [
			await withStored('A fox', 'flux', '#aa3311'),
			await withStored('A fox', 'imagen', '#000000'),
		];

		const { images } = await runWithout(
			existing({ baselineField: 'approved', inputFields: '*' }),
			items,
		);

		const [same, other] = images.map(({ json }) => json.compare as IDataObject);
		expect(same).toMatchObject({ similarity: 1, perceptualDistance: 0 });
		expect(Number(other!.similarity)).toBeLessThan(1);
		expect(images).toHaveLength(2);
	});

	it.each([
		[
			'a GIF',
			Buffer.from('R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==', 'base64'),
			true,
		],
		['a file that is cut off', drawn('#225577').subarray(0, 150), true],
		['no image', Buffer.from('%not an image'), false],
	])('are in the HTML without measures where one is %s', async (_what, bytes, isShown) => {
		const items = [
			await made('A fox', 'flux', '#aa3311'),
			await item({ prompt: 'A fox', maker: 'imagen' }, bytes, 'from-the-archive.png'),
		];

		const { error, images, reports } = await runWithout(existing(), items);

		expect(error).toBeUndefined();
		expect(images.map(({ json }) => placeOf(json))).toEqual(['1A', '1B']);
		const html = (await bench.engine.readBinary(reports[0]!.binary!.report!)).toString();
		expect(html.match(/<img /g)!.length).toBeGreaterThanOrEqual(isShown ? 2 : 1);
		if (!isShown) expect(html).toContain('from-the-archive.png');
		expect(images[1]!.json.compare).not.toHaveProperty('similarity');
	});

	it('are judged where there is a judge, and each prompt is asked for its own texts', async () => {
		bench.server.configure({});
		const items = [
			await made('A sign that says "OPEN"', 'flux', '#aa3311'),
			await made('A sign that says "OPEN"', 'imagen', '#1133aa'),
		];

		const ran = await bench.run(existing({ judge: { judgeModel: model('gpt-5.6-luna') } }), items);

		expect(ran.error).toBeUndefined();
		const judged = ran.items.map(({ json }) => (json.compare as IDataObject).judge as IDataObject);
		expect(judged.map((judge) => judge.status)).toEqual(['judged', 'judged']);
		expect((judged[0]!.text as IDataObject).expected).toEqual(['OPEN']);
		expect(bench.requests().every(({ path }) => path.endsWith('/responses'))).toBe(true);
	});

	it('are tallied as those of a comparison', async () => {
		const makers = ['flux', 'imagen'];
		const items = [];
		for (const prompt of ['A fox', 'A cup'])
			for (const maker of makers) items.push(await made(prompt, maker, '#aa3311'));
		const { images } = await runWithout(existing(), items);

		const ran = await runTally(bench, images, [
			{ json: { promptIndex: 0, letter: 'B' } },
			{ json: { promptIndex: 1, letter: 'B' } },
		]);

		const tally = ran.items[0]!.json.tally as unknown as {
			variants: Array<{ letter: string; label: string; accepted: number }>;
		};
		expect(tally.variants.map(({ label, accepted }) => [label, accepted])).toEqual([
			['flux', 0],
			['imagen', 2],
		]);
	});

	it('count as refused where their own step was refused', async () => {
		bench.server.configure({ faults: [{ fault: { kind: 'refusal' } }] });
		const refused = await bench.run(generate({ run: { refusals: 'output' } }), prompts('A fox'));
		const items = [...refused.items, await made('A fox', 'imagen', '#1133aa')];

		const { reports, images } = await runWithout(
			existing({
				prompt: '={{ $json.image?.prompt || $json.prompt }}',
				variantName: '={{ $json.image?.model || $json.maker }}',
			}),
			items,
		);

		const report = reports[0]!.json.report as { variants: Array<{ refused: number }> };
		expect(report.variants.map((variant) => variant.refused)).toEqual([1, 0]);
		expect(images[0]!.json.image).toMatchObject({ status: 'refused' });
	});

	it('hide their makers where the comparison is blind', async () => {
		const items = [];
		for (const prompt of ['One', 'Two', 'Three'])
			for (const maker of ['flux-max', 'imagen-ultra'])
				items.push(await made(prompt, maker, '#aa3311', `${maker}.png`));

		const { images, reports } = await runWithout(existing({ blind: true }), items);

		const html = (await bench.engine.readBinary(reports[0]!.binary!.report!)).toString();
		expect(html).not.toMatch(/flux-max|imagen-ultra/);
		expect(
			images.every(({ json }) => /^[AB]$/.test(String((json.compare as IDataObject).shownAs))),
		).toBe(true);
	});

	const bad: Array<[string, () => Promise<INodeExecutionData[]>, INodeParameters, RegExp]> = [
		[
			'without a prompt',
			async () => [await made('A fox', 'flux', '#111111'), await made('', 'imagen', '#111111')],
			{},
			/^Item 2, Prompt: /,
		],
		[
			'without a name',
			async () => [await made('A fox', '', '#111111')],
			{},
			/^Item 1, Variant Name: /,
		],
		[
			'all of one name',
			async () => [await made('A fox', 'flux', '#111111'), await made('A cup', 'flux', '#111111')],
			{},
			/Variant Name: All images have the name "flux"/,
		],
		[
			'without a file',
			async () => [
				await made('A fox', 'flux', '#111111'),
				{ json: { prompt: 'A fox', maker: 'b' } },
			],
			{},
			/^Item 2, Input Binary Fields: .*no binary field "data"/,
		],
	];
	it.each(bad)(
		'that are %s are told with the item and the parameter',
		async (_what, make, parameters, says) => {
			const ran = await runWithout(existing(parameters), await make());

			expect(ran.error?.message).toMatch(says);
			expect(bannedWordsIn(`${ran.error?.message} ${String(ran.error?.description)}`)).toEqual([]);
		},
	);
});

describe('the credential', () => {
	it.each([
		['the judge', existing({ judge: { judgeModel: model('gpt-5.6-luna') } }), /judge/i],
		[
			'generating',
			{ type: 'compareModels', parameters: { operation: 'compare', prompt: 'A fox' } },
			/images/,
		],
	])('is asked for by our own message for %s', async (_what, setup, says) => {
		const items = [
			await made('A fox', 'flux', '#aa3311'),
			await made('A fox', 'imagen', '#1133aa'),
		];

		const { error } = await runWithout(setup as NodeSetup, items);

		expect(error?.message).toMatch(/credential/i);
		expect(String(error?.description)).toMatch(says);
		expect(bench.calls()).toBe(0);
	});
});

describe('slices by an input field', () => {
	const pairs = async (kinds: readonly string[]) => {
		const items: INodeExecutionData[] = [];
		for (const [index, kind] of kinds.entries())
			for (const maker of ['flux', 'imagen'])
				items.push(
					await item({ prompt: `Prompt ${index}`, maker, brief: { kind } }, drawn('#aa3311')),
				);
		return items;
	};

	it('are in the report and the tally, with the prompts of each value', async () => {
		const { images, reports, error } = await runWithout(
			existing({ sliceBy: 'brief.kind' }),
			await pairs(['Food', 'Text', 'Food']),
		);
		expect(error).toBeUndefined();
		const { slices } = reports[0]!.json.report as { slices: Array<IDataObject> };
		expect(slices.map(({ value, prompts: count }) => [value, count])).toEqual([
			['Food', 2],
			['Text', 1],
		]);

		const answers = [0, 1, 2].map((promptIndex) => ({
			json: { promptIndex, letter: promptIndex === 1 ? 'A' : 'B' },
		}));
		const ran = await runTally(bench, images, answers, { sliceBy: 'brief.kind' });

		expect(ran.error).toBeUndefined();
		const tally = ran.items[0]!.json.tally as unknown as {
			slices: Array<{ value: string; variants: Array<{ accepted: number }> }>;
		};
		expect(
			tally.slices.map(({ value, variants }) => [value, variants.map(({ accepted }) => accepted)]),
		).toEqual([
			['Food', [0, 2]],
			['Text', [1, 0]],
		]);
		expect(differences(ran.items[0]!.json, tallySchema)).toEqual([]);
	});

	it.each([
		[
			'has more than 12 values',
			Array.from({ length: 13 }, (_, index) => `Kind ${index}`),
			'brief.kind',
		],
		['does not exist', ['Food', 'Text'], 'colour'],
	])('are rejected by name where the field %s', async (_what, kinds, sliceBy) => {
		const { error } = await runWithout(existing({ sliceBy }), await pairs(kinds));

		expect(error?.message).toMatch(/Slice By/);
		expect(error?.message).toContain(sliceBy);
	});
});
