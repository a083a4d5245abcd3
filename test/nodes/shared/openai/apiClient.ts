import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { Clock } from '../../../../nodes/shared/openai/clock';
import type { ImagesRequest } from '../../../../nodes/shared/openai/images';
import type { RequestDeps } from '../../../../nodes/shared/openai/withRetries';
import { createRedactor } from '../../../../nodes/shared/openai/redact';
import { startLocalServer } from '../../../support/localServer';
import type { LocalServer } from '../../../support/localServer';
import { nodeTransport } from '../../../support/nodeTransport';

/** Each second of waiting takes ten milliseconds. */
export const SPEED = 100;
export const waits: number[] = [];
export const fastClock: Clock = {
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
export const TIMEOUT_MS = 60_000;
export const KEY = 'secret-key-1';
export const PICTURE = Buffer.from('not a picture, but bytes');
export const ONE = { data: [{ b64_json: PICTURE.toString('base64') }], size: '1024x1024' };
export const GENERATE: ImagesRequest = {
	path: '/images/generations',
	json: { n: 1 },
	expectedImages: 1,
};

export let server: LocalServer;
beforeAll(async () => (server = await startLocalServer()));
afterAll(() => server.stop());
beforeEach(() => {
	server.requests.length = 0;
	server.aborted = 0;
	waits.length = 0;
});

export function deps(changes: Partial<RequestDeps> = {}): RequestDeps {
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

export function reply(response: ServerResponse, status: number, body: unknown, headers = {}): void {
	response.writeHead(status, {
		'content-type': 'application/json',
		'x-request-id': 'req_1',
		...headers,
	});
	response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

export const endless = (text: string) =>
	Readable.from(
		(function* () {
			for (;;) yield text.repeat(16_384);
		})(),
	);

/** As the API itself says it. */
export const DOWN = { error: { type: 'server_error', message: 'oops' } };

export const limited = {
	error: { code: 'rate_limit_exceeded', message: 'Please try again in 2s.' },
};
