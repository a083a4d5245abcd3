import type { Clock } from '../../nodes/shared/openai/clock';
import type { RequestDeps } from '../../nodes/shared/openai/withRetries';
import { createRedactor } from '../../nodes/shared/openai/redact';
import type { ImagesHttpResponse, Transport } from '../../nodes/shared/openai/transport';

/** What a made-up server sends. */
export interface HostileAnswer {
	status?: number;
	headers?: Record<string, string>;
	body: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

export const KEY = 'sk-live-0123456789abcdef';

/** Sleeps take no time, but the time-out of an attempt never comes. */
const hurriedClock: Clock = {
	now: () => 1_800_000_000_000,
	sleep: (ms, signal) =>
		new Promise((resolve) => {
			if (ms !== TIMEOUT_MS) resolve();
			signal?.addEventListener('abort', () => resolve());
		}),
};
const TIMEOUT_MS = 77_777;

/** What of an answer was read, and whether its connection was closed. */
export interface Watched {
	bytesRead: number;
	requests: number;
	downloads: number;
	closed: number;
}

/** The client's transport to a server that answers every request with `answer()`. No socket, so that it is fast. */
export function hostileTransport(
	answer: () => HostileAnswer,
	download: () => HostileAnswer = answer,
): { transport: Transport; watched: Watched } {
	const watched: Watched = { bytesRead: 0, requests: 0, downloads: 0, closed: 0 };
	const respond = ({ status = 200, headers = {}, body }: HostileAnswer): ImagesHttpResponse => ({
		status,
		headers,
		body: (async function* () {
			for await (const chunk of body) {
				watched.bytesRead += chunk.length;
				yield chunk;
			}
		})(),
		close: () => void watched.closed++,
	});
	return {
		watched,
		transport: {
			send: async () => {
				watched.requests++;
				return respond(answer());
			},
			resolve: (url) => ({ href: url, own: false }),
			download: async () => {
				watched.downloads++;
				return respond(download());
			},
		},
	};
}

/** Dependencies of the client for that transport; waits take no time. */
export function hurried(transport: Transport, changes: Partial<RequestDeps> = {}): RequestDeps {
	return {
		transport,
		clock: hurriedClock,
		redact: createRedactor([KEY]),
		maxRetries: 2,
		timeoutMs: TIMEOUT_MS,
		random: () => 0,
		...changes,
	};
}

/** The bytes in chunks of the given lengths, over and over. */
export function* chunked(bytes: Uint8Array, lengths: readonly number[]): Generator<Uint8Array> {
	for (let at = 0, index = 0; at < bytes.length; index++) {
		const length = Math.max(1, lengths[index % Math.max(1, lengths.length)] ?? bytes.length);
		// A copy, as a socket gives it.
		yield Uint8Array.from(bytes.subarray(at, at + length));
		at += length;
	}
}
