import { inspect } from 'node:util';
import nock from '../../support/nock';
import type { Fault } from '../../../dev/server/behaviour/faults';
import {
	generate,
	model,
	openWorkbench,
	prompts,
	type NodeSetup,
	type Workbench,
} from '../../support/workbench';

const GATEWAY_SECRET = 'gateway-secret-5f2c91d07b';
const WRONG_KEY = 'sk-wrong-abcdefghijklmnopqrstuvwxyz0123';
const OPENAI = 'https://api.openai.com';
const COMPATIBLE = 'https://models.example';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench({
		credentials: {
			azure: { authentication: 'apiKeyHeader' },
			gateway: {
				organizationId: 'org-7',
				projectId: 'proj_9',
				customHeaders: { values: [{ name: 'X-Gateway-Key', value: GATEWAY_SECRET }] },
			},
			open: { authentication: 'none', apiKey: '' },
			wrong: { apiKey: WRONG_KEY },
			nowhere: { baseUrl: 'http://127.0.0.1:9/v1' },
			openai: { baseUrl: `${OPENAI}/v1` },
			compatible: { baseUrl: `${COMPATIBLE}/v1` },
		},
	});
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

const header = (name: string) => bench.server.log.at(-1)?.headers[name];

describe('the credential is sent', () => {
	it('the credential is sent as a bearer token', async () => {
		await bench.run(generate(), prompts('A fox'));

		expect(bench.requests()).toMatchObject([{ auth: 'bearer', status: 200 }]);
		expect(header('api-key')).toBeUndefined();
	});

	it('as the header api-key, for Azure', async () => {
		await bench.run(generate({}, { credential: 'azure' }), prompts('A fox'));

		expect(bench.requests()).toMatchObject([{ auth: 'api-key', status: 200 }]);
		expect(header('authorization')).toBeUndefined();
	});

	it('with organization, project and headers of a gateway', async () => {
		await bench.run(generate({}, { credential: 'gateway' }), prompts('A fox'));

		expect(header('openai-organization')).toBe('org-7');
		expect(header('openai-project')).toBe('proj_9');
		expect(header('x-gateway-key')).toBe(GATEWAY_SECRET);
	});

	it('not at all, for a server without keys', async () => {
		bench.server.configure({ requiresKey: false });

		const ran = await bench.run(generate({}, { credential: 'open' }), prompts('A fox'));

		expect(ran.images).toMatchObject([{ status: 'ok' }]);
		expect(bench.requests()).toMatchObject([{ auth: 'none' }]);
	});
});

describe('no secret shows', () => {
	const answers = (text: string): Array<[string, Fault]> => [
		['a 401', { kind: 'echoKey' }],
		['a 400', { kind: 'echoKey', status: 400 }],
		['a 500', { kind: 'echoKey', status: 500 }],
		[
			'every part of a body and its headers',
			{
				kind: 'status',
				status: 400,
				body: {
					error: {
						message: `No ${text} Bearer ${text} ${encodeURIComponent(text)}`,
						code: text,
						param: text,
						type: text,
						moderation_details: { categories: [text] },
						[text]: text,
					},
				},
				headers: { 'x-request-id': `req_${text}`, 'content-type': `text/${text}` },
			},
		],
		['base64', { kind: 'status', status: 400, body: { detail: btoa(`key=${text}`) } }],
		['a web page', { kind: 'status', status: 200, body: `<title>${text}</title>` }],
		['a redirect', { kind: 'status', status: 302, headers: { location: `http://x/${text}` } }],
		[
			'a successful answer',
			{
				kind: 'status',
				status: 200,
				body: {
					created: 1,
					quality: text,
					size: text,
					background: text,
					data: [{ url: `http://127.0.0.1:9/${text}` }, { b64_json: `*${text}` }],
				},
			},
		],
		['a refusal', { kind: 'refusal', categories: [text] }],
	];
	const ways: Array<Partial<NodeSetup>> = [{}, { onError: 'continueRegularOutput' }];

	const key = () => bench.server.apiKey;
	const showsIn = (secret: string, ran: Awaited<ReturnType<Workbench['run']>>) => {
		const everything = inspect([ran, bench.engine.logs], {
			depth: Infinity,
			maxArrayLength: null,
			maxStringLength: null,
			showHidden: true,
		});
		const core = Buffer.from(`key=${secret}`).toString('base64').slice(8, 40);
		return [secret, encodeURIComponent(secret), core].filter((form) => everything.includes(form));
	};

	// The server's own key is the default of every workbench.
	it.each(answers('sk-local-0123456789abcdefghijklmnopqrst'))(
		'whatever the server answers: the key in %s',
		async (_, fault) => {
			bench.server.configure({ faults: [{ fault }] });
			for (const way of ways) {
				const ran = await bench.run(generate({ run: { maxRetries: 0 } }, way), prompts('A fox'));
				expect(bench.calls()).toBeGreaterThan(0);
				expect(showsIn(key(), ran)).toEqual([]);
			}
		},
	);

	it.each(answers(GATEWAY_SECRET))(
		'whatever the server answers: a header of the credential in %s',
		async (_, fault) => {
			bench.server.configure({ faults: [{ fault }] });
			for (const way of ways) {
				const ran = await bench.run(
					generate({ run: { maxRetries: 0 } }, { credential: 'gateway', ...way }),
					prompts('A fox'),
				);
				expect(showsIn(GATEWAY_SECRET, ran)).toEqual([]);
			}
		},
	);

	it.each<[string, Fault | undefined, string]>([
		['of a connection that is refused', undefined, 'nowhere'],
		['of one that is lost', { kind: 'dropBeforeAnswer' }, 'local'],
		['of one that is lost in the answer', { kind: 'dropDuringAnswer' }, 'local'],
		['of a time-out', { kind: 'hang' }, 'local'],
	])('no secret shows in what n8n says %s', async (_, fault, credential) => {
		bench.server.configure({ faults: fault ? [{ fault }] : [] });
		const run = { maxRetries: 0, timeout: 1 };

		const ran = await bench.run(generate({ run }, { credential }), prompts('A fox'));

		expect(ran.status).toBe('error');
		expect(showsIn(key(), ran)).toEqual([]);
	});

	it('of a key that is not accepted, which OpenAI repeats in part', async () => {
		const ran = await bench.run(generate({}, { credential: 'wrong' }), prompts('A fox'));

		expect(ran.error?.message).toMatch(/^The server did not accept the API key\.$/);
		expect(ran.error?.message).not.toContain(WRONG_KEY.slice(0, 8));
		expect(showsIn(WRONG_KEY, ran)).toEqual([]);
	});

	it('where an image is fetched from an address: the key is not sent there', async () => {
		bench.server.configure({ faults: [{ fault: { kind: 'urlAnswer' } }] });

		const ran = await bench.run(generate({}, { credential: 'gateway' }), prompts('A fox'));

		expect(ran.images).toMatchObject([{ status: 'ok' }]);
		const [download] = bench.server.log.filter(({ method }) => method === 'GET');
		expect(download).toMatchObject({ auth: 'none' });
		expect(download?.headers).not.toHaveProperty('x-gateway-key');
	});
});

