import type { IDataObject } from 'n8n-workflow';
import { ANSWER_FORMS } from '../../../dev/server/answerForms';
import type { Fault } from '../../../dev/server/behaviour/faults';
import { WRITTEN_OUT } from '../../security/cases';
import { startLocalServer, type LocalServer } from '../../support/localServer';
import { generate, model, openWorkbench, prompts, type Workbench } from '../../support/workbench';
import { ownTime } from '../../support/ownTime';
import { until } from '../../support/until';

const GATEWAY_SECRET = 'gateway-secret-5f2c91d07b';
const TEAM = 'design-team';

let bench: Workbench;
/** Another origin: the same host with another port. */
let elsewhere: LocalServer;
beforeAll(async () => {
	elsewhere = await startLocalServer();
	bench = await openWorkbench({
		credentials: {
			gateway: { customHeaders: { values: [{ name: 'X-Gateway-Key', value: GATEWAY_SECRET }] } },
			team: { customHeaders: { values: [{ name: 'X-Gateway-Team', value: TEAM }] } },
		},
	});
});
afterAll(async () => {
	await bench.close();
	await elsewhere.stop();
});
beforeEach(() => {
	bench.server.reset();
	elsewhere.requests.length = 0;
	elsewhere.headers.length = 0;
});

const strike = (fault: Fault) => bench.server.configure({ faults: [{ fault }] });
const goingOn = (credential = 'local', run: IDataObject = {}) =>
	generate({ run: run as never }, { credential, onError: 'continueRegularOutput' });
const downloads = () => bench.server.log.filter(({ path }) => path.startsWith('/files/'));
type Told = IDataObject & { error: IDataObject };

describe('an image is kept in whatever form it comes', () => {
	it.each(ANSWER_FORMS.map((form) => [form]))('in the form %s, for one request', async (form) => {
		const [plain] = await (await bench.run(generate(), prompts('A fox'))).files();
		bench.server.reset();
		strike({ kind: 'otherForm', form });

		const ran = await bench.run(generate(), prompts('A fox'));

		expect(ran.error).toBeUndefined();
		expect(ran.images).toMatchObject([{ status: 'ok', width: 1024, height: 1024 }]);
		expect((await ran.files())[0]).toEqual(plain);
		expect(bench.calls()).toBe(1);
		const tells = !['bareList', 'file', 'jsonString', 'text'].includes(form);
		expect(ran.images[0]?.costUsd).toEqual(tells ? expect.any(Number) : null);
	});

	it('streamed, several at once, without the previews', async () => {
		strike({ kind: 'otherForm', form: 'eventsWithPartials' });

		const ran = await bench.run(generate({ n: 2 }), prompts('A fox'));

		expect(ran.images).toMatchObject([{ status: 'ok' }, { status: 'ok' }]);
		expect(bench.calls()).toBe(1);
	});
});

