import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { ApiUsage, UploadedFile } from '../types';

export interface LoggedFile {
	field: string;
	fileName: string;
	mimeType: string;
	/** Size. */
	bytes: number;
	sha256: string;
}

/** One request as the server saw it, in the order of arrival. */
export interface ServerLogEntry {
	requestId: string;
	/** Milliseconds since 1970, with fractions. */
	startedAt: number;
	/** The same; null while unanswered. */
	endedAt: number | null;
	method: string;
	path: string;
	/** Names in lower case; of headers that carry a key only the first characters. */
	headers: Readonly<Record<string, string>>;
	auth: 'bearer' | 'api-key' | 'none';
	contentType: 'json' | 'multipart' | 'none';
	fields: Readonly<Record<string, unknown>>;
	files: readonly LoggedFile[];
	/** Null while unanswered, and where the connection ended without an answer. */
	status: number | null;
	usage: ApiUsage | null;
	/** Of the file or batch that the request made or asked for. */
	answerId: string | null;
	/** The fault that struck. */
	fault: string | null;
	/** The client closed the connection before the answer was complete. */
	aborted: boolean;
}

const SECRET_HEADERS = new Set(['authorization', 'api-key', 'cookie', 'proxy-authorization']);

/** Milliseconds since 1970, with fractions. */
export function now(): number {
	return performance.timeOrigin + performance.now();
}

export function newEntry(
	message: IncomingMessage,
	requestId: string,
	path: string,
): ServerLogEntry {
	const { headers } = message;
	return {
		requestId,
		startedAt: now(),
		endedAt: null,
		method: message.method ?? '',
		path,
		headers: safeHeaders(headers),
		auth: headers.authorization ? 'bearer' : headers['api-key'] ? 'api-key' : 'none',
		contentType: 'none',
		fields: {},
		files: [],
		status: null,
		usage: null,
		answerId: null,
		fault: null,
		aborted: false,
	};
}

export function loggedFile(file: UploadedFile): LoggedFile {
	return {
		field: file.field,
		fileName: file.fileName,
		mimeType: file.mimeType,
		bytes: file.bytes.length,
		sha256: createHash('sha256').update(file.bytes).digest('hex'),
	};
}

function safeHeaders(headers: IncomingMessage['headers']): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => {
			const text = String(value);
			return [name, SECRET_HEADERS.has(name) ? `${text.slice(0, 9)}…` : text];
		}),
	);
}