describe('the list of models', () => {
	const list = async (credential: string, filter?: string) =>
		(
			await bench.engine.listSearch('n8n-nodes-gpt-image.generateImage', 'searchModels', {
				credential,
				filter,
			})
		).results;

	it("is the account's own that make images, newest first, with shutdown dates", async () => {
		bench.server.configure({ today: '2026-11-22' });

		const models = await list('local');

		expect(bench.server.log).toMatchObject([{ method: 'GET', path: '/v1/models', status: 200 }]);
		expect(models.map(({ value }) => value)).toEqual([
			'gpt-image-2.6-sunburst',
			'gpt-image-2.6-flare',
			'gpt-image-2.5-sunburst',
			'gpt-image-2.5-sunburst-2026-09-08',
			'gpt-image-2.5-flare',
			'gpt-image-2.5-flare-2026-09-08',
			'gpt-image-2',
			'gpt-image-2-2026-04-21',
			'gpt-image-1.5',
			'chatgpt-image-latest',
			'gpt-image-1-mini',
		]);
		expect(models.find(({ value }) => value === 'gpt-image-1.5')?.name).toContain('2026-12-01');
		expect(models.find(({ value }) => value === 'gpt-image-2')?.name).toMatch(/All-rounder/);
	});

	it.each<[string, string, string, string[]]>([
		['all of another server', COMPATIBLE, 'compatible', ['flux-dev', 'sdxl']],
		['none of OpenAI’s own', OPENAI, 'openai', []],
	])('is %s where no name tells of images', async (_, host, credential, expected) => {
		const data = [{ id: 'sdxl' }, { id: 'flux-dev', created: 1_700_000_000 }];
		nock(host).get('/v1/models').reply(200, { data });
		expect((await list(credential)).map(({ value }) => value)).toEqual(expected);
	});

	it('keeps to the names of images where another server has some', async () => {
		const data = [{ id: 'llama' }, { id: 'qwen-image' }];
		nock(COMPATIBLE).get('/v1/models').reply(200, { data });
		expect((await list('compatible')).map(({ value }) => value)).toEqual(['qwen-image']);
	});

	it('has the shutdown dates of the catalog where the server says nothing of them', async () => {
		const data = [
			{ id: 'gpt-image-1' },
			{ id: 'gpt-image-1.5', shutdown_date: null },
			{ id: 'gpt-image-1-mini', shutdown_date: 20261201 },
		];
		nock(COMPATIBLE).get('/v1/models').reply(200, { data });
		const names = (await list('compatible')).map(({ value, name }) => [value, name] as const);
		expect(Object.fromEntries(names)).toEqual({
			'gpt-image-1': 'GPT Image 1 (shut down 2026-10-23)',
			'gpt-image-1.5': expect.not.stringMatching(/\d{4}-\d\d/),
			'gpt-image-1-mini': expect.stringMatching(/\((until|shut down) 2026-12-01\)/),
		});
	});

	it('shows no secret that a server puts into an id, and uses the id as it came', async () => {
		const id = `image-${bench.server.apiKey}`;
		nock(COMPATIBLE)
			.get('/v1/models')
			.reply(200, { data: [{ id }] });
		const [entry] = await list('compatible');
		expect(entry?.value).toBe(id);
		expect(entry?.name).not.toContain(bench.server.apiKey);
	});

	it('the list of models is searched by name and id', async () => {
		expect((await list('local', ' FLARE ')).map(({ value }) => value)).toEqual([
			'gpt-image-2.6-flare',
			'gpt-image-2.5-flare',
			'gpt-image-2.5-flare-2026-09-08',
		]);
	});

	it.each(['nowhere', 'wrong'])(
		"is this version's own where the account's cannot be had: %s",
		async (credential) => {
			const models = await list(credential);

			expect(models[0]?.value).toBe('gpt-image-2.6-sunburst');
			expect(models.map(({ value }) => value)).toContain('gpt-image-2');
			expect(bench.engine.logs.join('\n')).not.toContain(WRONG_KEY);
		},
	);
});

