import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Instance } from '../../dev/n8n/instance';
import { Workplace } from '../../dev/n8n/workplace';
import { MODELS } from '../../nodes/shared/models/catalog';
import { daysFromNow } from './support/days';
import { EditorPage, type Clip } from './support/editorPage';
import { eventually } from './support/eventually';
import * as offered from './support/offered';
import { directory } from './support/places';

/** Where the images of the nodes go: beside the README with KEEP_SCREENSHOTS=1, else into the cache. */
const isKept = process.env.KEEP_SCREENSHOTS === '1';
const screenshots = join(directory, isKept ? 'docs/images' : '.cache/screenshots');

const MOST_BYTES = 200_000;

let workplace: Workplace;
let editor: EditorPage;

beforeAll(async () => {
	workplace = await Workplace.open({ directory });
	const { url } = await workplace.start();
	const instance = await Instance.open(url);
	await workplace.saveCredentials(instance);
	const id = await instance.saveWorkflow({
		id: '',
		name: 'In the editor',
		nodes: [
			{
				id: 'start',
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
		],
		connections: {},
		settings: { executionOrder: 'v1' },
	});
	editor = await EditorPage.open(url, screenshots);
	await editor.openWorkflow(id);
});

afterAll(async () => {
	await editor?.close();
	await workplace?.close();
});

/** An image for the README, small enough for it. */
async function keepScreenshot(name: string, clip?: Clip): Promise<void> {
	const file = await editor.screenshot(name, clip);
	if (isKept) expect(statSync(file).size).toBeLessThan(MOST_BYTES);
}

describe('GPT Image Generate', () => {
	it('is found by "generate image" and added', async () => {
		await editor.addNode('generate image', 'GPT Image Generate');
	});

	it('shows the whole day on which a model ends', async () => {
		const ending = daysFromNow(20);
		workplace.server.configure({ shutdownDates: { 'gpt-image-2.5-sunburst': ending } });
		const entry = `GPT Image 2.5 Sunburst (until ${ending})`;
		expect(await editor.node.openModels()).toContain(entry);
		expect(await editor.node.showsWholeModel(entry)).toBe(true);
		await editor.node.closeModels();
		await editor.closeNode();
		workplace.server.reset();
	});

	it('shows it for each model of the catalog that ends', async () => {
		await editor.openNode('GPT Image Generate');
		const shown = await editor.node.openModels();
		const today = daysFromNow(0);
		const dated = MODELS.flatMap(({ displayName, shutdownDate: day }) => {
			if (day === null || !shown.some((text) => text.startsWith(`${displayName} (`))) return [];
			return `${displayName} (${day > today ? 'until' : 'shut down'} ${day})`;
		});
		expect(shown).toEqual(expect.arrayContaining(dated));
		for (const entry of dated) expect(await editor.node.showsWholeModel(entry)).toBe(true);
		if (isKept) expect(dated).not.toHaveLength(0);
		await keepScreenshot('model-list');
		await editor.node.closeModels();
	});

	it('runs, and the image is seen in the output panel', async () => {
		const { node } = editor;
		await node.fill('prompt', 'A lighthouse at dawn, long shadows, photo. Title: "Good morning"');
		await node.choose('size', '1536 × 1024 (Landscape)');
		await node.choose('quality', 'Medium');
		expect(await node.executeAndView()).toEqual({ width: 1536, height: 1024 });
		await keepScreenshot('node-generate');
		await editor.closeNode();
		expect(await editor.subtitleOf('GPT Image Generate')).toBe(
			'gpt-image-2, 1536x1024, medium quality',
		);
	});
});

describe('What it costs', () => {
	it('is seen at each quality before a run', async () => {
		await editor.openNode('GPT Image Generate');
		const shown = await editor.node.describedChoicesOf('quality');
		expect(shown.join()).toMatch(/Auto From \$0\.00\d+ to \$0\.2/);
		expect(shown.join()).toMatch(/Medium About \$0\.05\d+ for 1024 × 1024/);
		await keepScreenshot('quality-prices', { x: 470, y: 446, width: 440, height: 346 });
		await editor.node.closeChoices();
		await editor.closeNode();
	});
});

describe('GPT Image Edit', () => {
	it('is found by "edit image", added behind the other, and edits its image', async () => {
		await editor.addNode('edit image', 'GPT Image Edit');
		const { node } = editor;
		await node.fill('prompt', 'Make it a winter night');
		await node.choose('size', '1536 × 1024 (Landscape)');
		expect(await node.choicesOf('mask')).toEqual(['None', 'From Binary Field', 'Regions']);
		expect(await node.executeAndView()).toEqual({ width: 1536, height: 1024 });
		await keepScreenshot('node-edit');
		await editor.closeNode();
	});
});

describe('GPT Image Compare Models', () => {
	it('is found by "compare models" and compares the two that it suggests', async () => {
		await editor.addNode('compare models', 'GPT Image Compare Models', 'Compare models on prompts');
		await editor.node.fill('prompt', 'A poster for a jazz night. Title: "Blue Hour"');
		expect(await editor.node.executeAndView()).toMatchObject({ width: expect.any(Number) });
		await keepScreenshot('node-compare');
		await editor.closeNode();
	});
});

/*
 * Last, since it changes the nodes: a model for each set of capabilities, and exactly what it takes.
 */
const models = offered.differentModels();

it('has models that take different things', () => expect(models.length).toBeGreaterThan(1));

describe.each([
	{ name: 'GPT Image Generate', operation: 'generate' },
	{ name: 'GPT Image Edit', operation: 'edit' },
] as const)('$name', ({ name, operation }) => {
	const edits = operation === 'edit';
	const OPTIONS = 0;
	const choices = async (parameter: string, expected: string[]) =>
		await eventually(async () => await editor.node.choicesOf(parameter), expected);

	beforeAll(async () => await editor.openNode(name));
	afterAll(async () => await editor.closeNode());

	it.each(models)('offers the sizes, qualities and options of $displayName', async (model) => {
		const { capabilities } = model;
		await editor.node.chooseModel(model.displayName);
		await choices('size', [...offered.sizesOf(capabilities), 'Social Format', 'Custom']);
		await choices('quality', offered.qualitiesOf(capabilities));
		await eventually(
			async () => await editor.node.optionsOfCollection(OPTIONS),
			offered.optionsOf(operation, capabilities),
		);
		const takesMarkup = async () => await editor.node.shows('markupField');
		await eventually(takesMarkup, edits && capabilities.markup);
	});

	it('a node in the editor has its options added', async () => {
		for (const option of ['Background', 'Output Format']) {
			await editor.node.addOption(option, OPTIONS);
		}
	});

	it.each(models)('offers in its options what $displayName takes', async (model) => {
		const { capabilities } = model;
		await editor.node.chooseModel(model.displayName);
		await choices('background', offered.backgroundsOf(capabilities));
		await choices('outputFormat', offered.formatsOf(capabilities));
		const shown = async () => await editor.node.shows('inputFidelity');
		if (!edits || capabilities.inputFidelities.length === 0) return await eventually(shown, false);
		// n8n forgets it where the model before did not take it.
		if (!(await shown())) await editor.node.addOption('Input Fidelity', OPTIONS);
		await choices('inputFidelity', offered.fidelitiesOf(capabilities));
	});
});

describe('GPT Image Compare Models', () => {
	beforeAll(async () => await editor.openNode('GPT Image Compare Models'));
	afterAll(async () => await editor.closeNode());

	it.each(models.map((model, at) => ({ model, other: models.at(at - 1) ?? model })))(
		'offers each variant what its model takes: $model.displayName, $other.displayName',
		async ({ model, other }) => {
			for (const [place, { displayName }] of [model, other].entries()) {
				await editor.node.chooseModel(displayName, place);
			}
			for (const [place, { capabilities }] of [model, other].entries()) {
				const choices = async (parameter: string, expected: string[]) =>
					await eventually(async () => await editor.node.choicesOf(parameter, place), expected);
				await choices('quality', offered.qualitiesOf(capabilities));
				await choices('size', offered.sizesOf(capabilities));
				await choices('background', offered.backgroundsOf(capabilities));
			}
		},
	);
});
