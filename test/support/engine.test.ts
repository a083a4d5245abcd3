import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { INode } from 'n8n-workflow';
import nock from './nock';
import type { Engine, WorkflowJson } from '../../dev/engine/engine';
import { createEngine } from '../../dev/engine/engine';

const packageDirectory = join(__dirname, '../fixtures/toyPackage');

let server: Server;
let url: string;
let asked: Array<{ path: string; key: string }>;
/** Resolves when a request is at the server. */
let isAsked: Promise<void>;
let onAsked: () => void;
/** Resolves when the server sees a client hang up before it was answered. */
let hangUp: Promise<void>;
let onHangUp: () => void;
let engine: Engine;

beforeAll(async () => {
	server = createServer((request, response) => {
		const { authorization, 'api-key': apiKey } = request.headers;
		onAsked();
		asked.push({ path: request.url ?? '', key: authorization ?? String(apiKey) });
		response.once('close', () => response.writableEnded || onHangUp());
		if (request.url === '/never') return;
		response.writeHead(authorization === 'Bearer wrong' ? 401 : 200, {
			'content-type': 'application/json',
		});
		response.end(JSON.stringify({ data: [{ id: 'gpt-one' }, { id: 'gpt-two' }] }));
	});
	await once(server.listen(0, '127.0.0.1'), 'listening');
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	engine = await createEngine({
		packageDirectory,
		credentials: {
			key: { type: 'toyApi', data: { apiKey: 'sk-toy', baseUrl: url } },
			function: { type: 'toyFunctionApi', data: { apiKey: 'sk-function' } },
		},
	});
});

beforeEach(() => {
	asked = [];
	isAsked = new Promise((resolve) => (onAsked = resolve));
	hangUp = new Promise((resolve) => (onHangUp = resolve));
});

afterAll(() => {
	server.closeAllConnections();
	server.close();
});

/** Trigger → the toy → No Operation. */
function workflow(toy: Partial<INode>, settings: WorkflowJson['settings'] = {}): WorkflowJson {
	const node = (name: string, type: string, more: Partial<INode> = {}): INode => ({
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		...more,
	});
	const to = (name: string) => ({ main: [[{ node: name, type: 'main' as const, index: 0 }]] });
	return {
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger'),
			node('Toy', 'n8n-nodes-toy.toy', toy),
			node('End', 'n8n-nodes-base.noOp'),
		],
		connections: { Start: to('Toy'), Toy: to('End') },
		settings,
	};
}

const items = (...names: string[]) => names.map((name) => ({ json: { name } }));
const jsonOf = (result: Awaited<ReturnType<Engine['run']>>, node = 'End') =>
	result.output(node)[0]?.map(({ json }) => json);
const credentials = { toyApi: { id: null, name: 'key' } };

describe('the engine', () => {
	it('runs a workflow and hands items from node to node', async () => {
		const result = await engine.run(workflow({}), { items: items('a', 'b') });

		expect(result.status).toBe('success');
		expect(jsonOf(result)).toEqual([{ name: 'a' }, { name: 'b' }]);
		expect(result.output('Toy')[0]?.[1]?.pairedItem).toEqual({ item: 1 });
	});

	it('resolves expressions for each item', async () => {
		const toy = { parameters: { does: '={{ $json.name }}' } };

		const result = await engine.run(workflow(toy), { items: items('echo', 'failAtFirst') });

		expect(jsonOf(result)).toEqual([{ name: 'echo' }, { tries: 1 }]);
	});

	it('applies a generic credential to requests', async () => {
		const toy = { parameters: { does: 'request', url: `${url}/models` }, credentials };

		const result = await engine.run(workflow(toy));

		expect(result.error).toBeUndefined();
		expect(asked).toEqual([{ path: '/models', key: 'Bearer sk-toy' }]);
	});

	it('applies a credential that authenticates with a function', async () => {
		const toy = {
			parameters: { does: 'request', url: `${url}/models` },
			credentials: { toyFunctionApi: { id: null, name: 'function' } },
		};

		await engine.run(workflow(toy));

		expect(asked).toEqual([{ path: '/models', key: 'sk-function' }]);
	});

	it('the engine collects what is logged', async () => {
		const toy = { parameters: { does: 'request', url: `${url}/logged` }, credentials };

		await engine.run(workflow(toy));

		expect(engine.logs.filter((line) => line.includes('/logged'))).toHaveLength(1);
		expect(engine.logs.join('\n')).not.toContain('sk-toy');
	});

	it('lets nock answer for a server', async () => {
		const server = nock('https://api.example.com').get('/models').reply(200, { from: 'nock' });
		const toy = {
			parameters: { does: 'request', url: 'https://api.example.com/models' },
			credentials,
		};

		const result = await engine.run(workflow(toy));

		expect(jsonOf(result)).toEqual([{ answer: { from: 'nock' } }]);
		expect(server.isDone()).toBe(true);
	});
});