describe('the test of the credential', () => {
	const test = async (data: object) =>
		await bench.engine.testCredential('gptImageApi', {
			apiKey: bench.server.apiKey,
			baseUrl: bench.server.url,
			...data,
		});

	it.each<[string, object]>([
		['a good key', {}],
		['a key as Azure wants it', { authentication: 'apiKeyHeader' }],
		['a key with blanks around it', { apiKey: ' sk-local-0123456789abcdefghijklmnopqrst\n' }],
	])('the test of the credential is passed by %s', async (_, data) => {
		expect(await test(data)).toMatchObject({ status: 'OK' });
	});

	it('is passed with a slash at the end of the address', async () => {
		expect(await test({ baseUrl: `${bench.server.url}/` })).toMatchObject({ status: 'OK' });
	});

	it.each<[string, object]>([
		['a bad key', { apiKey: WRONG_KEY }],
		['no key', { authentication: 'none' }],
		['an address where nobody answers', { baseUrl: 'http://127.0.0.1:9/v1' }],
		['a wrong path', { baseUrl: 'WRONG' }],
	])('the test of the credential is failed by %s', async (_, data) => {
		expect(await test(data)).toMatchObject({ status: 'Error', message: expect.any(String) });
	});
});

/** Tokens that an image may well take. */
const USAGE = { input_tokens: 20, output_tokens: 300, total_tokens: 320 };

describe('a model that OpenAI has shut down', () => {
	const old = (run: object, more: Partial<NodeSetup> = {}) =>
		generate({ model: model('dall-e-3'), run: run as never }, { credential: 'openai', ...more });

	it('stops the node before anything is paid, and names what replaces it', async () => {
		const ran = await bench.run(old({}), prompts('A fox'));

		expect(ran.error?.message).toMatch(/^Item 1, Model: OpenAI shut dall-e-3 down on 2026-05-12/);
		expect(ran.error?.description).toMatch(
			/GPT Image 2 .*Retired Model under Run Settings to Use the Replacement/,
		);
	});

	it('comes out as retired where the workflow goes on', async () => {
		const ran = await bench.run(old({}, { onError: 'continueRegularOutput' }), prompts('A fox'));

		expect(ran.images).toMatchObject([
			{ status: 'retired', model: 'dall-e-3', prompt: 'A fox', error: { reason: 'retired' } },
		]);
	});

	it('is replaced where Retired Model says so, with a warning', async () => {
		const bodies: unknown[] = [];
		const png = await (await bench.run(generate(), prompts('A fox'))).files();
		nock(OPENAI)
			.post('/v1/images/generations')
			.reply(200, (_uri, body) => {
				bodies.push(body);
				return { created: 1, data: [{ b64_json: png[0]!.toString('base64') }], usage: USAGE };
			});

		const ran = await bench.run(old({ retiredModel: 'replace' }), prompts('A fox'));

		expect(bodies).toEqual([
			{ model: 'gpt-image-2', prompt: 'A fox', size: '1024x1024', quality: 'low' },
		]);
		expect(ran.images).toMatchObject([
			{
				status: 'ok',
				model: 'gpt-image-2',
				warnings: [{ setting: 'model', message: expect.stringMatching(/gpt-image-2 was used/) }],
			},
		]);
	});

	it('is asked for, with a warning, where another server may still have it', async () => {
		bench.server.configure({ servesAnyModel: true });

		const ran = await bench.run(generate({ model: model('gpt-image-1') }), prompts('A fox'));

		expect(ran.images).toMatchObject([
			{ status: 'ok', model: 'gpt-image-1', warnings: [{ setting: 'model' }] },
		]);
	});
});
