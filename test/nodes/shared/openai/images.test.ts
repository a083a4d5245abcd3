import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { Clock } from '../../../../nodes/shared/openai/clock';
import { requestImages } from '../../../../nodes/shared/openai/images';
import type { ImagesRequest } from '../../../../nodes/shared/openai/images';
import type { RequestDeps } from '../../../../nodes/shared/openai/withRetries';
import { listModels } from '../../../../nodes/shared/openai/models';
import { createRedactor } from '../../../../nodes/shared/openai/redact';
import { startLocalServer } from '../../../support/localServer';
import type { LocalServer } from '../../../support/localServer';
import { nodeTransport } from '../../../support/nodeTransport';

/** Each second of waiting takes ten milliseconds. */
const SPEED = 100;
const waits: number[] = [];
const fastClock: Clock = {
	now: () => Date.now(),
	sleep: (ms, signal) =>
		new Promise((resolve) => {
			if (ms !== TIMEOUT_MS) waits.push(ms);
			const timer = setTimeout(resolve, ms / SPEED);
			signal?.addEventListener('abort', () => {
				clearTimeout(timer);
				resolve();
			});
		}),
};
const TIMEOUT_MS = 60_000;
const KEY = 'secret-key-1';
const PICTURE = Buffer.from('not a picture, but bytes');
const ONE = { data: [{ b64_json: PICTURE.toString('base64') }], size: '1024x1024' };
const GENERATE: ImagesRequest = { path: '/images/generations', json: { n: 1 }, expectedImages: 1 };

let server: LocalServer;
beforeAll(async () => (server = await startLocalServer()));
afterAll(() => server.stop());
beforeEach(() => {
	server.requests.length = 0;
	server.aborted = 0;
	waits.length = 0;
});

function deps(changes: Partial<RequestDeps> = {}): RequestDeps {
	return {
		transport: nodeTransport(server.url, changes.signal),
		clock: fastClock,
		redact: createRedactor([KEY]),
		maxRetries: 4,
		timeoutMs: TIMEOUT_MS,
		random: () => 1,
		...changes,
	};
}

