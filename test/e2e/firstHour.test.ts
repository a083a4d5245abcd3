import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { imageSize } from 'image-size';
import type { INode } from 'n8n-workflow';
import { tallyOf } from '../../dev/demo/terminal/tally';
import { Instance, type StoredExecution } from '../../dev/n8n/instance';
import { Workplace } from '../../dev/n8n/workplace';
import type { ApiRequest, Fault } from '../../dev/server/server';
import { EditorPage } from './support/editorPage';
import { directory } from './support/places';
import { until } from './support/until';

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

const requests = () => workplace.server.log.filter(({ method }) => method === 'POST').length;

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
			images(type, 440, parameters),
		],
		connections: {
			Start: { main: to('Rows') },
			Rows: { main: to('Images') },
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

const to = (name: string) => [[{ node: name, type: 'main' as const, index: 0 }]];

const images = (type: string, x: number, parameters: INode['parameters']): INode => ({
	...node('Images', `n8n-nodes-gpt-image.${type}`, 1.1, x, parameters),
	credentials: { gptImageApi: { id: credentialIds.gptImageApi!, name: 'GPT Image API' } },
});

/** The newest first. */
const executionIds = async () => {
	const { results } = await instance.rest.get<{ results: Array<{ id: string }> }>('/executions');
	return results.map(({ id }) => id).sort((one, other) => Number(other) - Number(one));
};

/** Retries it with the currently saved workflow, in n8n's list of executions. */
async function retryInEditor(workflowId: string, executionId: string): Promise<StoredExecution> {
	const before = await executionIds();
	await editor.retryExecution(workflowId, executionId);
	const isBegun = async () => (await executionIds()).length > before.length;
	expect(await until(isBegun)).toBe(true);
	return await instance.finished((await executionIds())[0]!);
}

const hintsOf = ({ data }: StoredExecution): string[] =>
	(data.resultData.runData.Images?.[0]?.hints ?? []).map(({ message }) => message);

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
	expect(requests()).toBe(0);
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
	// As the message advises: the images that arrived are had without paying for them again.
	const asked = requests();
	const run = { ...parameters.run, refusals: 'output' };
	const id = await openWith('generateImage', { ...parameters, run }, rows);
	const retried = await retryInEditor(id, (await executionIds())[0]!);
	expect(requests() - asked).toBe(3);
	const items = retried.output('Images').flat();
	expect(items.filter(({ binary }) => binary?.data)).toHaveLength(87);
	expect(items).toHaveLength(90);
	expect(hintsOf(retried)).toEqual([
		expect.stringMatching(/^0 of 3 images for 0\.0000 USD .* 3 refused \(item 15\)\./),
		'87 images came from an earlier try and cost nothing this time.',
		expect.stringContaining('content credentials'),
	]);
});

describe('a form becomes an image on disk', () => {
	it('as the README says: the form in front, its field in Prompt, the file written after it', async () => {
		const id = await instance.saveWorkflow({
			id: '',
			name: 'First hour: a form',
			nodes: [
				{
					...node('Form', 'n8n-nodes-base.formTrigger', 2.2, 0, {
						formTitle: 'Your image',
						formFields: {
							values: [{ fieldLabel: 'prompt', fieldType: 'textarea', requiredField: true }],
						},
					}),
					webhookId: 'first-hour-form',
				},
				images('generateImage', 220, { prompt: '={{ $json.prompt }}', quality: 'low' }),
				node('Write the file', 'n8n-nodes-base.readWriteFile', 1, 440, {
					operation: 'write',
					fileName: `=${workplace.files}/{{ $json.image.fileName }}`,
				}),
			],
			connections: { Form: { main: to('Images') }, Images: { main: to('Write the file') } },
			settings: { executionOrder: 'v1' },
		});
		await instance.activateWorkflow(id);
		const form = await editor.openPage(`${instance.rest.url}/form/first-hour-form`, 390);
		// n8n listens a moment after it has published the workflow.
		const field = form.locator('textarea');
		const isThere = async () => {
			if (await field.isVisible()) return true;
			await form.reload();
			return false;
		};
		expect(await until(isThere)).toBe(true);
		await field.fill('A red fox');
		await form.getByRole('button').click();
		const file = join(workplace.files, 'A-red-fox.png');
		expect(await until(() => existsSync(file))).toBe(true);
		expect(imageSize(readFileSync(file))).toMatchObject({ width: 1024, height: 1024 });
		await form.screenshot({ path: join(screenshots, 'form.png') });
		await form.close();
	});
});

