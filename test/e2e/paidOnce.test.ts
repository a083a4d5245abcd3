import type { INode } from 'n8n-workflow';
import { Instance } from '../../dev/n8n/instance';
import type { RunningN8n } from '../../dev/n8n/start';
import { Workplace } from '../../dev/n8n/workplace';
import type { ApiRequest, Fault } from '../../dev/server/server';
import { startLocalServer } from '../support/localServer';
import { generate, prompts, workflowOf } from '../support/workbench';
import { directory } from './support/places';

let workplace: Workplace;
let n8n: RunningN8n;
let instance: Instance;
let credential: string;

beforeAll(async () => {
	workplace = await Workplace.open({ directory });
	n8n = await workplace.start();
	instance = await Instance.open(n8n.url);
	credential = (await workplace.saveCredentials(instance)).gptImageApi ?? '';
});
afterAll(async () => await workplace?.close());
beforeEach(() => workplace.server.reset());

const asked = () =>
	workplace.server.log
		.filter(({ path }) => path.endsWith('/generations'))
		.map(({ fields }) => fields.prompt);
const strike = (prompt: string, times: number, fault: Fault) =>
	workplace.server.configure({
		faults: [{ match: ({ fields }: ApiRequest) => fields.prompt === prompt, times, fault }],
	});
const busy: Fault = { kind: 'status', status: 500 };
const node = (name: string, type: string, typeVersion: number, parameters: object): INode =>
	({ id: name, name, type, typeVersion, position: [0, 0], parameters }) as INode;
const to = (name: string) => [{ node: name, type: 'main' as const, index: 0 }];
const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 100 };
const once = { run: { maxRetries: 0 } };

it('each turn of Loop Over Items is a call of its own, and a try inside a turn pays once', async () => {
	const workflow = workflowOf({ ...generate(once, retrying), credential });
	workflow.name = 'A loop';
	workflow.pinData = { Start: prompts('one', 'two', 'one', 'three') };
	workflow.nodes.push(node('Loop', 'n8n-nodes-base.splitInBatches', 3, { batchSize: 2 }));
	workflow.connections = {
		Start: { main: [to('Loop')] },
		Loop: { main: [[], to('Node')] },
		Node: { main: [to('Loop')] },
	};
	strike('three', 2, busy);

	const ran = await instance.runWorkflow(await instance.saveWorkflow(workflow));

	expect(ran.data.resultData.error?.message).toBeUndefined();
	expect(asked().toSorted()).toEqual(['one', 'one', 'three', 'three', 'three', 'two']);
	const files = ran.output('Loop')[0]!.map(({ binary }) => binary?.data?.id);
	expect(new Set(files).size).toBe(4);
});

describe('in a sub-workflow', () => {
	const parent = async (child: object, more: object): Promise<string> => {
		const workflow = workflowOf({ ...generate(), credential });
		const called = workflowOf({ ...generate(once, child), credential });
		called.nodes[0] = node('Start', 'n8n-nodes-base.executeWorkflowTrigger', 1.1, {
			inputSource: 'passthrough',
		});
		called.name = `Is called ${Object.keys(more).length}`;
		const value = await instance.saveWorkflow(called);
		await instance.activateWorkflow(value);
		const workflowId = { __rl: true, mode: 'id', value };
		const parameters = { source: 'database', workflowId, options: {} };
		workflow.nodes[1] = {
			...node('Node', 'n8n-nodes-base.executeWorkflow', 1.2, parameters),
			...more,
		};
		workflow.name = `Calls another ${Object.keys(more).length}`;
		workflow.pinData = { Start: prompts('one', 'two') };
		return await instance.saveWorkflow(workflow);
	};

	it('Retry On Fail of its own node pays once', async () => {
		strike('two', 2, busy);
		const ran = await instance.runWorkflow(await parent(retrying, {}));
		expect(ran.data.resultData.error?.message).toBeUndefined();
		expect(asked().toSorted()).toEqual(['one', 'two', 'two', 'two']);
	});

	it('Retry On Fail of the calling node pays again, as the documents say', async () => {
		strike('two', 1, busy);
		const ran = await instance.runWorkflow(await parent({}, retrying));
		expect(ran.data.resultData.error?.message).toBeUndefined();
		expect(asked().toSorted()).toEqual(['one', 'one', 'two', 'two']);
	});
});

