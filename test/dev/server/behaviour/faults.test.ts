import { type Fault, type ImageServer, startImageServer } from '../../../../dev/server/server';
import { bearer, fileOf, generate } from '../requests';
import { until } from '../../../support/until';

let server: ImageServer;
beforeAll(async () => {
	server = await startImageServer();
});
beforeEach(() => server.reset());
afterAll(() => server.close());

const PLAIN = { size: '1024x1024' };

async function raw(signal?: AbortSignal): Promise<Response> {
	return await fetch(`${server.url}/images/generations`, {
		method: 'POST',
		headers: { ...bearer(server), 'content-type': 'application/json' },
		body: JSON.stringify({ model: 'gpt-image-2', prompt: 'A fox', n: 2, ...PLAIN }),
		signal,
	});
}

function strike(fault: Fault, times?: number): void {
	server.configure({ faults: [{ fault, times }] });
}

describe('faults that take the place of the answer', () => {
	it.each<[Fault, number, Record<string, unknown>]>([
		[{ kind: 'status', status: 503 }, 503, { type: 'server_error', code: 'server_error' }],
		[
			{ kind: 'refusal' },
			400,
			{
				code: 'moderation_blocked',
				moderation_details: { categories: ['sexual'], moderation_stage: 'output' },
			},
		],
		[{ kind: 'quota' }, 429, { code: 'insufficient_quota' }],
		[
			{ kind: 'quota', code: 'credit_balance_exhausted' },
			429,
			{ code: 'credit_balance_exhausted' },
		],
		[{ kind: 'billing' }, 400, { code: 'billing_hard_limit_reached' }],
		[
			{ kind: 'notVerified' },
			403,
			{ code: null, message: expect.stringContaining('must be verified') },
		],
		[
			{ kind: 'noAccess' },
			403,
			{ message: expect.stringContaining('does not have access to model') },
		],
		[
			{ kind: 'rateLimit', retryAfterMs: 12_000 },
			429,
			{ code: 'rate_limit_exceeded', message: expect.stringContaining('Please try again in 12s.') },
		],
	])('the fault $kind takes the place of the answer', async (fault, status, error) => {
		strike(fault);
		const answered = await generate(server, PLAIN);
		expect(answered.status).toBe(status);
		expect(answered.body.error).toMatchObject(error);
	});

	it('echoKey repeats the whole key', async () => {
		strike({ kind: 'echoKey' });
		const { status, body } = await generate(server, PLAIN);
		expect([status, body.error.message.includes(server.apiKey)]).toEqual([401, true]);
	});

	it('detailBody and html are not in the shape of OpenAI', async () => {
		strike({ kind: 'detailBody' });
		expect(await generate(server, PLAIN)).toMatchObject({
			status: 422,
			body: { detail: expect.any(Array) },
		});
		strike({ kind: 'html', status: 502 });
		const page = await raw();
		expect([page.status, page.headers.get('content-type')]).toEqual([
			502,
			'text/html; charset=utf-8',
		]);
	});

	it('status takes a body and headers of one’s own', async () => {
		strike({ kind: 'status', status: 500, body: { odd: true }, headers: { 'retry-after': '7' } });
		const response = await raw();
		expect(response.headers.get('retry-after')).toBe('7');
		expect(await response.json()).toEqual({ odd: true });
	});
});

