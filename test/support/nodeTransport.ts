import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { TransportError } from '../../nodes/shared/openai/transport';
import type {
	ImagesHttpRequest,
	ImagesHttpResponse,
	Transport,
} from '../../nodes/shared/openai/transport';

/** The client's transport over plain node:http, for servers on this machine. */
export function nodeTransport(baseUrl: string, signal?: AbortSignal): Transport {
	const base = baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`;
	return {
		send: ({ path, ...rest }) => send(new URL(path.slice(1), base), rest, signal),
		resolve: (url) => ({
			href: new URL(url, base).href,
			own: new URL(url, base).origin === new URL(base).origin,
		}),
		download: (url, timeoutMs) => send(new URL(url, base), { method: 'GET', timeoutMs }, signal),
	};
}

async function send(
	url: URL,
	{ method, json, form, timeoutMs }: Omit<ImagesHttpRequest, 'path'>,
	signal?: AbortSignal,
): Promise<ImagesHttpResponse> {
	const multipart = form && new Response(form);
	const body = multipart
		? Buffer.from(await multipart.arrayBuffer())
		: json instanceof Blob
			? Buffer.from(await new Response(json.stream()).arrayBuffer())
			: json && JSON.stringify(json);
	const contentType = multipart?.headers.get('content-type') ?? (json && 'application/json');
	return await new Promise((resolve, reject) => {
		const outgoing = request(url, {
			method,
			signal,
			agent: false,
			headers: contentType ? { 'content-type': contentType } : {},
		});
		let connected = false;
		const timer = setTimeout(
			() => outgoing.destroy(new TransportError('timeout', 'no answer')),
			timeoutMs,
		);
		outgoing.on('socket', (socket) => socket.on('connect', () => (connected = true)));
		outgoing.on('error', (error: NodeJS.ErrnoException) => {
			clearTimeout(timer);
			const fault = signal?.aborted ? 'cancelled' : connected ? 'lost' : 'unreachable';
			reject(
				error instanceof TransportError
					? error
					: new TransportError(fault, error.message, error.code),
			);
		});
		outgoing.on('response', (response: IncomingMessage) => {
			clearTimeout(timer);
			resolve({
				status: response.statusCode ?? 0,
				headers: Object.fromEntries(
					Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
				),
				body: response,
				close: () => response.destroy(),
			});
		});
		outgoing.end(body);
	});
}