describe('an image at an address on the origin of the Base URL', () => {
	it.each([401, 403, 404] as const)(
		'is fetched without the credential first, and after %i once with it',
		async (withKey) => {
			strike({ kind: 'guardedUrlAnswer', withKey });

			const ran = await bench.run(goingOn('gateway'), prompts('A fox'));

			expect(ran.images).toMatchObject([{ status: 'ok' }]);
			expect(downloads().map(({ auth, status }) => [auth, status])).toEqual([
				['none', withKey],
				['bearer', 200],
			]);
			expect(downloads()[0]?.headers).not.toHaveProperty('x-gateway-key');
			expect(downloads()[1]?.headers['x-gateway-key']).toBe(GATEWAY_SECRET);
			expect(bench.calls()).toBe(1);
		},
	);

	it('the address of an image may be relative to the Base URL', async () => {
		strike({ kind: 'guardedUrlAnswer', relative: true, withKey: 401 });

		const ran = await bench.run(goingOn(), prompts('A fox'));

		expect(ran.images).toMatchObject([{ status: 'ok' }]);
		expect(downloads().map(({ auth }) => auth)).toEqual(['none', 'bearer']);
	});

	it('may have part of a secret in it: it is asked for as it came', async () => {
		const url = `${elsewhere.url}/${TEAM}/sk-images-prod/a.png`;
		strike({ kind: 'status', status: 200, body: { data: [{ url }] } });
		elsewhere.answer = (_request, response) =>
			response.writeHead(404, { 'retry-after-ms': '70000' }).end();

		const ran = await bench.run(goingOn('team'), prompts('A fox'));

		expect(elsewhere.requests.map(({ path }) => path)).toEqual([
			`/v1/${TEAM}/sk-images-prod/a.png`,
		]);
		expect((ran.images[0] as Told).error.url).toBe(url.replace(TEAM, '[redacted]'));
	});

	it('is followed where it redirects, but the credential is not', async () => {
		elsewhere.answer = (_request, response) => response.writeHead(401).end();
		strike({ kind: 'guardedUrlAnswer', withKey: 401, redirectTo: `${elsewhere.url}/a.png` });

		const ran = await bench.run(goingOn('gateway'), prompts('A fox'));

		expect(ran.images).toMatchObject([{ status: 'failed' }]);
		expect(downloads().map(({ auth, status }) => [auth, status])).toEqual([
			['none', 401],
			['bearer', 302],
		]);
		expect(elsewhere.requests).toHaveLength(1);
		expect(elsewhere.headers.at(-1)).not.toHaveProperty('authorization');
		expect(elsewhere.headers.at(-1)).not.toHaveProperty('x-gateway-key');
	});
});

describe('an image at an address of another origin', () => {
	it.each([401, 403, 404])('never gets the credential, not after %i either', async (status) => {
		elsewhere.answer = (_request, response) =>
			response.writeHead(status, { 'retry-after-ms': '70000' }).end();
		const url = `${elsewhere.url}/a.png?X-Amz-Signature=abc`;
		strike({ kind: 'status', status: 200, body: { data: [{ url }] } });

		const ran = await bench.run(goingOn('gateway'), prompts('A fox'));

		expect(elsewhere.requests).toHaveLength(1);
		expect(elsewhere.headers[0]).not.toHaveProperty('authorization');
		expect(elsewhere.headers[0]).not.toHaveProperty('x-gateway-key');
		const { error } = ran.images[0] as Told;
		expect(error).toMatchObject({
			reason: 'bad_answer',
			url,
			message: expect.stringContaining(`HTTP ${status}`),
		});
		expect(error.howToFix).toMatch(/image\.error\.url/);
		expect(error.howToFix).not.toMatch(/run (it|the item) again/i);
		expect(bench.calls()).toBe(1);
	});

	it('is told who asks for it, and that images are wanted', async () => {
		elsewhere.answer = (request, response) => {
			const { accept = '', 'user-agent': agent = '' } = request.headers;
			const isWelcome = accept.startsWith('image/') && agent.includes('https://');
			response.writeHead(isWelcome ? 404 : 406, { 'retry-after-ms': '70000' }).end();
		};
		strike({ kind: 'status', status: 200, body: { data: [{ url: `${elsewhere.url}/a.png` }] } });

		const ran = await bench.run(goingOn(), prompts('A fox'));

		expect((ran.images[0] as Told).error.message).toContain('HTTP 404');
	});
});

describe('an image that is not ready', () => {
	it.each([200, 202, 403, 404, 425, 503])(
		'an image that is not ready is waited for after %i',
		async (status) => {
			strike({ kind: 'guardedUrlAnswer', notReady: { status, times: 2, retryAfterMs: 20 } });

			const ran = await bench.run(goingOn('local', { maxRetries: 0 }), prompts('A fox'));

			expect(ran.images).toMatchObject([{ status: 'ok' }]);
			expect(bench.calls()).toBe(1);
		},
	);

	it('is given up where it asks for more than a minute', async () => {
		const notReady = { status: 503, times: 9, retryAfterMs: 61_000 };
		strike({ kind: 'guardedUrlAnswer', notReady });

		const ran = await bench.run(goingOn(), prompts('A fox'));

		expect(ran.images).toMatchObject([
			{ status: 'failed', error: { url: expect.stringContaining('/files/') } },
		]);
		expect(downloads()).toHaveLength(1);
	});

	it('is not waited for once the execution is stopped', async () => {
		const notReady = { status: 404, times: 99, retryAfterMs: 30_000 };
		strike({ kind: 'guardedUrlAnswer', notReady });
		const stop = new AbortController();
		const running = bench.run(generate(), prompts('A fox'), { signal: stop.signal });
		await until(() => downloads().some(({ endedAt }) => endedAt !== null));
		const took = ownTime();
		stop.abort();

		expect((await running).status).toBe('canceled');
		expect(took()).toBeLessThan(1000);
	});
});

