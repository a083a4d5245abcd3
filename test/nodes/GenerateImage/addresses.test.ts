import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { IDataObject } from 'n8n-workflow';
import { startLocalServer, type LocalServer } from '../../support/localServer';
import {
	bannedWordsIn,
	generate,
	openWorkbench,
	prompts,
	type Workbench,
} from '../../support/workbench';

const header = (name: string, value: string) => ({ customHeaders: { values: [{ name, value }] } });

/** What is entered, by what is wrong with it. */
const WRONG: Record<string, { data: object; says: RegExp }> = {
	'no scheme': {
		data: { baseUrl: '127.0.0.1:8080/v1' },
		says: /Base URL: "127\.0\.0\.1:8080\/v1" does not begin with https/,
	},
	'nothing at all': { data: { baseUrl: ' ' }, says: /Base URL: It is empty/ },
	'a port too high': { data: { baseUrl: 'http://127.0.0.1:99999/v1' }, says: /port 99999/ },
	'another scheme': { data: { baseUrl: 'ftp://127.0.0.1/v1' }, says: /begins with ftp:/ },
	'a blank': { data: { baseUrl: 'http://127.0.0.1 /v1' }, says: /a space or a line break/ },
	'two schemes': { data: { baseUrl: 'https://https://api.openai.com/v1' }, says: /twice/ },
	'one slash': { data: { baseUrl: 'https:/api.openai.com/v1' }, says: /does not begin with https/ },
	'a header with a colon': {
		data: header('X Team:', 'a'),
		says: /Custom Headers: "X Team:" cannot be the name/,
	},
	'a value that is not Latin': {
		data: header('X-Team', 'команда'),
		says: /Custom Headers: The value of the header X-Team/,
	},
	'a key with a line break': {
		data: { apiKey: 'sk-one\nsk-two' },
		says: /API Key: The API key has a character/,
	},
};

let bench: Workbench;
let azure: LocalServer;
/** Takes connections and speaks no TLS. */
let plain: Server;
beforeAll(async () => {
	azure = await startLocalServer();
	plain = createServer((socket) => {
		socket.on('error', () => undefined);
		// What nobody reads stays open, and keeps the test's process alive.
		socket.resume();
		socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
	});
	await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
	const deployment = `${new URL(azure.url).origin}/openai/deployments/gpt-image-2`;
	const query = '?api-version=2025-04-01-preview';
	bench = await openWorkbench({
		credentials: {
			...Object.fromEntries(Object.entries(WRONG).map(([name, { data }]) => [name, data as never])),
			deployment: { baseUrl: `${deployment}${query}` },
			whole: { baseUrl: `${deployment}/images/generations${query}` },
			slash: { baseUrl: `${deployment}/${query}` },
			wholePlain: { baseUrl: `${azure.url}/images/edits` },
			tls: { baseUrl: `https://127.0.0.1:${(plain.address() as AddressInfo).port}/v1` },
			closed: { baseUrl: 'http://127.0.0.1:9/v1' },
			quoted: { apiKey: '"Bearer sk-local-0123456789abcdefghijklmnopqrst"\n' },
		},
	});
});
afterAll(async () => {
	await bench.close();
	await azure.stop();
	plain.close();
});
beforeEach(() => {
	bench.server.reset();
	azure.requests.length = 0;
});

it.each(Object.entries(WRONG))(
	'a credential that cannot be used is told before the run: %s',
	async (credential, { says }) => {
		const ran = await bench.run(generate({}, { credential }), prompts('a', 'b'));

		expect(ran.error?.message).toMatch(/^Credential, /);
		expect(ran.error?.message).toMatch(says);
		expect(ran.error?.description).toMatch(/Nothing was requested or paid for\.$/);
		expect(bannedWordsIn(`${ran.error?.message} ${ran.error?.description}`)).toEqual([]);
		expect(bench.server.log).toHaveLength(0);
	},
);

it.each(['tls', 'closed'])(
	'nothing was sent where no connection came about: %s',
	async (credential) => {
		const run = { maxRetries: 0, maxSpend: 0.007 };
		const ran = await bench.run(
			generate({ run }, { credential, onError: 'continueRegularOutput' }),
			prompts('a', 'b', 'c'),
		);

		for (const { costUsd, error } of ran.images) {
			expect(costUsd).toBe(0);
			expect(error).toMatchObject({
				reason: 'connection',
				message: expect.stringContaining('nothing was sent'),
			});
		}
	},
);