function reply(response: ServerResponse, status: number, body: unknown, headers = {}): void {
	response.writeHead(status, {
		'content-type': 'application/json',
		'x-request-id': 'req_1',
		...headers,
	});
	response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

const endless = (text: string) =>
	Readable.from(
		(function* () {
			for (;;) yield text.repeat(16_384);
		})(),
	);

/** As the API itself says it. */
const DOWN = { error: { type: 'server_error', message: 'oops' } };

const limited = { error: { code: 'rate_limit_exceeded', message: 'Please try again in 2s.' } };

describe('a request', () => {
	it('sends JSON and gives the images', async () => {
		server.answer = (_request, response) => reply(response, 200, ONE);
		expect(await requestImages(deps(), GENERATE)).toEqual({
			images: [{ bytes: PICTURE }],
			usage: null,
			background: undefined,
			quality: undefined,
			size: '1024x1024',
			requestId: 'req_1',
			requestIds: { 'x-request-id': 'req_1' },
			attempts: 1,
			durationMs: expect.any(Number),
		});
		expect(server.requests).toEqual([
			{ method: 'POST', path: '/v1/images/generations', body: Buffer.from('{"n":1}') },
		]);
	});

	it('makes the form anew for each attempt', async () => {
		server.answer = (_request, response, count) =>
			count < 3 ? reply(response, 500, DOWN) : reply(response, 200, ONE);
		let made = 0;
		const form = () => {
			const data = new FormData();
			data.append('image[]', new File([PICTURE], 'a.png', { type: 'image/png' }));
			made++;
			return data;
		};
		await requestImages(deps(), { path: '/images/edits', form, expectedImages: 1 });
		expect(made).toBe(3);
		for (const { body } of server.requests) expect(body.includes(PICTURE)).toBe(true);
	});

	it('measures the attempt that succeeded', async () => {
		server.answer = (_request, response, count) =>
			setTimeout(
				() => reply(response, count === 1 ? 500 : 200, count === 1 ? DOWN : ONE),
				count === 1 ? 300 : 50,
			);
		const answer = await requestImages(deps(), GENERATE);
		expect(answer.attempts).toBe(2);
		expect(answer.durationMs).toBeGreaterThanOrEqual(45);
		expect(answer.durationMs).toBeLessThan(280);
	});
});

describe('repetitions', () => {
	it('waits out rate limits as told, more often than maxRetries', async () => {
		server.answer = (_request, response, count) =>
			count <= 6
				? reply(response, 429, limited, count === 1 ? { 'retry-after': '3' } : {})
				: reply(response, 200, ONE);
		expect((await requestImages(deps({ maxRetries: 1 }), GENERATE)).attempts).toBe(7);
		expect(waits).toEqual([3000, 2000, 2000, 2000, 2000, 2000]);
	});

	it('tells the run of rate limits, and of nothing else', async () => {
		server.answer = (_request, response, count) =>
			reply(response, count === 1 ? 429 : count === 2 ? 503 : 200, count < 3 ? limited : ONE);
		const told: unknown[] = [];
		const slot = {
			mostRateLimitWaitMs: Infinity,
			waitToRetry: async (...args: unknown[]) => told.push(args) > 0,
		};
		await requestImages(deps({ slot }), GENERATE);
		expect(told).toEqual([
			[2000, true],
			[2000, true],
		]);
	});

	it('repeats 5xx up to maxRetries', async () => {
		server.answer = (_request, response) => reply(response, 500, DOWN);
		await expect(requestImages(deps({ maxRetries: 2 }), GENERATE)).rejects.toMatchObject({
			reason: 'server',
			attempts: 3,
			requestId: 'req_1',
		});
		expect(server.requests).toHaveLength(3);
		expect(waits).toEqual([1000, 2000]);
	});

	it.each([
		['a refusal', 400, { error: { code: 'moderation_blocked' } }, 'refused'],
		['a bad size', 400, { error: { code: 'invalid_value', param: 'size' } }, 'invalid'],
		['a spent quota', 429, { error: { code: 'insufficient_quota' } }, 'quota'],
		[
			'a bad key',
			401,
			{ error: { message: `Incorrect API key provided: ${KEY}` } },
			'authentication',
		],
		['a gateway that gave up', 504, '', 'timeout'],
		['a gateway that lost its server', 502, '<html>Bad Gateway</html>', 'server'],
		['an empty answer', 200, '', 'bad_answer'],
		['an answer without an image', 200, { data: [] }, 'bad_answer'],
		['invalid JSON', 200, '{"data":}', 'bad_answer'],
	])('never repeats %s', async (_case, status, body, reason) => {
		server.answer = (_request, response) => reply(response, status, body);
		const error: unknown = await requestImages(deps(), GENERATE).catch((thrown: unknown) => thrown);
		expect(error).toMatchObject({ reason, attempts: 1 });
		expect((error as Error).message).not.toContain(KEY);
		expect(server.requests).toHaveLength(1);
	});

	it('repeats nothing with maxRetries 0', async () => {
		server.answer = (_request, response) => reply(response, 429, limited);
		await expect(requestImages(deps({ maxRetries: 0 }), GENERATE)).rejects.toMatchObject({
			reason: 'rate_limited',
			retryAfterMs: 2000,
		});
		expect(server.requests).toHaveLength(1);
	});

	it('repeats where the server could not be reached', async () => {
		const transport = nodeTransport('http://127.0.0.1:1/v1');
		await expect(requestImages(deps({ transport, maxRetries: 2 }), GENERATE)).rejects.toMatchObject(
			{
				reason: 'connection',
				code: 'ECONNREFUSED',
				attempts: 3,
				maybeBilled: false,
			},
		);
	});

	it('does not repeat a request whose connection broke', async () => {
		server.answer = (request) => request.socket.destroy();
		await expect(requestImages(deps(), GENERATE)).rejects.toMatchObject({
			reason: 'connection',
			maybeBilled: true,
			howToFix: expect.stringContaining('charged'),
		});
		expect(server.requests).toHaveLength(1);
	});
});

describe('answers that are none', () => {
	it('names the content type of a web page and what to check', async () => {
		server.answer = (_request, response) =>
			reply(response, 200, `<html>Log in, ${KEY}</html>`, { 'content-type': 'text/html' });
		await expect(requestImages(deps(), GENERATE)).rejects.toMatchObject({
			reason: 'bad_answer',
			message:
				'The server answered with something other than JSON (content type: text/html; it begins with: <html>Log in, [redacted]</html>)',
			howToFix: expect.stringContaining('Base URL'),
		});
	});

	it('stops reading an endless web page', async () => {
		server.answer = (_request, response) => void endless('<br>').pipe(response);
		await expect(requestImages(deps(), GENERATE)).rejects.toMatchObject({ reason: 'bad_answer' });
	});

	it('stops reading an endless message of a server that broke', async () => {
		server.answer = (_request, response) => {
			response.writeHead(500);
			endless('x').pipe(response);
		};
		await expect(requestImages(deps({ maxRetries: 0 }), GENERATE)).rejects.toMatchObject({
			reason: 'server',
		});
	});
});

describe('an answer that breaks off', () => {
	const two = JSON.stringify({ data: [ONE.data[0], ONE.data[0]], usage: { output_tokens: 1 } });
	const beginning = (text: string, response: ServerResponse) => {
		response.writeHead(200, { 'content-length': two.length, 'x-request-id': 'req_1' });
		response.write(text);
	};
	const request = { ...GENERATE, expectedImages: 2 };

	it('keeps the image that had arrived and marks the other', async () => {
		server.answer = (_request, response) => {
			beginning(two.slice(0, 60), response);
			setTimeout(() => response.destroy(), 20);
		};
		expect(await requestImages(deps(), request)).toMatchObject({
			images: [
				{ bytes: PICTURE },
				{ unreadable: 'the connection was lost before this image had arrived' },
			],
			usage: null,
			requestId: 'req_1',
		});
		expect(server.requests).toHaveLength(1);
	});

	it('is not repeated where nothing had arrived', async () => {
		server.answer = (_request, response) => {
			beginning(two.slice(0, 30), response);
			setTimeout(() => response.destroy(), 20);
		};
		await expect(requestImages(deps(), request)).rejects.toMatchObject({
			reason: 'connection',
			maybeBilled: true,
		});
		expect(server.requests).toHaveLength(1);
	});

	it.each([
		[60, 'resolves'],
		[30, 'rejects'],
	])('as JSON that ends after %s characters %s', async (length, outcome) => {
		server.answer = (_request, response) => reply(response, 200, two.slice(0, length));
		const answer = requestImages(deps(), request);
		if (outcome === 'resolves') {
			expect((await answer).images[0]).toEqual({ bytes: PICTURE });
		} else {
			await expect(answer).rejects.toMatchObject({
				reason: 'bad_answer',
				message: expect.stringContaining('ended before it was complete'),
			});
		}
		expect(server.requests).toHaveLength(1);
	});

	it('is given up when the time is up, with the connection closed', async () => {
		server.answer = (_request, response) => beginning(two.slice(0, 30), response);
		await expect(requestImages(deps({ timeoutMs: 20_000 }), request)).rejects.toMatchObject({
			reason: 'timeout',
			maybeBilled: true,
			howToFix: expect.stringContaining('charged'),
		});
		await new Promise((resolve) => setTimeout(resolve, 50));
		expect(server.aborted).toBe(1);
	});

	it('is given up when it drips longer than the time', async () => {
		server.answer = (_request, response) => {
			beginning(two.slice(0, 20), response);
			const timer = setInterval(() => response.write(' '), 20);
			response.on('close', () => clearInterval(timer));
		};
		await expect(requestImages(deps({ timeoutMs: 20_000 }), request)).rejects.toMatchObject({
			reason: 'timeout',
		});
	});
});

describe('a stop', () => {
	it.each([
		['before the answer', () => undefined],
		[
			'during the answer',
			(response: ServerResponse) => void response.write('{"data":[{"b64_json":"AAAA"},'),
		],
	])(
		'%s ends the request within a second, even where the transport ignores it',
		async (_case, begin) => {
			const stop = new AbortController();
			server.answer = (_request, response) => {
				begin(response);
				setTimeout(() => stop.abort(), 30);
			};
			const answer = requestImages(
				deps({ signal: stop.signal, transport: nodeTransport(server.url) }),
				GENERATE,
			);
			const startedAt = Date.now();
			await expect(answer).rejects.toMatchObject({ reason: 'cancelled' });
			expect(Date.now() - startedAt).toBeLessThan(1000);
		},
	);

	it('that the transport reports as a broken connection is still a stop', async () => {
		const stop = new AbortController();
		server.answer = (request) => {
			stop.abort();
			request.socket.destroy();
		};
		await expect(requestImages(deps({ signal: stop.signal }), GENERATE)).rejects.toMatchObject({
			reason: 'cancelled',
		});
	});

	it('ends the wait for a repetition', async () => {
		const stop = new AbortController();
		server.answer = (_request, response) => {
			reply(response, 429, limited, { 'retry-after': '500' });
			setTimeout(() => stop.abort(), 30);
		};
		await expect(requestImages(deps({ signal: stop.signal }), GENERATE)).rejects.toMatchObject({
			reason: 'cancelled',
		});
		expect(server.requests).toHaveLength(1);
	});

	it('beforehand sends nothing', async () => {
		await expect(
			requestImages(deps({ signal: AbortSignal.abort() }), GENERATE),
		).rejects.toMatchObject({ reason: 'cancelled' });
		expect(server.requests).toHaveLength(0);
	});
});

describe('images given by address', () => {
	const files = (status: (count: number) => number) => {
		let downloads = 0;
		server.answer = (request, response) => {
			if (request.method === 'POST') {
				reply(response, 200, { data: [{ url: '/files/a.png' }, { url: `${server.url}/b.png` }] });
				return;
			}
			const isFirst = request.url === '/files/a.png';
			response.writeHead(isFirst ? status(++downloads) : 200);
			response.end(PICTURE);
		};
	};

	it('are downloaded, also from relative addresses', async () => {
		files(() => 200);
		const { images } = await requestImages(deps(), GENERATE);
		expect(images).toEqual([
			{ url: new URL('/files/a.png', server.url).href, bytes: PICTURE },
			{ url: `${server.url}/b.png`, bytes: PICTURE },
		]);
	});

	it.each([502, 503, 504])(
		'are tried again after %i, without asking for new ones',
		async (status) => {
			files((count) => (count < 3 ? status : 200));
			const { images } = await requestImages(deps(), GENERATE);
			expect(images[0]!.bytes).toEqual(PICTURE);
			expect(server.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
		},
	);

	it('are marked where they cannot be had', async () => {
		files(() => 404);
		const { images } = await requestImages(deps(), GENERATE);
		expect(images[0]).toEqual({
			url: new URL('/files/a.png', server.url).href,
			unreadable: 'its address answered HTTP 404 for 60 seconds',
		});
		expect(images[1]!.bytes).toEqual(PICTURE);
	});
});

describe('the list of models', () => {
	it('reads what it can', async () => {
		server.answer = (_request, response) =>
			reply(response, 200, {
				object: 'list',
				data: [
					{ id: 'gpt-image-2', created: 1, shutdown_date: null },
					{ id: 'gpt-image-1', created: 'x', shutdown_date: '2026-10-23' },
					{ id: 5 },
					'x',
					{ id: `named ${KEY}` },
				],
			});
		expect(await listModels(deps())).toEqual([
			{ id: 'gpt-image-2', created: 1, shutdownDate: null },
			{ id: 'gpt-image-1', created: null, shutdownDate: '2026-10-23' },
			{ id: `named ${KEY}`, created: null, shutdownDate: undefined },
		]);
		expect(server.requests[0]).toMatchObject({ method: 'GET', path: '/v1/models' });
	});

	it('is asked for again where a gateway lost it', async () => {
		server.answer = (_request, response, count) =>
			reply(response, count < 3 ? 502 : 200, count < 3 ? '<html></html>' : { data: [] });
		expect(await listModels(deps())).toEqual([]);
		expect(server.requests).toHaveLength(3);
	});

	it.each([
		[200, '<html></html>', 'bad_answer'],
		[200, '{}', 'bad_answer'],
		[401, '', 'authentication'],
	])('says why there is none: %s %s', async (status, body, reason) => {
		server.answer = (_request, response) => reply(response, status, body);
		await expect(listModels(deps({ maxRetries: 0 }))).rejects.toMatchObject({ reason });
	});
});