describe('thirty rows in three formats', () => {
	const CREDIT = 40;
	const rows = Array.from({ length: 30 }, (_, row) => ({
		name: `row-${row + 1}`,
		prompt: `A lamp, number ${row + 1}`,
	}));

	it('end in the middle for want of credit, and a retry brings the rest and bills no image twice', async () => {
		workplace.server.reset();
		let asked = 0;
		const match = ({ path }: ApiRequest) => path.endsWith('/generations') && ++asked > CREDIT;
		workplace.server.configure({ faults: [{ match, fault: { kind: 'quota' } }] });
		const id = await openWith(
			'generateImage',
			{
				prompt: '={{ $json.prompt }}',
				size: 'preset',
				presets: ['instagramPortrait', 'story', 'linkedInPost'],
				quality: 'low',
				options: { fileName: '={{ $json.name }}-{preset}' },
			},
			rows,
		);
		const failed = await instance.runWorkflow(id);
		const { message, description } = failed.data.resultData.error!;
		expect(message).toBe('The account has no credit left or has reached its spending limit.');
		expect(description).toContain('40 of 90 images arrived and are kept');
		await editor.openExecution(id, failed.id);
		await editor.screenshot('no-credit');

		workplace.server.configure({ faults: [] });
		const retried = await retryInEditor(id, failed.id);
		expect(retried.status).toBe('success');
		const names = retried.output('Images').flat();
		expect(names).toHaveLength(90);
		expect(new Set(names.map(({ binary }) => binary?.data?.id)).size).toBe(90);
		expect(tallyOf(workplace.server.log).pictures - refusals()).toBe(90);
		expect(hintsOf(retried).slice(0, 2)).toEqual([
			expect.stringMatching(/^50 images for 0\.\d+ USD/),
			'40 images came from an earlier try and cost nothing this time.',
		]);
		await editor.openExecution(id, retried.id);
		await editor.screenshot('retried');
	});

	const refusals = () => workplace.server.log.filter(({ status }) => status === 429).length;
});

it('a wait for the rate limit is told in the console while it lasts, and in the output afterwards', async () => {
	workplace.server.reset();
	const fault: Fault = { kind: 'rateLimit', retryAfterMs: 5000 };
	const match = ({ path }: ApiRequest) => path.endsWith('/generations');
	workplace.server.configure({ faults: [{ match, times: 1, fault }] });
	await openWith('generateImage', { prompt: 'A fox', quality: 'low' }, [{}]);
	await editor.openNode('Images');
	editor.console.length = 0;
	await editor.node.execute();
	await until(() => editor.console.join().includes('The rate limit of the account was reached'));
	await editor.glance('rate-limit-waiting');
	const said = await editor.node.untilRead('1 image for');
	expect(said).toMatch(/The run waited 5\.\d+\s+s for the rate limit of the account/);
	await editor.screenshot('rate-limit-afterwards');
	expect(editor.console.join('\n')).toContain('[Node: "Images"] 1 of 1 image arrived');
	await editor.closeNode();
});

describe('five prompts on two models, forwarded to a client', () => {
	it.each([false, true])('the report opens on its own (blind: %s)', async (blind) => {
		workplace.server.reset();
		const prompt = '={{ $json.prompt }}';
		const id = await openWith('compareModels', { prompt, title: 'For the client', blind }, FIVE);
		const run = await instance.runWorkflow(id);
		const [report] = run.output('Images')[1]!;
		const file = join(screenshots, `client-${blind ? 'blind' : 'open'}.html`);
		writeFileSync(file, await instance.readBinary(report!.binary!.report!));
		for (const width of [390, 1280]) {
			const page = await editor.openPage(`file://${file}`, width);
			const asked: string[] = [];
			page.on('request', (request) => asked.push(request.url()));
			await page.reload();
			expect(asked.filter((url) => !/^(file|data):/.test(url))).toEqual([]);
			expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
			const text = await page.locator('body').innerText();
			expect(text).toContain('For the client');
			expect(text.includes('gpt-image-2')).toBe(!blind);
			expect(/\$0\.\d/.test(text)).toBe(!blind);
			await page.screenshot({ path: join(screenshots, `client-${blind}-${width}.png`) });
			await page.close();
		}
	});
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
