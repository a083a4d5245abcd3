import { requestImages } from '../../../../nodes/shared/openai/images';
import { nodeTransport } from '../../../support/nodeTransport';

import {
	waits,
	KEY,
	PICTURE,
	ONE,
	GENERATE,
	server,
	deps,
	reply,
	endless,
	DOWN,
	limited,
} from './apiClient';

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
	])('a request is never repeated after %s', async (_case, status, body, reason) => {
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
