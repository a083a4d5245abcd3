import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INode } from 'n8n-workflow';
import { Instance } from '../../dev/n8n/instance';
import { Workplace } from '../../dev/n8n/workplace';
import { EditorPage } from './support/editorPage';
import { directory } from './support/places';

/** What a newcomer sees in the first hour, in n8n's own editor. */

const screenshots = join(directory, '.cache/screenshots');

let workplace: Workplace;
let instance: Instance;
let editor: EditorPage;
let credentialIds: Record<string, string>;

beforeAll(async () => {
	workplace = await Workplace.open({ directory });
	const { url } = await workplace.start();
	instance = await Instance.open(url);
	credentialIds = await workplace.saveCredentials(instance);
	editor = await EditorPage.open(url, screenshots);
});

afterAll(async () => {
	await editor?.close();
	await workplace?.close();
});

/** The beginning of the output panel. */
const OUTPUT = { x: 888, y: 66, width: 442, height: 580 };

const images = () => workplace.server.log.filter(({ method }) => method === 'POST').length;

/** Opens a workflow in which rows go into one of our nodes. */
async function openWith(
	type: string,
	parameters: INode['parameters'],
	rows: object[],
): Promise<string> {
	const id = await instance.saveWorkflow({
		id: '',
		name: `First hour: ${type}`,
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 1, 0, {}),
			node('Rows', 'n8n-nodes-base.code', 2, 220, {
				jsCode: `return ${JSON.stringify(rows.map((json) => ({ json })))};`,
			}),
			{
				...node('Images', `n8n-nodes-gpt-image.${type}`, 1.1, 440, parameters),
				credentials: {
					gptImageApi: { id: credentialIds.gptImageApi!, name: 'GPT Image API' },
				},
			},
		],
		connections: {
			Start: { main: [[{ node: 'Rows', type: 'main', index: 0 }]] },
			Rows: { main: [[{ node: 'Images', type: 'main', index: 0 }]] },
		},
		settings: { executionOrder: 'v1' },
	});
	await editor.openWorkflow(id);
	return id;
}

const node = (
	name: string,
	type: string,
	typeVersion: number,
	x: number,
	parameters: INode['parameters'],
): INode => ({ id: name, name, type, typeVersion, position: [x, 0], parameters });

const FIVE = ['A fox', 'A bear', 'A lamp', 'A poster. Title: "Open"', 'A boat'].map((prompt) => ({
	prompt,
}));

it('a Dry Run says what it is, and what the run would cost', async () => {
	const prompt = '={{ $json.prompt }}';
	await openWith('compareModels', { prompt, run: { dryRun: true } }, FIVE);
	await editor.openNode('Images');
	const said = await editor.node.executeAndRead('Dry Run is on');
	// Medium and 1024 × 1024 on both models: what is likely is close to the most.
	expect(said).toMatch(/Plan: 10 images in 10 requests, for about 0\.33 USD, at most 0\.3\d USD\./);
	expect(images()).toBe(0);
	const picture = await editor.screenshot('dry-run', OUTPUT);
	if (process.env.KEEP_SCREENSHOTS === '1') {
		copyFileSync(picture, join(directory, 'docs/images/dry-run.png'));
	}
	await editor.closeNode();
});

it('thirty rows in three formats with a refusal in the middle say so once, and what is kept', async () => {
	const rows = Array.from({ length: 30 }, (_, row) => ({
		name: `row-${row + 1}`,
		prompt: `A lamp, number ${row + 1}${row === 14 ? ' [refuse]' : ''}`,
	}));
	const parameters = {
		prompt: '={{ $json.prompt }}',
		size: 'preset',
		presets: ['instagramPortrait', 'story', 'linkedInPost'],
		quality: 'low',
		options: { fileName: '={{ $json.name }}-{preset}' },
		run: { maxSpend: 2, maxConcurrency: 8 },
	};
	await openWith('generateImage', parameters, rows);
	await editor.openNode('Images');
	const said = await editor.node.executeAndRead('Item 15:');
	expect(said).toContain('Item 15: The safety system refused this request (sexual).');
	expect(said).not.toMatch(/\[item \d+\]/);
	await editor.screenshot('refused');
	await editor.closeNode();
	await openWith(
		'generateImage',
		{ ...parameters, run: { ...parameters.run, refusals: 'output' } },
		rows,
	);
	await editor.openNode('Images');
	const counted = await editor.node.executeAndRead('87 of 90 images');
	expect(counted).toMatch(/87 of 90 images for 0\.\d+ USD .* 3 refused \(item 15\)\./);
	await editor.screenshot('refusals-as-items');
	await editor.closeNode();
});

it('five prompts on two models cost what one line says', async () => {
	const prompt = '={{ $json.prompt }}';
	await openWith('compareModels', { prompt, title: 'For the client' }, FIVE);
	await editor.openNode('Images');
	const said = await editor.node.executeAndRead('10 images for');
	expect(said.match(/USD/g)).toHaveLength(1);
	await editor.screenshot('compare-five');
	await editor.closeNode();
});

it.each([
	// n8n ranks a short name higher: only Edit comes before it.
	['image', 2],
	['openai', 1],
	['openai image', 1],
	['create picture', 1],
	['thumbnail', 1],
	['social media image', 1],
])('the search for "%s" lists Generate among the first of this package', async (words, place) => {
	await openWith('generateImage', { prompt: 'A fox' }, FIVE);
	const names = await editor.namesFor(words);
	const own = names.filter((name) => name.startsWith('GPT Image'));
	expect(own.slice(0, place)).toContain('GPT Image Generate');
});
