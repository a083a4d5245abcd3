import type { ServerResponse } from 'node:http';
import { requestImages } from '../../../../nodes/shared/openai/images';
import { nodeTransport } from '../../../support/nodeTransport';

import { PICTURE, ONE, GENERATE, server, deps, reply, limited } from './apiClient';
import { until } from '../../../support/until';
import { ownTime } from '../../../support/ownTime';

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
		await until(() => server.aborted === 1);
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
			const took = ownTime();
			await expect(answer).rejects.toMatchObject({ reason: 'cancelled' });
			expect(took()).toBeLessThan(1000);
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

	it('a stop before the request sends nothing', async () => {
		await expect(
			requestImages(deps({ signal: AbortSignal.abort() }), GENERATE),
		).rejects.toMatchObject({ reason: 'cancelled' });
		expect(server.requests).toHaveLength(0);
	});
});
