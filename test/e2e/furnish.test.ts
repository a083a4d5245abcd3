import { chromium } from 'playwright-core';
import type { WorkflowJson } from '../../dev/engine/engine';
import { furnish } from '../../dev/n8n/furnish';
import { Instance } from '../../dev/n8n/instance';
import { openSignInPage } from '../../dev/n8n/signInPage';
import { Workplace } from '../../dev/n8n/workplace';
import { directory } from './support/places';
import { until } from './support/until';

const FIRST = 'GPT Image: Your first image';

/** What `npm run editor` puts into n8n, and what it leaves as people made it. */
describe("an editor's n8n", () => {
	interface Named {
		id: string;
		name: string;
	}
	let workplace: Workplace;
	let instance: Instance;

	beforeAll(async () => {
		workplace = await Workplace.open({ directory });
		instance = await Instance.open((await workplace.start()).url);
	});

	afterAll(async () => await workplace?.close());

	const furnished = async () => await furnish(workplace, instance);
	const named = async (kind: 'workflows' | 'credentials', name: string) => {
		const all = await instance.rest.get<Named[]>(`/${kind}`);
		const found = all.filter((one) => one.name === name);
		expect(found).toHaveLength(1);
		return found[0]?.id ?? '';
	};
	const credentialData = async () => {
		const id = await named('credentials', 'GPT Image API');
		const path = `/credentials/${id}?includeData=true`;
		return (await instance.rest.get<{ data: Record<string, unknown> }>(path)).data;
	};

	it('gets all examples, and the second time none', async () => {
		const first = await furnished();
		expect(first).toEqual({ added: workplace.examples().length, path: first.path });
		expect(await furnished()).toEqual({ added: 0, path: first.path });
	});

	it('keeps what people changed in an example', async () => {
		const id = await named('workflows', FIRST);
		const workflow = await instance.rest.get<WorkflowJson & { versionId: string }>(
			`/workflows/${id}`,
		);
		const nodes = workflow.nodes.map((node) =>
			node.type.endsWith('generateImage')
				? { ...node, parameters: { ...node.parameters, prompt: 'My own' } }
				: node,
		);
		await instance.rest.patch(`/workflows/${id}`, { ...workflow, nodes });
		await furnished();
		const after = await instance.rest.get<WorkflowJson>(`/workflows/${id}`);
		expect(after.nodes.map(({ parameters }) => parameters.prompt)).toContain('My own');
	});

	it('starts with an archived example, which stays archived', async () => {
		const id = await named('workflows', FIRST);
		await instance.rest.post(`/workflows/${id}/archive`);
		expect(await furnished()).toEqual({ added: 0, path: '/' });
		expect(await instance.rest.get(`/workflows/${id}`)).toMatchObject({ isArchived: true });
		await instance.rest.post(`/workflows/${id}/unarchive`);
	});

	it('moves the credential with the image server, and keeps the key that stands in it', async () => {
		const { userFolder, server } = workplace;
		const second = await Workplace.open({ directory, userFolder });
		try {
			await furnish(second, instance);
			expect(await credentialData()).toMatchObject({ baseUrl: second.server.url });
			// The server takes no key but its own, so that one is still in the credential.
			const id = await named('workflows', FIRST);
			expect((await instance.runWorkflow(id)).status).toBe('success');
			expect(second.server.log).not.toHaveLength(0);
		} finally {
			await second.close();
		}
		await furnished();
		expect(await credentialData()).toMatchObject({ baseUrl: server.url });
	});

	it("keeps a person's own key, and leaves another server's address alone", async () => {
		const id = await named('credentials', 'GPT Image API');
		const [name, type] = ['GPT Image API', 'gptImageApi'];
		const save = async (data: Record<string, unknown>) =>
			await instance.rest.patch(`/credentials/${id}`, { name, type, data });
		const stored = await credentialData();
		await save({ ...stored, apiKey: 'sk-own' });
		await furnished();
		const run = await instance.runWorkflow(await named('workflows', FIRST));
		expect(run.data.resultData.error?.message).toContain('did not accept the API key');
		await save({ ...stored, apiKey: workplace.server.apiKey, baseUrl: 'http://127.0.0.1:9/v1' });
		await furnished();
		expect(await credentialData()).toMatchObject({ baseUrl: 'http://127.0.0.1:9/v1' });
		await save({ ...stored, apiKey: workplace.server.apiKey });
	});

	it('opens signed in, at the first example, by a page that works once', async () => {
		const { path } = await furnished();
		const url = await openSignInPage(instance.rest, path);
		expect((await fetch(new URL('/guessed', url), { redirect: 'manual' })).status).toBe(404);
		workplace.server.reset();
		const browser = await chromium.launch({
			executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
			args: ['--no-sandbox', '--disable-gpu'],
		});
		try {
			const page = await browser.newPage();
			await page.goto(url);
			expect(page.url()).toContain(`${instance.rest.url}${path}`);
			await page.locator('[data-test-id="execute-workflow-button"]').click({ timeout: 60_000 });
			expect(await until(() => workplace.server.log.length > 0)).toBe(true);
		} finally {
			await browser.close();
		}
		await expect(fetch(url)).rejects.toThrow();
	});
});