describe('the workflow timeout', () => {
	const slow = (prompt: string) =>
		workplace.server.configure({
			latencyMs: ({ fields }: ApiRequest) => (fields.prompt === prompt ? 20_000 : 50),
		});

	it('keeps what had arrived for a retry of the execution, as the documents say', async () => {
		const workflow = workflowOf({ ...generate(once), credential });
		workflow.name = 'Times out';
		workflow.settings = { ...workflow.settings, executionTimeout: 4 };
		workflow.pinData = { Start: prompts('one', 'two', 'three') };
		slow('three');

		const ran = await instance.runWorkflow(await instance.saveWorkflow(workflow));

		expect(asked().toSorted()).toEqual(['one', 'three', 'two']);
		expect(ran.status).toBe('canceled');
		expect(ran.data.resultData.runData.Node?.[0]?.data).toBeUndefined();
		workplace.server.reset();
		const retried = await instance.retry(ran.id);
		expect(retried.status).toBe('success');
		expect(asked()).toEqual(['three']);
		expect(retried.output('Node')[0]).toHaveLength(3);
	});

	it('loses one turn of a loop, and keeps the turns before it', async () => {
		const workflow = workflowOf({ ...generate(once), credential });
		workflow.name = 'Times out in a loop';
		workflow.settings = { ...workflow.settings, executionTimeout: 4 };
		workflow.pinData = { Start: prompts('one', 'two', 'three') };
		workflow.nodes.push(node('Loop', 'n8n-nodes-base.splitInBatches', 3, { batchSize: 2 }));
		workflow.connections = {
			Start: { main: [to('Loop')] },
			Loop: { main: [[], to('Node')] },
			Node: { main: [to('Loop')] },
		};
		slow('three');

		const ran = await instance.runWorkflow(await instance.saveWorkflow(workflow));

		expect(ran.status).toBe('canceled');
		const turns = ran.data.resultData.runData.Node ?? [];
		const kept = turns.flatMap(({ data }) => data?.main?.[0] ?? []).filter(({ binary }) => binary);
		expect(kept).toHaveLength(2);
	});
});

it("a wait for a rate limit stands in n8n's log while it lasts, and in a hint afterwards", async () => {
	const workflow = workflowOf({ ...generate(), credential });
	workflow.name = 'A rate limit';
	workflow.pinData = { Start: prompts('one') };
	strike('one', 1, { kind: 'rateLimit', retryAfterMs: 3000 });

	const ran = await instance.runWorkflow(await instance.saveWorkflow(workflow));

	expect(ran.data.resultData.error?.message).toBeUndefined();
	expect(asked()).toEqual(['one', 'one']);
	expect(n8n.lines.join('\n')).toMatch(/The rate limit of the account was reached: no request/);
	const hints = ran.data.resultData.runData.Node?.[0]?.hints?.map(({ message }) => message);
	expect(hints?.join('\n')).toMatch(/rate limit/i);
});

it.each<[number, RegExp]>([
	[401, /did not accept the API key.*Check the API key in the credential/],
	[302, /redirects to another address.*sent to the Base URL only/],
	[404, /no list of models at this address/],
	[503, /could not handle the request/],
])("the credential's test says what %i means", async (status, says) => {
	const local = await startLocalServer();
	const elsewhere = `${workplace.server.url}/models`;
	local.answer = (_, response) => response.writeHead(status, { location: elsewhere }).end();
	const data = { apiKey: 'sk-0123456789abcdef', baseUrl: local.url, authentication: 'bearer' };

	const tested = await instance.testCredential(credential, 'gptImageApi', data);
	await local.stop();

	expect(workplace.server.log).toEqual([]);
	// After a 401 n8n asks a second time by itself.
	expect(new Set(local.requests.map(({ path }) => path))).toEqual(new Set(['/v1/models']));
	expect(tested).toMatchObject({ status: 'Error', message: expect.stringMatching(says) });
});
