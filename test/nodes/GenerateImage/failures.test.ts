import type { IDataObject } from 'n8n-workflow';
import type { Fault, FaultRule } from '../../../dev/server/behaviour/faults';
import {
	bannedWordsIn,
	generate,
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

const onPrompt = (prompt: string, fault: Fault, times?: number): FaultRule => ({
	match: ({ fields }) => fields.prompt === prompt,
	times,
	fault,
});
const always = (fault: Fault) => bench.server.configure({ faults: [{ fault }] });
const goingOn = (run: IDataObject = {}, more: Partial<NodeSetup> = {}, parameters: object = {}) =>
	generate({ run: run as never, ...parameters }, { onError: 'continueRegularOutput', ...more });
const continuing: Partial<NodeSetup> = { onError: 'continueRegularOutput' };
const serverDown = { kind: 'status', status: 500, headers: { 'retry-after-ms': '20' } } as const;
const busy: Fault = { kind: 'status', status: 503 };
const gatewayPage: Fault = { kind: 'html', status: 502 };
const promptsAsked = () => bench.requests().map(({ fields }) => fields.prompt);

/** The part of `json.image` that tests look into. */
type Told = { error: IDataObject; requestId: unknown };

interface Row {
	what: string;
	fault: Fault;
	status: string;
	reason: string;
	/** Requests for one item with two retries allowed. */
	calls: number;
	retryable?: boolean;
	code?: string | null;
	costUsd?: null;
	run?: IDataObject;
	answered?: false;
	says: RegExp;
}

const ROWS: Row[] = [
	{
		what: 'a refusal of the safety system',
		fault: { kind: 'refusal', categories: ['violence', 'sexual'] },
		status: 'refused',
		reason: 'refused',
		calls: 1,
		code: 'moderation_blocked',
		says: /^Item 1: The safety system refused this request \(violence, sexual\)/,
	},
	{
		what: 'a used-up quota (429)',
		fault: { kind: 'quota' },
		status: 'failed',
		reason: 'quota',
		calls: 1,
		code: 'insufficient_quota',
		says: /no credit left/,
	},
	{
		what: 'a spending limit (429)',
		fault: { kind: 'quota', code: 'project_spend_limit_exceeded' },
		status: 'failed',
		reason: 'quota',
		calls: 1,
		says: /spending limit/,
	},
	{
		what: 'a billing limit (400)',
		fault: { kind: 'billing' },
		status: 'failed',
		reason: 'quota',
		calls: 1,
		says: /spending limit/,
	},
	{
		what: 'any other 400',
		fault: {
			kind: 'status',
			status: 400,
			body: { error: { message: 'No.', code: 'invalid_value', param: 'size', type: 'x' } },
		},
		status: 'invalid',
		reason: 'invalid',
		calls: 1,
		code: 'invalid_value',
		says: /the parameter "size"/,
	},
	{
		what: 'an answer of FastAPI (422)',
		fault: { kind: 'detailBody' },
		status: 'invalid',
		reason: 'invalid',
		calls: 1,
		says: /body\.size: Input should be a valid string/,
	},
	{
		what: 'a wrong key (401)',
		fault: { kind: 'echoKey' },
		status: 'failed',
		reason: 'authentication',
		calls: 1,
		code: 'invalid_api_key',
		says: /did not accept the API key/,
	},
	{
		what: 'an organization that is not verified (403)',
		fault: { kind: 'notVerified' },
		status: 'failed',
		reason: 'permission',
		calls: 1,
		says: /not verified for the model/,
	},
	{
		what: 'a project without access (403)',
		fault: { kind: 'noAccess' },
		status: 'failed',
		reason: 'permission',
		calls: 1,
		says: /no access to the model/,
	},
	{
		what: 'a wrong address (404)',
		fault: { kind: 'html', status: 404 },
		status: 'failed',
		reason: 'bad_answer',
		calls: 1,
		says: /no Images API at this address/,
	},
	{
		what: 'a redirect',
		fault: { kind: 'status', status: 307, headers: { location: '/elsewhere' } },
		status: 'failed',
		reason: 'bad_answer',
		calls: 1,
		costUsd: null,
		says: /HTTP 307/,
	},
	{
		what: 'a connection lost before the answer',
		answered: false,
		fault: { kind: 'dropBeforeAnswer' },
		status: 'failed',
		reason: 'connection',
		calls: 1,
		costUsd: null,
		says: /connection was lost after the request had been sent/,
	},
	{
		what: 'a connection lost during the answer',
		answered: false,
		fault: { kind: 'dropDuringAnswer' },
		status: 'failed',
		reason: 'connection',
		calls: 1,
		costUsd: null,
		says: /connection was lost after the request had been sent/,
	},
	{
		what: 'no answer in time',
		answered: false,
		fault: { kind: 'hang' },
		status: 'timeout',
		reason: 'timeout',
		calls: 1,
		costUsd: null,
		run: { timeout: 1 },
		says: /did not answer in time/,
	},
	{
		what: 'a gateway that gave up waiting (504)',
		fault: { kind: 'html', status: 504 },
		status: 'timeout',
		reason: 'timeout',
		calls: 1,
		costUsd: null,
		says: /gateway in front of the server gave up/,
	},
	{
		what: 'a gateway that lost the server (502, a web page)',
		fault: gatewayPage,
		status: 'failed',
		reason: 'server',
		calls: 1,
		costUsd: null,
		says: /gateway in front of the server got no answer/,
	},
	{
		what: 'a server that says itself that it is down (502, JSON)',
		fault: { kind: 'status', status: 502, headers: { 'retry-after-ms': '20' } },
		status: 'failed',
		reason: 'server',
		calls: 3,
		retryable: true,
		says: /could not handle the request \(HTTP 502\)/,
	},
	{
		what: 'a server that is down (500)',
		fault: serverDown,
		status: 'failed',
		reason: 'server',
		calls: 3,
		retryable: true,
		says: /HTTP 500/,
	},
	{
		what: 'a rate limit, with Max Retries 0',
		fault: { kind: 'rateLimit', retryAfterMs: 30_000 },
		status: 'rate_limited',
		reason: 'rate_limited',
		calls: 1,
		retryable: true,
		run: { maxRetries: 0 },
		says: /rate limit of the account/,
	},
];

describe('with On Error set to Continue', () => {
	it.each(ROWS)('$what comes out as $status, asked $calls time(s)', async (row) => {
		always(row.fault);

		const ran = await bench.run(goingOn({ maxRetries: 2, ...row.run }), [
			{ json: { prompt: 'A fox', campaign: 'winter' } },
		]);

		expect(ran.error).toBeUndefined();
		expect(bench.calls()).toBe(row.calls);
		expect(ran.items).toMatchObject([{ json: { campaign: 'winter' }, pairedItem: { item: 0 } }]);
		const { json } = ran.items[0]!;
		const { error, requestId } = json.image as Told;
		expect(json.image).toEqual({
			status: row.status,
			model: 'gpt-image-2',
			prompt: 'A fox',
			index: 1,
			count: 1,
			durationMs: null,
			attempts: row.calls,
			requestId: row.answered === false ? null : expect.stringMatching(/^req_/),
			usage: null,
			costUsd: row.costUsd === null ? null : 0,
			pricesAsOf: expect.any(String),
			warnings: [],
			error: {
				reason: row.reason,
				message: expect.any(String),
				code: row.code ?? error.code,
				param: row.reason === 'invalid' && row.code ? 'size' : null,
				requestId,
				retryable: row.retryable ?? false,
				howToFix: expect.stringMatching(/\.$/),
				categories: row.reason === 'refused' ? ['violence', 'sexual'] : [],
			},
		});
		expect(json.error).toMatch(row.says);
		expect(bannedWordsIn(`${String(json.error)} ${String(error.howToFix)}`)).toEqual([]);
	});

	it('puts failed items between the others, in the order of the items', async () => {
		bench.server.configure({ faults: [onPrompt('b', { kind: 'refusal' })] });

		const ran = await bench.run(goingOn(), prompts('a', 'b', 'c'));

		expect(ran.images.map(({ status }) => status)).toEqual(['ok', 'refused', 'ok']);
		expect(ran.items.map(({ binary }) => binary !== undefined)).toEqual([true, false, true]);
	});

	it('sends failed items with all they say to the error output', async () => {
		bench.server.configure({ faults: [onPrompt('b', { kind: 'refusal' })] });

		const ran = await bench.run(
			goingOn({}, { onError: 'continueErrorOutput' }),
			prompts('a', 'b', 'c', '').map(({ json }) => ({ json: { ...json, campaign: 'winter' } })),
		);

		expect(ran.images.map(({ prompt }) => prompt)).toEqual(['a', 'c']);
		expect(ran.failedItems).toMatchObject([
			{
				json: {
					campaign: 'winter',
					error: expect.stringContaining('Item 2: The safety system'),
					image: { status: 'refused', prompt: 'b', error: { categories: ['sexual'] } },
				},
				pairedItem: { item: 1 },
			},
			{
				json: {
					campaign: 'winter',
					error: expect.stringContaining('Item 4'),
					image: { status: 'invalid', model: 'gpt-image-2', error: { param: 'prompt' } },
				},
				pairedItem: { item: 3 },
			},
		]);
	});

	it('asks no more once the quota is used up', async () => {
		always({ kind: 'quota' });

		const ran = await bench.run(goingOn({ maxConcurrency: 1 }), prompts('a', 'b', 'c'));

		expect(bench.calls()).toBe(1);
		expect(
			ran.images.map(({ error, attempts }) => [(error as IDataObject).reason, attempts]),
		).toEqual([
			['quota', 1],
			['quota', 0],
			['quota', 0],
		]);
	});
});

it('repeats a 5xx and delivers what then comes', async () => {
	bench.server.configure({ faults: [{ fault: serverDown, times: 2 }] });

	const ran = await bench.run(generate(), prompts('A fox'));

	expect(ran.images).toMatchObject([{ status: 'ok', attempts: 3 }]);
	expect(bench.calls()).toBe(3);
});

it('puts refusals out as items where Refusals says so, without marking them as failed', async () => {
	bench.server.configure({ faults: [onPrompt('b', { kind: 'refusal' })] });

	const ran = await bench.run(
		generate({ run: { refusals: 'output' } }, { retryOnFail: true }),
		prompts('b', 'a'),
	);

	expect(ran.error).toBeUndefined();
	expect(ran.images.map(({ status }) => status)).toEqual(['refused', 'ok']);
	expect(ran.items[0]?.json).not.toHaveProperty('error');
	expect(bench.calls()).toBe(2);
});

describe('where the workflow stops', () => {
	it.each(ROWS)('says what happened and how to fix it: $what', async ({ fault, run, says }) => {
		always(fault);

		const ran = await bench.run(
			generate({ run: { maxRetries: 0, ...run } as never }),
			prompts('A fox'),
		);

		expect(ran.error?.message).toMatch(/^Item 1: /);
		expect(ran.error?.message).toMatch(says);
		expect(ran.error?.description).toMatch(/^[A-Z].*\./);
		expect(bannedWordsIn(`${ran.error?.message} ${ran.error?.description}`)).toEqual([]);
		expect(bench.calls()).toBe(1);
	});

	it('finishes the other items first and says what is kept and how to get at it', async () => {
		bench.server.configure({ latencyMs: 50, faults: [onPrompt('b', { kind: 'refusal' })] });

		const ran = await bench.run(generate({ run: { maxConcurrency: 1 } }), prompts('a', 'b', 'c'));

		expect(ran.status).toBe('error');
		expect(promptsAsked()).toEqual(['a', 'b', 'c']);
		expect(ran.error?.message).toMatch(/^Item 2: The safety system refused/);
		expect(ran.error?.description).toMatch(/2 of 3 images arrived and are kept\. To get them/);
		expect(ran.error?.description).toMatch(/Request ID: req_\w+/);
		expect(ran.error?.context).toMatchObject({ itemIndex: 1 });
		expect(bannedWordsIn(`${ran.error?.message} ${ran.error?.description}`)).toEqual([]);
	});

	it('advises a retry where one may help', async () => {
		bench.server.configure({
			faults: [onPrompt('b', { kind: 'refusal' }), onPrompt('c', busy)],
		});

		const ran = await bench.run(generate({ run: { maxRetries: 0 } }), prompts('a', 'b', 'c'));

		expect(ran.error?.description).toMatch(/1 of 3 images arrived and are kept: retry this exec/);
	});

	const waysOut: Array<[string, Fault, RegExp, Partial<NodeSetup>, object]> = [
		[
			'a refusal: Refusals',
			{ kind: 'refusal' },
			/set Refusals in Run Settings to Return as Items, or On Error/,
			{},
			{ run: { refusals: 'output' } },
		],
		[
			'a refusal: On Error',
			{ kind: 'refusal' },
			/or On Error to Continue, save, and/,
			continuing,
			{},
		],
		[
			'an invalid request: On Error',
			{ kind: 'detailBody' },
			/again, set On Error to Continue, save, and retry .* currently saved workflow/,
			continuing,
			{},
		],
	];
	it.each(waysOut)(
		'says how to get the images out after %s',
		async (_, fault, says, more, changes) => {
			bench.server.configure({ faults: [onPrompt('b', fault)] });
			const failed = await bench.run(generate(), prompts('a', 'b', 'c'));
			expect(failed.error?.description).toMatch(says);
			expect(bannedWordsIn(`${failed.error?.description}`)).toEqual([]);

			const retried = await bench.run(generate(changes as never, more), [], {
				mode: 'retry',
				retryOf: failed.runExecutionData,
			});

			expect(retried.error).toBeUndefined();
			expect(retried.images.map(({ status }) => status === 'ok')).toEqual([true, false, true]);
			expect(promptsAsked().sort()).toEqual(['a', 'b', 'b', 'c']);
			expect(await retried.files()).toHaveLength(2);
		},
	);

	it('names the other items without an image', async () => {
		always({ kind: 'refusal' });

		const ran = await bench.run(generate(), prompts('a', 'b', 'c'));

		expect(ran.error?.description).toContain('Other items without an image: 2, 3.');
	});
});

describe("with n8n's Retry On Fail", () => {
	const setups: Array<[string, Partial<NodeSetup>, string]> = [
		['the second item fails', {}, 'b'],
		['the first item fails and the workflow goes on', { onError: 'continueRegularOutput' }, 'a'],
		['the first item fails and goes to the error output', { onError: 'continueErrorOutput' }, 'a'],
	];

	it.each(setups)('images of other items are generated once: %s', async (_, more, failing) => {
		bench.server.configure({ faults: [onPrompt(failing, busy, 1)] });

		const ran = await bench.run(
			generate({ run: { maxRetries: 0 } }, { retryOnFail: true, maxTries: 3, ...more }),
			prompts('a', 'b', 'c'),
		);

		expect(ran.error).toBeUndefined();
		expect(ran.images.map(({ prompt, status }) => [prompt, status])).toEqual([
			['a', 'ok'],
			['b', 'ok'],
			['c', 'ok'],
		]);
		expect(promptsAsked().sort()).toEqual(['a', 'b', 'c', failing].sort());
		expect((await ran.files()).every(({ length }) => length > 1000)).toBe(true);
		expect(ran.hints.map(({ message }) => message).join()).toMatch(/2 images came from an earlier/);
		expect(JSON.stringify(ran.contextData)).not.toContain('gptImageKept');
	});

	it('several images and social formats of one item are told apart', async () => {
		const presets = ['instagramSquare', 'story'];
		const isStory: FaultRule = {
			match: ({ fields }) => fields.size === '1088x1920',
			times: 1,
			fault: busy,
		};
		bench.server.configure({ faults: [isStory] });

		const ran = await bench.run(
			generate({ size: 'preset', presets, n: 2, run: { maxRetries: 0 } }, { retryOnFail: true }),
			prompts('a', 'a'),
		);

		expect(ran.images).toHaveLength(8);
		expect(bench.calls()).toBe(5);
		const names = ran.items.map(({ binary }) => binary?.data?.fileName);
		expect(new Set(names).size).toBe(8);
	});

	it('a refusal is not asked again', async () => {
		bench.server.configure({ faults: [onPrompt('b', { kind: 'refusal' })] });

		const ran = await bench.run(generate({}, { retryOnFail: true }), prompts('a', 'b'));

		expect(ran.error?.message).toMatch(/^Item 2: The safety system refused/);
		expect(ran.error?.description).toMatch(/Request ID: req_/);
		expect(bench.calls()).toBe(2);
	});

	const leftovers = ['of an earlier node', '', 0];
	it.each(leftovers)(
		'an input field "error" (%j), for which n8n runs the node anew',
		async (error) => {
			const ran = await bench.run(generate({}, { retryOnFail: true }), [
				{ json: { prompt: 'a', error } },
			]);

			expect(ran.images).toMatchObject([{ status: 'ok' }]);
			expect(bench.calls()).toBe(1);
		},
	);

	it.each<[string, Fault]>([
		['a connection that broke after the request', { kind: 'dropBeforeAnswer' }],
		['a request that a gateway lost', gatewayPage],
		['an answer that was cut off', { kind: 'truncatedJson' }],
		['bytes that are no image', { kind: 'notAnImage' }],
	])('%s, which may have been billed, is not asked again', async (_, fault) => {
		bench.server.configure({ faults: [onPrompt('b', fault)] });

		const ran = await bench.run(
			generate({}, { retryOnFail: true, maxTries: 3 }),
			prompts('a', 'b'),
		);

		expect(ran.error?.message).toMatch(/^Item 2: /);
		expect(promptsAsked().sort()).toEqual(['a', 'b']);
	});

	it('Max Spend holds over all tries together', async () => {
		// One image costs about 0.0059 USD; a try may make two, and the third must wait for ever.
		const ran = await bench.run(
			generate({ run: { maxSpend: 0.013 } }, { retryOnFail: true, maxTries: 5 }),
			prompts('a', 'b', 'c', 'd', 'e'),
		);

		expect(ran.error?.message).toMatch(/Max Spend/);
		expect(bench.calls()).toBe(2);
	});

	it.each([undefined, 2, 4, 9])(
		'nothing is kept once the last of %s tries has put out its items, failed ones too',
		async (maxTries) => {
			bench.server.configure({ faults: [onPrompt('a', busy)] });
			const run = { maxRetries: 0, maxSpend: 1 };

			const ran = await bench.run(goingOn(run, { retryOnFail: true, maxTries }), prompts('a', 'b'));

			expect(ran.images.map(({ status }) => status)).toEqual(['failed', 'ok']);
			const tries = promptsAsked().filter((prompt) => prompt === 'a').length;
			expect(tries).toBe({ 2: 2, 4: 4, 9: 5 }[maxTries ?? 0] ?? 3);
			expect(promptsAsked()).toHaveLength(tries + 1);
			expect(JSON.stringify(ran.contextData)).not.toContain('gptImage');
		},
	);

	it('nothing is kept where all went well at once', async () => {
		const ran = await bench.run(generate({}, { retryOnFail: true }), prompts('a'));

		expect(JSON.stringify(ran.contextData)).not.toContain('gptImageKept');
	});
});

it('says where the server delivered fewer images than were asked for', async () => {
	always({ kind: 'fewerImages', count: 2 });

	const ran = await bench.run(generate({ n: 3 }), prompts('a'));

	const message = 'The server delivered 2 of 3 images that were asked for';
	expect(ran.images).toMatchObject([
		{ status: 'ok', index: 1, count: 3, warnings: [{ setting: 'n', message }] },
		{ status: 'ok', index: 2, count: 3, warnings: [{ setting: 'n', message }] },
	]);
	expect(ran.hints).toContainEqual(
		expect.objectContaining({ type: 'warning', message: expect.stringContaining(message) }),
	);
});

describe('an answer of which a part arrived', () => {
	const lastIsBroken: FaultRule = { times: 1, fault: { kind: 'invalidBase64', images: [2] } };

	it('is completed by a retry of the execution, which asks for the missing image only', async () => {
		bench.server.configure({ faults: [lastIsBroken] });
		const setup = generate({ n: 3 });
		const failed = await bench.run(setup, prompts('a'));
		expect(failed.error?.description).toMatch(/2 of 3 images arrived and are kept/);

		const retried = await bench.run(setup, prompts('a'), { retryOf: failed.runExecutionData });

		expect(retried.error).toBeUndefined();
		expect(retried.images.map(({ status, index }) => [status, index])).toEqual([
			['ok', 1],
			['ok', 2],
			['ok', 3],
		]);
		expect(bench.requests().map(({ fields }) => fields.n)).toEqual([3, 1]);
		expect((await retried.files()).every(({ length }) => length > 1000)).toBe(true);
	});

	it('never has one image in two places where the server delivers fewer than are missing', async () => {
		const broken: FaultRule = { times: 1, fault: { kind: 'invalidBase64', images: [1, 2] } };
		bench.server.configure({ faults: [broken, { fault: { kind: 'fewerImages', count: 1 } }] });
		const failed = await bench.run(generate({ n: 3 }), prompts('a'));

		const retried = await bench.run(goingOn({}, {}, { n: 3 }), [], {
			retryOf: failed.runExecutionData,
		});

		expect(bench.requests().map(({ fields }) => fields.n)).toEqual([3, 2]);
		expect(retried.images.map(({ status, index }) => [status, index])).toEqual([
			['ok', 1],
			['ok', 2],
			['failed', 3],
		]);
		const names = retried.items.flatMap(({ binary }) => binary?.data?.fileName ?? []);
		expect(new Set(names).size).toBe(2);
		const said = retried.images.map(({ warnings }) => JSON.stringify(warnings));
		expect(said[1]).toContain('The server delivered 1 of 2 images that were asked for');
	});

	it('is not asked for once more by Retry On Fail', async () => {
		bench.server.configure({ faults: [lastIsBroken] });
		await bench.run(generate({ n: 3 }, { retryOnFail: true }), prompts('a'));

		expect(bench.calls()).toBe(1);
	});
});