describe('faults that damage the answer', () => {
	it('emptyData, noUsage, bareAnswer and wrongTypes stay valid JSON', async () => {
		strike({ kind: 'emptyData' });
		expect((await generate(server, PLAIN)).body.data).toEqual([]);
		strike({ kind: 'fewerImages', count: 2 });
		expect((await generate(server, { ...PLAIN, n: 3 })).body.data).toHaveLength(2);
		strike({ kind: 'noUsage' });
		expect((await generate(server, PLAIN)).body).not.toHaveProperty('usage');
		strike({ kind: 'bareAnswer' });
		expect(Object.keys((await generate(server, PLAIN)).body)).toEqual(['created', 'data']);
		strike({ kind: 'wrongTypes' });
		expect((await generate(server, PLAIN)).body.size).toEqual({ width: 1024 });
	});

	it('truncatedJson is complete HTTP with half the JSON', async () => {
		strike({ kind: 'truncatedJson' });
		const text = await (await raw()).text();
		expect(text.length).toBeGreaterThan(1000);
		expect(() => JSON.parse(text)).toThrow(SyntaxError);
	});

	it('hits only the images it names', async () => {
		const sound = await generate(server, { ...PLAIN, n: 2 });
		strike({ kind: 'notAnImage', images: [0] });
		const text = await generate(server, { ...PLAIN, n: 2 });
		expect(fileOf(text, 0).toString()).toContain('plain text');
		expect(fileOf(text, 1).equals(fileOf(sound, 1))).toBe(true);
		strike({ kind: 'invalidBase64', images: [1] });
		const broken = await generate(server, { ...PLAIN, n: 2 });
		expect(broken.body.data.map(({ b64_json }) => b64_json.includes('%'))).toEqual([false, true]);
		strike({ kind: 'truncatedImage' });
		const half = await generate(server, { ...PLAIN, n: 2 });
		expect(fileOf(half).length).toBe(Math.floor(fileOf(sound).length / 2));
	});

	it('chunked, escapedSlashes and slowDrip bring the same image', async () => {
		const sound = fileOf(await generate(server, PLAIN));
		for (const fault of [
			{ kind: 'chunked' },
			{ kind: 'escapedSlashes' },
			{ kind: 'slowDrip', chunkBytes: 50_000, everyMs: 1 },
		] as const) {
			strike(fault);
			const answered = await generate(server, PLAIN);
			expect(fileOf(answered).equals(sound)).toBe(true);
			expect(answered.headers.has('content-length')).toBe(fault.kind === 'slowDrip');
		}
	});

	it('urlAnswer and relativeUrlAnswer serve the image without a key', async () => {
		const sound = fileOf(await generate(server, PLAIN));
		for (const kind of ['urlAnswer', 'relativeUrlAnswer'] as const) {
			strike({ kind });
			const { url = '' } = (await generate(server, PLAIN)).body.data[0] ?? {};
			expect(url).toMatch(kind === 'urlAnswer' ? /^http:\/\/127/ : /^\/files\//);
			const response = await fetch(new URL(url, server.url));
			expect(response.headers.get('content-type')).toBe('image/png');
			expect(Buffer.from(await response.arrayBuffer()).equals(sound)).toBe(true);
		}
	});
});

describe('faults of the connection', () => {
	it('dropBeforeAnswer and dropDuringAnswer break it, and are no abort of the client', async () => {
		strike({ kind: 'dropBeforeAnswer' });
		await expect(raw()).rejects.toThrow('fetch failed');
		strike({ kind: 'dropDuringAnswer' });
		await expect(raw().then((response) => response.text())).rejects.toThrow('terminated');
		expect(server.log.map(({ fault, aborted }) => [fault, aborted])).toEqual([
			['dropBeforeAnswer', false],
			['dropDuringAnswer', false],
		]);
	});

	it('hang lasts until the client goes, which the log tells', async () => {
		strike({ kind: 'hang' });
		await expect(raw(AbortSignal.timeout(150))).rejects.toThrow();
		await until(() => server.inFlight === 0);
		expect(server.log[0]).toMatchObject({ aborted: true, status: null, fault: 'hang' });
		expect(server.log[0]?.endedAt).not.toBeNull();
	});

	it('a client that leaves during the latency is logged as gone', async () => {
		server.configure({ latencyMs: 5000 });
		await expect(raw(AbortSignal.timeout(100))).rejects.toThrow();
		await until(() => server.inFlight === 0);
		expect(server.log[0]).toMatchObject({ aborted: true, status: null });
	});
});

describe('rules', () => {
	it('strike as often as they say, on the requests they match, the first that fits', async () => {
		server.configure({
			faults: [
				{ match: ({ fields }) => fields.prompt === 'Two', times: 1, fault: { kind: 'quota' } },
				{ times: 2, fault: { kind: 'status', status: 500 } },
			],
		});
		const statuses: number[] = [];
		for (const prompt of ['One', 'Two', 'Two', 'Two']) {
			statuses.push((await generate(server, { ...PLAIN, prompt })).status);
		}
		expect(statuses).toEqual([500, 429, 500, 200]);
	});
});

describe('limits and latency', () => {
	it.each([
		['text', /Please try again in \d+ms\./, null, null],
		['retry-after', /\d\. Visit/, /^1$/, null],
		['retry-after-ms', /\d\. Visit/, null, /^\d+$/],
		['none', /\d\. Visit/, null, null],
	] as const)('say when to come back by %s', async (retryAdvice, text, seconds, ms) => {
		// Drawn before, so that the two calls follow each other within milliseconds.
		await generate(server, { ...PLAIN, n: 2 });
		server.configure({ imagesPerMinute: 2, minuteMs: 1000, retryAdvice });
		const answers = [await generate(server, { ...PLAIN, n: 2 }), await generate(server, PLAIN)];
		expect(answers.map(({ status }) => status)).toEqual([200, 429]);
		const { body, headers } = answers[1] ?? answers[0]!;
		expect(body.error).toMatchObject({
			code: 'rate_limit_exceeded',
			message: expect.stringMatching(text),
		});
		expect(headers.get('retry-after')).toEqual(seconds ? expect.stringMatching(seconds) : null);
		expect(headers.get('retry-after-ms')).toEqual(ms ? expect.stringMatching(ms) : null);
		await new Promise((resolve) => setTimeout(resolve, 510));
		expect((await generate(server, PLAIN)).status).toBe(200);
	});

	it('say 12s at five a minute, as OpenAI does', async () => {
		await generate(server, { ...PLAIN, n: 5 });
		server.configure({ imagesPerMinute: 5 });
		await generate(server, { ...PLAIN, n: 5 });
		const { body } = await generate(server, PLAIN);
		expect(body.error.message).toMatch(/Please try again in (12|11\.\d+)s\./);
		expect(body.error.message).toContain('input-images per min');
	});

	it.each([
		['a number', 300],
		['a table by model', { 'gpt-image-2': 300, default: 0 }],
		['a function', () => 300],
	])('make an answer take as long as %s says, several at once', async (_name, latencyMs) => {
		await generate(server, PLAIN);
		server.reset();
		server.configure({ latencyMs });
		const start = performance.now();
		await Promise.all([1, 2, 3].map(() => generate(server, PLAIN)));
		expect(performance.now() - start).toBeGreaterThanOrEqual(298);
		expect([server.inFlight, server.maxInFlight]).toEqual([0, 3]);
	});
});