it('an address, a task and every ID of a request are in the message where the workflow stops', async () => {
	const body = { id: 'task_1', status: 'queued', urls: { get: 'https://a.example/task_1' } };
	const headers = { 'x-request-id': 'req_1', 'x-litellm-call-id': 'call_1' };
	strike({ kind: 'status', status: 200, body, headers });

	const ran = await bench.run(generate(), prompts('A fox'));

	expect(ran.error?.description).toMatch(
		/Address: https:\/\/a\.example\/task_1 Task: task_1 Request ID: \S+ x-litellm-call-id: call_1/,
	);
});

describe('a task instead of an image', () => {
	it.each<[string, number, object, string]>([
		[
			'accepted',
			202,
			{ id: 'task_img_4711', object: 'generation.task', status: 'queued' },
			'task_img_4711',
		],
		[
			'in a list',
			200,
			{ code: 200, data: [{ status: 'submitted', task_id: 'task_4711' }] },
			'task_4711',
		],
		['in an object', 200, { data: { status: 'submitted', task_id: 'task_4712' } }, 'task_4712'],
		[
			'as a prediction',
			201,
			{ id: 'p4', status: 'starting', urls: { get: 'https://a.example/p4' } },
			'p4',
		],
		['as a job', 200, { job_id: 4713 }, '4713'],
		['as the place where it will be', 202, {}, 'https://a.example/tasks/4714'],
	])('a task instead of an image is named, %s', async (_how, status, body, taskId) => {
		const ids = { 'x-litellm-call-id': 'call-1', 'cf-ray': 'ray-1' };
		const headers = taskId.startsWith('https') ? { ...ids, location: taskId } : ids;
		strike({ kind: 'status', status, body, headers });

		const ran = await bench.run(goingOn(), prompts('A fox'));

		const { error, costUsd } = ran.images[0] as Told;
		expect(error).toMatchObject({
			reason: 'bad_answer',
			taskId,
			message: expect.stringContaining(taskId),
			requestIds: { 'x-litellm-call-id': 'call-1', 'cf-ray': 'ray-1' },
		});
		expect(error.howToFix).not.toMatch(/run (it|the workflow|the item) again/i);
		expect(costUsd).toBeNull();
		expect(bench.calls()).toBe(1);
	});
});

const HUGE = 'x'.repeat(900_000);
it.each<[string, number, unknown]>([
	['an address', 200, { data: [{ url: `http://127.0.0.1:9/${HUGE}` }] }],
	['an address that is none', 200, { data: [{ url: `http://${HUGE}` }] }],
	['base64 that is none', 200, { data: [{ b64_json: `!${HUGE}` }] }],
	['a text', 200, HUGE],
	['a text in an object', 200, { text: HUGE }],
	['a task', 200, { task_id: HUGE, status_url: `https://a.example/${HUGE}` }],
	['an echo', 200, { size: HUGE, quality: HUGE, background: HUGE, data: [{}] }],
	['a message', 400, { error: { message: HUGE, code: HUGE, param: HUGE, type: HUGE } }],
	['a refusal', 400, { error: { code: 'moderation_blocked', message: HUGE } }],
	['a page', 502, `<html><title>${HUGE}</title></html>`],
])('megabytes of %s (%i) are neither quoted nor stored', async (_what, status, body) => {
	strike({ kind: 'status', status, body });

	const ran = await bench.run(goingOn('local', { maxRetries: 0 }), prompts('A fox'));

	expect(ran.images[0]?.status).not.toBe('ok');
	expect(JSON.stringify(ran.items).length).toBeLessThan(20_000);
	expect(bench.calls()).toBe(1);
});

