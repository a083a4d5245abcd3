import { BadAnswer } from './errors/badAnswer';
import type { ApiDeps, BodyReader } from './exchange';
import { cancelledError, fromBadAnswer, toApiError } from './errors/toApiError';
import type { ImagesHttpResponse } from './transport';

const LONGEST_ERROR_BODY = 64 * 1024;

export function isSuccess({ status }: ImagesHttpResponse): boolean {
	return status >= 200 && status < 300;
}

/** Keeps the body's first bytes. */
class FirstBytes {
	private readonly chunks: Buffer[] = [];
	private length = 0;

	constructor(private readonly maxBytes: number) {}

	/** @returns whether all of it was kept. */
	write(chunk: Uint8Array): boolean {
		this.chunks.push(Buffer.from(chunk.subarray(0, this.maxBytes - this.length)));
		this.length += chunk.length;
		return this.length <= this.maxBytes;
	}

	bytes(): Buffer {
		return Buffer.concat(this.chunks);
	}
}

/**
 * For a status that is not a success: `end` throws the ApiError of what the server says.
 * @param free of a GET, which costs nothing.
 */
export function errorReader(
	deps: ApiDeps,
	response: ImagesHttpResponse,
	{ free = false } = {},
): BodyReader<never> {
	const body = new FirstBytes(LONGEST_ERROR_BODY);
	return {
		write: (chunk) => body.write(chunk),
		end() {
			if (deps.signal?.aborted) throw cancelledError();
			throw toApiError(response.status, response.headers, body.bytes().toString('utf8'), {
				redact: deps.redact.text,
				nowMs: deps.clock.now(),
				free,
			});
		},
	};
}

/**
 * The whole body.
 * @param maxBytes more than this makes `end` throw BadAnswer.
 */
export function bytesReader(maxBytes: number): BodyReader<Buffer> {
	const body = new FirstBytes(maxBytes);
	return {
		write(chunk) {
			if (!body.write(chunk)) throw new BadAnswer('too_large', '');
		},
		end(brokeOff) {
			if (brokeOff) throw brokeOff;
			return body.bytes();
		},
	};
}

/**
 * The whole body of a successful answer, read as text.
 * @param maxBytes more than this is an answer that cannot be read.
 * @param parse may throw BadAnswer; `end` then throws the ApiError of it.
 */
export function wholeBody<T>(
	deps: ApiDeps,
	response: ImagesHttpResponse,
	maxBytes: number,
	parse: (text: string) => T,
): BodyReader<T> {
	const reader = bytesReader(maxBytes);
	return {
		write: (chunk) => reader.write(chunk),
		end(brokeOff) {
			try {
				return parse(reader.end(brokeOff).toString('utf8'));
			} catch (error) {
				throw error instanceof BadAnswer ? fromBadAnswer(error, response, deps.redact.text) : error;
			}
		},
	};
}
