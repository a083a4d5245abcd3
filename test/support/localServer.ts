import { createServer } from 'node:http';
import type {
	IncomingHttpHeaders,
	IncomingMessage,
	RequestListener,
	ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LocalServer {
	url: string;
	/** Every request, in order. */
	requests: Array<{ method: string; path: string; body: Buffer }>;
	/** The headers of each. */
	headers: IncomingHttpHeaders[];
	/** Requests whose connection ended before the answer did. */
	aborted: number;
	/** What the server does from now on. */
	answer: (request: IncomingMessage, response: ServerResponse, count: number) => void;
	stop(): Promise<void>;
}

/** A real HTTP server on this machine that answers as each test says. */
export async function startLocalServer(): Promise<LocalServer> {
	const listener: RequestListener = (request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('error', () => undefined);
		response.on('close', () => {
			if (!response.writableFinished) local.aborted++;
		});
		request.on('end', () => {
			const { method = '', url = '' } = request;
			local.requests.push({ method, path: url, body: Buffer.concat(chunks) });
			local.headers.push(request.headers);
			local.answer(request, response, local.requests.length);
		});
	};
	const server = createServer(listener);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const local: LocalServer = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
		requests: [],
		headers: [],
		aborted: 0,
		answer: (_request, response) => response.end(),
		stop: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
	return local;
}