it('the place that is named in an answer without a word is told', async () => {
	const headers = { location: 'https://a.example/tasks/4715' };
	strike({ kind: 'status', status: 202, body: '', headers });

	const ran = await bench.run(goingOn(), prompts('A fox'));

	expect((ran.images[0] as Told).error).toMatchObject({ url: headers.location });
	expect(bench.calls()).toBe(1);
});

describe('what a server reports as used', () => {
	const NOTHING = { input_tokens: 0, output_tokens: 0, total_tokens: 0 };
	const LIES: Array<[string, unknown]> = [
		['nothing', NOTHING],
		['less than such an image takes', { input_tokens: 5, output_tokens: 195, total_tokens: 200 }],
		['no input', { input_tokens: 0, output_tokens: 196, total_tokens: 196 }],
		['an absurd number', { input_tokens: 5, output_tokens: 1e308, total_tokens: 1e308 }],
		['a billion', { input_tokens: 5, output_tokens: 1e9, total_tokens: 1e9 }],
		['less input than such a prompt takes', { input_tokens: 1, output_tokens: 196 }],
		['a part of a token', { input_tokens: 5, output_tokens: 196.5, total_tokens: 201.5 }],
	];
	it.each(LIES)('is not believed, and Max Spend holds: %s', async (_what, usage) => {
		strike({ kind: 'wrongUsage', usage });

		const setup = goingOn('local', { maxSpend: 0.05 });
		const ran = await bench.run(
			setup,
			prompts(...Array.from({ length: 12 }, (_, at) => `A fox ${at}, `.repeat(30))),
		);

		const made = ran.images.filter(({ status }) => status === 'ok');
		expect(made.length).toBeGreaterThan(0);
		for (const { costUsd, usage: told } of made) expect([costUsd, told]).toEqual([null, null]);
		// 196 tokens at 30 USD a million, and a little for the prompt.
		expect(bench.calls()).toBeLessThanOrEqual(Math.floor(0.05 / 0.00588));
		expect(ran.images.at(-1)).toMatchObject({ status: 'budget' });
	});

	it('is tried with as many lies as SECURITY.md says', () => {
		expect(LIES).toHaveLength(WRITTEN_OUT.usageLies);
	});

	it('is believed where it is just enough', async () => {
		strike({ kind: 'wrongUsage', usage: { input_tokens: 2, output_tokens: 196 } });

		const ran = await bench.run(generate(), prompts('A fox'));

		expect(ran.images[0]).toMatchObject({ costUsd: expect.any(Number), warnings: [] });
	});

	it('is missed with a warning that says what the cost is then', async () => {
		strike({ kind: 'noUsage' });

		const ran = await bench.run(generate(), prompts('A fox'));

		const [image] = ran.images as Told[];
		expect(image).toMatchObject({ status: 'ok', costUsd: null, usage: null });
		expect(image?.warnings).toEqual([
			{
				setting: 'model',
				message: expect.stringMatching(
					/did not report .* the cost is not known \(the estimate for this request is 0\.00\d\d USD\)/,
				),
			},
		]);
	});

	it('is not missed of a model whose price nobody knows', async () => {
		const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>';
		strike({ kind: 'status', status: 200, body: svg });

		const ran = await bench.run(generate({ model: model('my-own') }), prompts('A fox'));

		expect(ran.images).toMatchObject([{ status: 'ok', costUsd: null }]);
		expect(JSON.stringify(ran.images[0]?.warnings)).not.toMatch(/tokens/);
	});

	it('is known under the names of chat models, too', async () => {
		strike({ kind: 'wrongUsage', usage: { prompt_tokens: 2, completion_tokens: 196 } });

		const ran = await bench.run(generate(), prompts('A fox'));

		expect(ran.images[0]).toMatchObject({
			usage: { inputTokens: 2, outputTokens: 196, totalTokens: 198 },
			costUsd: expect.any(Number),
			warnings: [],
		});
	});
});
