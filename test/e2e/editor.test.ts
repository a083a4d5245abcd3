import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Instance } from '../../demo/realN8n/instance';
import { Workplace } from '../../demo/realN8n/workplace';
import { MODELS } from '../../nodes/shared/models/catalog';
import { EditorPage } from './support/editorPage';
import { directory } from './support/places';

/** Where the pictures of the nodes go: beside the README with KEEP_SCREENSHOTS=1, else into the cache. */
const screenshots = join(
	directory,
	process.env.KEEP_SCREENSHOTS === '1' ? 'docs/images' : '.cache/screenshots',
);

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

/** A picture for the README, small enough for it. */
async function keepScreenshot(name: string): Promise<void> {
	await editor.screenshot(name);
	expect(statSync(join(screenshots, `${name}.png`)).size).toBeLessThan(MOST_BYTES);
}

const displayNameOf = (id: string) => MODELS.find((model) => model.id === id)?.displayName ?? id;

describe('GPT Image Generate', () => {
	it('is found by "generate image" and added', async () => {
		expect(await editor.search('generate image')).toContain('GPT Image Generate');
		await editor.addNode('GPT Image Generate');
	});

	it('shows when a model is shut down, within the part of a name that the list shows', async () => {
		const shown = await editor.openModels();
		const ending = MODELS.filter(({ id, shutdownDate }) => {
			return shutdownDate !== null && shown.some((text) => text.startsWith(displayNameOf(id)));
		});
		for (const { displayName, shutdownDate } of ending) {
			const entry = shown.find((text) => text.startsWith(`${displayName} (`));
			expect(entry?.slice(0, 50)).toContain(`until ${shutdownDate}`);
		}
		await keepScreenshot('model-list');
		await editor.chooseModel(displayNameOf('gpt-image-2.6-flare'));
	});

	it('offers what GPT Image 2.6 takes', async () => {
		expect(await editor.choicesOf('quality')).toContain('Extra High');
		expect(await editor.choicesOf('size')).toContain('3840 × 2160 (4K Landscape)');
		const options = await editor.optionsOfCollection(0);
		expect(options).toEqual(expect.arrayContaining(['Complexity', 'Frame Count']));
		expect(new Set(options).size).toBe(options.length);
	});

	it('offers only three sizes, three qualities and no complexity for a model that takes no more', async () => {
		await editor.openModels();
		await editor.chooseModel(displayNameOf('gpt-image-1-mini'));
		expect(await editor.choicesOf('quality')).toEqual(['Auto', 'Low', 'Medium', 'High']);
		expect(await editor.choicesOf('size')).toEqual([
			'Auto',
			'1024 × 1024 (Square)',
			'1536 × 1024 (Landscape)',
			'1024 × 1536 (Portrait)',
			'Social Format',
			'Custom',
		]);
		const options = await editor.optionsOfCollection(0);
		for (const name of ['Complexity', 'Frame Count', 'Frame Duration']) {
			expect(options).not.toContain(name);
		}
	});

	it('runs, and the picture is seen in the output panel', async () => {
		await editor.openModels();
		await editor.chooseModel(displayNameOf('gpt-image-2'));
		await editor.fill('prompt', 'A lighthouse at dawn, long shadows, photo. Title: "Good morning"');
		await editor.choose('size', '1536 × 1024 (Landscape)');
		await editor.choose('quality', 'Medium');
		expect(await editor.executeAndView()).toEqual({ width: 1536, height: 1024 });
		await keepScreenshot('node-generate');
		await editor.closeNode();
		expect(await editor.subtitleOf('GPT Image Generate')).toBe('gpt-image-2, 1536x1024');
	});
});

describe('GPT Image Edit', () => {
	it('is found by "edit image", added behind the other, and edits its picture', async () => {
		expect(await editor.search('edit image')).toContain('GPT Image Edit');
		await editor.addNode('GPT Image Edit');
		await editor.fill('prompt', 'Make it a winter night');
		await editor.choose('size', '1536 × 1024 (Landscape)');
		expect(await editor.choicesOf('mask')).toEqual(['None', 'From Binary Field', 'Regions']);
		expect(await editor.executeAndView()).toEqual({ width: 1536, height: 1024 });
		await keepScreenshot('node-edit');
		await editor.closeNode();
	});
});

describe('GPT Image Compare Models', () => {
	it('is found by "compare models" and added with two models to compare', async () => {
		expect(await editor.search('compare models')).toContain('GPT Image Compare Models');
		await editor.addNode('GPT Image Compare Models', 'Compare models on prompts');
		await editor.fill('prompt', 'A poster for a jazz night. Title: "Blue Hour"');
		const models = editor.page.getByTestId('resource-locator-model').locator('input');
		expect(await models.count()).toBeGreaterThanOrEqual(2);
		expect(await editor.executeAndView()).toMatchObject({ width: expect.any(Number) });
		await keepScreenshot('node-compare');
		await editor.closeNode();
	});
});
