import type { JsonWithImages } from './jsonWithImages';

/**
 * What the client needs of HTTP. n8n's helper is behind it in production (`shared/execution/transport.ts`),
 * so that proxy, TLS, SSRF filter, credential and cancel signal of n8n apply to every byte.
 */

export interface ImagesHttpRequest {
	method: 'GET' | 'POST' | 'DELETE';
	/** Below the credential's base URL, e.g. `/images/generations`; may have a query. */
	path: string;
	/** Sent as JSON. Not together with `form`. */
	json?: Record<string, unknown> | JsonWithImages;
	/** Sent as multipart/form-data. */
	form?: FormData;
	/** Milliseconds without an answer after which the request is given up. */
	timeoutMs: number;
}

export interface ImagesHttpResponse {
	status: number;
	/** Names in lower case. */
	headers: Readonly<Record<string, string>>;
	/** The body as it arrives. Iterating once consumes it; leaving the loop early closes the connection. */
	body: AsyncIterable<Uint8Array>;
	/** Closes the connection at once, also while a read of `body` waits for bytes that never come. */
	close?(): void;
}

export interface Transport {
	/**
	 * Sends one request with the credential. Resolves for every HTTP status.
	 * @throws {TransportError} when no HTTP answer came.
	 */
	send(request: ImagesHttpRequest): Promise<ImagesHttpResponse>;
	/**
	 * The whole address of `url`, which may be relative to the credential's base URL. `own`: it has the origin of
	 * the base URL (scheme, host and port), so that the credential may go there.
	 */
	resolve(url: string): { href: string; own: boolean };
	/**
	 * Downloads `url`. Redirects are followed, always without the credential.
	 * @param url absolute, or relative to the credential's base URL.
	 * @param withCredential whether the first request carries it; never where the address is not `own`.
	 * @throws {TransportError} when no HTTP answer came.
	 */
	download(url: string, timeoutMs: number, withCredential?: boolean): Promise<ImagesHttpResponse>;
}

/**
 * Why no HTTP answer came:
 * `unreachable` the request was never sent (name not found, connection refused, TLS): safe to repeat;
 * `lost` the connection broke after the request may have been sent: may have been billed, never repeated;
 * `timeout` no answer in time: may have been billed, never repeated;
 * `cancelled` the execution was stopped;
 * `blocked` n8n refused the address (SSRF filter, allowed domains).
 */
export type TransportFault = 'unreachable' | 'lost' | 'timeout' | 'cancelled' | 'blocked';

/** Thrown where a request got no HTTP answer. */
export class TransportError extends Error {
	override readonly name = 'TransportError';

	constructor(
		readonly fault: TransportFault,
		message: string,
		/** The system's code where it gave one, e.g. ECONNREFUSED. */
		readonly code?: string,
	) {
		super(message);
	}
}