describe('a node that fails', () => {
	const failing = (until: number) => ({ parameters: { does: 'failAtFirst', until } });

	it('stops the execution with its message', async () => {
		const result = await engine.run(workflow(failing(9)));

		expect(result).toMatchObject({ status: 'error', error: { message: 'Not at try 1' } });
		expect(result.runData).not.toHaveProperty('End');
	});

	it('is run again by Retry On Fail, its context kept', async () => {
		const toy = { ...failing(3), retryOnFail: true, maxTries: 3, waitBetweenTries: 10 };

		const result = await engine.run(workflow(toy));

		expect(jsonOf(result)).toEqual([{ tries: 3 }]);
		expect(result.contextData).toEqual({ 'node:Toy': { tries: 3 } });
	});

	it('goes on with Continue, and to the error output with Continue (using error output)', async () => {
		const on = await engine.run(workflow({ ...failing(2), onError: 'continueRegularOutput' }), {
			items: items('a', 'b'),
		});
		const split = await engine.run(workflow({ ...failing(2), onError: 'continueErrorOutput' }), {
			items: items('a', 'b'),
		});

		expect(jsonOf(on)).toEqual([{ error: 'Not at try 1' }, { tries: 2 }]);
		expect(split.output('Toy').map((output) => output.map(({ json }) => json))).toEqual([
			[{ tries: 2 }],
			[{ name: 'a', error: 'Not at try 1' }],
		]);
	});

	it('can be retried later from the saved execution', async () => {
		const failed = await engine.run(workflow(failing(2)), { items: items('a') });

		const retried = await engine.run(workflow(failing(2)), {
			mode: 'retry',
			retryOf: failed.runExecutionData,
		});

		expect(retried.status).toBe('success');
		expect(jsonOf(retried)).toEqual([{ tries: 2 }]);
		expect(retried.runData.Start).toHaveLength(1);
	});
});

describe('stopping', () => {
	const hanging = { parameters: { does: 'request', url: '' }, credentials };
	const run = (settings: WorkflowJson['settings'], signal?: AbortSignal) => {
		const parameters = { ...hanging.parameters, url: `${url}/never` };
		return engine.run(workflow({ ...hanging, parameters }, settings), { signal });
	};

	it('cancels the request in flight', async () => {
		const stop = new AbortController();
		const running = run({}, stop.signal);
		await isAsked;
		stop.abort();

		expect((await running).status).toBe('canceled');
		await hangUp;
	});

	it('happens when the time of the workflow is over', async () => {
		const result = await run({ executionTimeout: 3 });

		expect(result.status).toBe('canceled');
		await hangUp;
	});
});

describe.each(['default', 'filesystem'] as const)('binaries with storage %s', (binaryMode) => {
	let storing: Engine;
	beforeAll(async () => {
		storing = await createEngine({ packageDirectory, binaryMode });
	});
	const file = { bytes: Buffer.from('hello'), fileName: 'a.txt', mimeType: 'text/plain' };
	const copying = { parameters: { does: 'copyFile' } };

	it('binaries are read and written by nodes', async () => {
		const input = await storing.itemWithFiles({}, { data: file });

		const result = await storing.run(workflow(copying), { items: [input] });

		const [item] = result.output('End')[0] ?? [];
		expect(item?.json).toEqual({ read: 'hello' });
		expect(item?.binary?.copy).toMatchObject({ fileName: 'copy-a.txt', mimeType: 'text/plain' });
		expect(item?.binary?.copy?.id?.split(':')[0]).toBe(
			binaryMode === 'filesystem' ? 'filesystem-v2' : undefined,
		);
		expect(await storing.readBinary(item!.binary!.copy!)).toEqual(file.bytes);
	});
});

describe('the workflow setting binaryMode "combined"', () => {
	const file = { bytes: Buffer.from('hello'), fileName: 'a.txt', mimeType: 'text/plain' };
	const run = async (combining: Engine) =>
		await combining.run(
			workflow(
				{ parameters: { does: 'copyFile', field: '_files.data' } },
				{ binaryMode: 'combined' },
			),
			{ items: [await combining.itemWithFiles({ name: 'a' }, { data: file })] },
		);

	it('moves binaries into json._files', async () => {
		const [item] = (await run(engine)).output('End')[0] ?? [];

		expect(item?.binary).toBeUndefined();
		expect(item?.json).toMatchObject({
			read: 'hello',
			_files: { copy: { fileName: 'copy-a.txt' } },
		});
	});

	it('does not move them where storage is in memory, and then no node finds them', async () => {
		const result = await run(await createEngine({ packageDirectory, binaryMode: 'default' }));

		expect(result.output('Start')[0]?.[0]?.binary).toHaveProperty('data');
		expect(result.error?.message).toContain("'_files.data' does not resolve");
	});
});

describe('what the editor asks for', () => {
	it('fills a resource locator from the server', async () => {
		const found = await engine.listSearch('n8n-nodes-toy.toy', 'findModels', {
			credential: 'key',
			filter: 'two',
		});

		expect(found.results).toEqual([{ name: 'gpt-two', value: 'gpt-two' }]);
		expect(asked).toEqual([{ path: '/models', key: 'Bearer sk-toy' }]);
	});

	it.each([
		['sk-toy', { status: 'OK', message: 'Connection successful!' }],
		['wrong', { status: 'Error', message: 'This key is not accepted' }],
	])('the engine tests a credential: %s', async (apiKey, expected) => {
		expect(await engine.testCredential('toyApi', { apiKey, baseUrl: url })).toEqual(expected);
	});

	it('says what keeps a credential test from connecting', async () => {
		const result = await engine.testCredential('toyApi', { apiKey: 'x' });

		expect(result).toEqual({ status: 'Error', message: 'ECONNREFUSED' });
	});
});
