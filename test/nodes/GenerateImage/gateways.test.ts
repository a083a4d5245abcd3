import type { IDataObject } from 'n8n-workflow';
import type { Fault, FaultRule } from '../../../dev/server/behaviour/faults';
import { MONEY, REFUSALS } from '../shared/openai/gatewayWords';
import {
	bannedWordsIn,
	generate,
	openWorkbench,
	prompts,
	type Workbench,
} from '../../support/workbench';
import { ownTime } from '../../support/ownTime';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

const always = (fault: Fault) => bench.server.configure({ faults: [{ fault }] });
const onPrompt = (prompt: string, fault: Fault, times?: number): FaultRule => ({
	match: ({ fields }) => fields.prompt === prompt,
	times,
	fault,
});
const goingOn = (run: IDataObject = {}) =>
	generate({ run: run as never }, { onError: 'continueRegularOutput' });
const statuses = (images: IDataObject[]) => images.map(({ status }) => status);
const promptsAsked = () => bench.requests().map(({ fields }) => fields.prompt);
type Told = IDataObject & { error: IDataObject };

it.each(REFUSALS)(
	'a refusal as %s says it goes out as an item (%i)',
	async (_who, status, body) => {
		always({ kind: 'status', status, body });

		const ran = await bench.run(generate({ run: { refusals: 'output' } }), prompts('A fox'));

		expect(ran.error).toBeUndefined();
		expect(ran.images).toMatchObject([{ status: 'refused', costUsd: 0 }]);
		expect(bench.calls()).toBe(1);
	},
);

it.each(MONEY)(
	'money that has run out ends the run, as %s says it (%i)',
	async (_who, status, body) => {
		always({ kind: 'status', status, body });

		const ran = await bench.run(goingOn({ maxConcurrency: 1 }), prompts('a', 'b', 'c'));

		expect(bench.calls()).toBe(1);
		expect(ran.images.map(({ error }) => (error as IDataObject).reason)).toEqual(
			Array(3).fill('quota'),
		);
		expect(ran.images.map(({ attempts }) => attempts)).toEqual([1, 0, 0]);
	},
);