it('a key is sent without the quotation marks and the word Bearer that were pasted with it', async () => {
	const ran = await bench.run(generate({}, { credential: 'quoted' }), prompts('A fox'));

	expect(ran.images).toMatchObject([{ status: 'ok' }]);
});

describe("Azure's address of a deployment", () => {
	const PATH = '/openai/deployments/gpt-image-2/images/generations?api-version=2025-04-01-preview';

	it.each([
		['deployment', PATH],
		['whole', PATH],
		['slash', PATH],
		['wholePlain', '/v1/images/generations'],
	])('as it is pasted (%s) is asked with the path before the query', async (credential, path) => {
		const png = (await (await bench.run(generate(), prompts('A fox'))).files())[0]!;
		azure.answer = (_request, response) =>
			response.end(JSON.stringify({ data: [{ b64_json: png.toString('base64') }] }));

		const ran = await bench.run(generate({}, { credential }), prompts('A fox'));

		expect(ran.images).toMatchObject([{ status: 'ok' }]);
		expect(azure.requests.map((request) => request.path)).toEqual([path]);
	});

	it.each([
		['deployment', '/openai/models?api-version=2025-04-01-preview'],
		['whole', '/openai/models?api-version=2025-04-01-preview'],
		['wholePlain', '/v1/models'],
	])('is asked for its models beside the deployment: %s', async (credential, path) => {
		azure.answer = (_request, response) => response.end(JSON.stringify({ data: [] }));

		await bench.engine.listSearch('n8n-nodes-gpt-image.generateImage', 'searchModels', {
			credential,
		});

		expect(azure.requests.map((request) => request.path)).toEqual([path]);
	});
});

describe('the test of the credential', () => {
	const test = async (data: IDataObject) =>
		await bench.engine.testCredential('gptImageApi', {
			apiKey: bench.server.apiKey,
			baseUrl: azure.url,
			...data,
		});
	const answer = (status: number, headers: Record<string, string> = {}, body = '') =>
		(azure.answer = (_request, response) => response.writeHead(status, headers).end(body));

	it.each([301, 302, 303, 307, 308])(
		'follows no redirect (%i), and says where the key was sent',
		async (status) => {
			const other = bench.server.url.replace('127.0.0.1', 'localhost');
			answer(status, { location: `${other}/models` });

			for (const authentication of ['bearer', 'apiKeyHeader']) {
				const { status: verdict, message } = await test({
					authentication,
					...header('X-Gateway-Key', 'gateway-secret-5f2c91d07b'),
				});
				expect(verdict).toBe('Error');
				expect(message).toMatch(/redirects to another address.*sent to the Base URL only/);
			}
			expect(bench.server.log).toHaveLength(0);
		},
	);

	it.each<[number, RegExp]>([
		[401, /did not accept the API key.*Check the API key in the credential/],
		[402, /no credit left/],
		[403, /did not allow this request/],
		[404, /no list of models at this address.*Base URL/],
		[429, /rate limit/],
		[500, /could not handle the request/],
		[503, /could not handle the request/],
	])('says what %i means as the nodes do', async (status, says) => {
		answer(status);
		const { status: verdict, message } = await test({});
		expect(verdict).toBe('Error');
		expect(message).toMatch(says);
		expect(bannedWordsIn(message)).toEqual([]);
	});

	it.each([
		['?api-version=1', '/openai/models?api-version=1'],
		['/images/generations?api-version=1', '/openai/models?api-version=1'],
		['/?api-version=1#part', '/openai/models?api-version=1'],
	])('asks beside a deployment of Azure, too: %s', async (end, path) => {
		answer(200, {}, '{"data":[]}');
		const baseUrl = `${new URL(azure.url).origin}/openai/deployments/d${end}`;
		expect(await test({ baseUrl })).toMatchObject({ status: 'OK' });
		expect(azure.requests.map((request) => request.path)).toEqual([path]);
	});
});