describe('a rate limit', () => {
	const tooLarge: Fault = {
		kind: 'status',
		status: 429,
		body: {
			error: { code: 'rate_limit_exceeded', message: 'Request too large … Limit 5, Requested 8.' },
		},
	};

	it('that the request alone exceeds fails it at once, and the others go on', async () => {
		bench.server.configure({ faults: [onPrompt('b', tooLarge)] });

		const ran = await bench.run(
			goingOn({ maxConcurrency: 2, maxRetries: 1 }),
			prompts(...'abcdef'),
		);

		expect(statuses(ran.images)).toEqual(['ok', 'rate_limited', 'ok', 'ok', 'ok', 'ok']);
		expect(bench.calls()).toBe(6);
		const { error } = ran.images[1] as Told;
		expect(error).toMatchObject({ retryable: false });
		expect(error.howToFix).toMatch(/Number of Images/);
	});

	it('of more images than the server takes in a minute fails alone', async () => {
		bench.server.configure({ imagesPerMinute: 2 });

		const ran = await bench.run(
			generate({ n: '={{ $json.n }}' }, { onError: 'continueRegularOutput' }),
			[{ json: { prompt: 'a', n: 3 } }, { json: { prompt: 'b', n: 1 } }],
		);

		expect(statuses(ran.images)).toEqual(['rate_limited', 'ok']);
		expect(bench.calls()).toBe(2);
	});

	it('longer than Max Rate Limit Wait ends the run, and the rest is not sent', async () => {
		bench.server.configure({
			faults: [onPrompt('b', { kind: 'rateLimit', retryAfterMs: 90_000 })],
		});

		const ran = await bench.run(
			goingOn({ maxConcurrency: 1, maxRateLimitWait: 1 }),
			prompts(...'abcd'),
		);

		expect(statuses(ran.images)).toEqual(['ok', 'rate_limited', 'rate_limited', 'rate_limited']);
		expect(promptsAsked()).toEqual(['a', 'b']);
		const messages = ran.images.slice(1).map(({ error }) => String((error as IDataObject).message));
		for (const message of messages) {
			expect(message).toMatch(/Please try again in 90s.*Max Rate Limit Wait \(1 minute\)/s);
			expect(bannedWordsIn(message)).toEqual([]);
		}
		expect(ran.images.map(({ attempts, costUsd }) => [attempts, costUsd]).slice(1)).toEqual([
			[1, 0],
			[0, 0],
			[0, 0],
		]);
	});

	it('that never lifts ends the run after the time set, counted from the last success', async () => {
		bench.server.configure({
			faults: [onPrompt('b', { kind: 'rateLimit', retryAfterMs: 300, advice: 'retry-after-ms' })],
		});
		const took = ownTime();

		const ran = await bench.run(
			generate({ run: { maxConcurrency: 1, maxRateLimitWait: 0.02 } }),
			prompts(...'ab'),
		);

		expect(took()).toBeLessThan(10_000);
		expect(ran.error?.message).toMatch(/^Item 2: The rate limit .* Max Rate Limit Wait/s);
		expect(ran.error?.description).toMatch(/Raise Max Rate Limit Wait/);
		expect(bench.calls()).toBeLessThanOrEqual(1 + 5);
	});

	it('is said in the log while it lasts, and in a hint afterwards', async () => {
		bench.server.configure({
			faults: [
				onPrompt('a', { kind: 'rateLimit', retryAfterMs: 1100, advice: 'retry-after-ms' }, 1),
			],
		});

		const ran = await bench.run(generate(), prompts('a'));

		expect(statuses(ran.images)).toEqual(['ok']);
		expect(bench.engine.logs.join('\n')).toMatch(
			/rate limit of the account was reached: no request is sent for 1\.1/,
		);
		expect(JSON.stringify(ran.hints ?? ran.runExecutionData)).toMatch(/The run waited 1\.1/);
	});

	it('of one item alone holds up no other', async () => {
		bench.server.configure({
			faults: [onPrompt('b', { kind: 'rateLimit', retryAfterMs: 150, advice: 'retry-after-ms' })],
		});

		const ran = await bench.run(
			goingOn({ maxConcurrency: 2, maxRateLimitWait: 0.02 }),
			prompts(...'abcdefgh'),
		);

		expect(statuses(ran.images)).toEqual(
			[...'abcdefgh'].map((prompt) => (prompt === 'b' ? 'rate_limited' : 'ok')),
		);
	});
});

describe('a 5xx', () => {
	const page = '<html><title>Application down</title></html>';
	it.each<[string, number, unknown, number]>([
		['page of Heroku', 503, page, 1],
		['text of Envoy', 503, 'upstream connect error or disconnect/reset before headers', 1],
		['JSON of Azure API Management', 500, { statusCode: 500, message: 'Internal server error' }, 1],
		['text in `error`', 500, { error: 'busy' }, 1],
		["page of Cloudflare's", 522, page, 1],
		['word of the API itself', 503, { error: { type: 'server_error', message: 'Busy' } }, 3],
	])('as a %s (%i) is asked for as often as is safe', async (_what, status, body, calls) => {
		always({ kind: 'status', status, body, headers: { 'retry-after-ms': '20' } });

		const ran = await bench.run(goingOn({ maxRetries: 2 }), prompts('A fox'));

		expect(bench.calls()).toBe(calls);
		expect(ran.images).toMatchObject([{ status: 'failed', costUsd: calls > 1 ? 0 : null }]);
	});

	it('is not repeated where the server says so', async () => {
		const body = { error: { type: 'server_error', message: 'Down' } };
		always({ kind: 'status', status: 500, body, headers: { 'x-should-retry': 'false' } });

		await bench.run(goingOn({ maxRetries: 2 }), prompts('A fox'));

		expect(bench.calls()).toBe(1);
	});

	it('of a gateway that took no connection costs nothing and is not repeated', async () => {
		always({ kind: 'status', status: 521, body: page });

		const ran = await bench.run(goingOn({ maxRetries: 2 }), prompts('A fox'));

		expect(bench.calls()).toBe(1);
		expect(ran.images).toMatchObject([{ status: 'failed', costUsd: 0 }]);
	});
});

it('a redirect names where it leads', async () => {
	const location = 'https://login.example.com/start?next=%2Fv1';
	always({ kind: 'status', status: 302, headers: { location } });

	const ran = await bench.run(goingOn(), prompts('A fox'));

	expect((ran.images[0] as Told).error.message).toContain(location);
	expect(bench.calls()).toBe(1);
});
