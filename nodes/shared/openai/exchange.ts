import { answerGoesOn } from '../images/breathe';
import type { AnswerShare } from './answerBytes';
import type { Clock } from './clock';
import { Deadline } from './deadline';
import { readingOrder } from './readingOrder';
import type { Redactor } from './redact';
import { cancelledError } from './errors/toApiError';
import { TransportError } from './transport';
import { isGzip, unzipped } from './unzipped';
import type { ImagesHttpResponse, Transport } from './transport';

/** What every request to the server needs. */
export interface ApiDeps {
	transport: Transport;
	clock: Clock;
	/** The execution's stop. */
	signal?: AbortSignal;
	redact: Redactor;
	/** Milliseconds for one attempt, from sending to the last byte. */
	timeoutMs: number;
	/** Counts the bytes of the answer, which waits where all answers together take too many. */
	share?: AnswerShare;
}

/** Makes something of one answer's body. */
export interface BodyReader<T> {
	/** @returns false when it wants no more. What it throws comes back to `end`. */
	write(chunk: Uint8Array): boolean | void;
	/** When the next bytes may be read; undefined: now. */
	turn?(): Promise<void> | undefined;
	/** @param brokeOff why the body did not arrive whole, else null. */
	end(brokeOff: Error | null): T;
}

/**
 * Sends one request and reads its answer, all within the time-out and the stop signal. The connection is
 * closed whenever the answer is not read to its end.
 * @throws {ApiError} when stopped. @throws {TransportError} when no answer came. And what `end` throws.
 */
export async function exchange<T>(
	deps: ApiDeps,
	send: () => Promise<ImagesHttpResponse>,
	readerFor: (response: ImagesHttpResponse) => BodyReader<T>,
): Promise<T> {
	if (deps.signal?.aborted) throw cancelledError();
	const deadline = new Deadline(deps.clock, deps.timeoutMs, deps.signal);
	const sent = send();
	try {
		const response = await deadline.race(sent);
		const reader = readerFor(response);
		return reader.end(await readBody(response, deadline, reader, deps.share));
	} finally {
		// The answer may still come, but nothing waits for it.
		if (deadline.over) void sent.then((late) => close(late)).catch(() => undefined);
		deadline.dispose();
	}
}

/** @returns why the body did not arrive whole, else null. */
async function readBody(
	response: ImagesHttpResponse,
	deadline: Deadline,
	reader: BodyReader<unknown>,
	share: AnswerShare | undefined,
): Promise<Error | null> {
	let chunks = response.body[Symbol.asyncIterator]();
	let reading: ReturnType<typeof readingOrder.begin> | undefined;
	try {
		for (let isFirst = true; ; isFirst = false) {
			let next = await deadline.race(nextOf(chunks));
			if (isFirst && !next.done && isGzip(next.value)) {
				chunks = unzipped(next.value, chunks);
				next = await deadline.race(nextOf(chunks));
			}
			if (next.done) return null;
			answerGoesOn();
			reading ??= readingOrder.begin();
			share?.arrived(next.value.length);
			if (reader.write(next.value) === false) break;
			for (const turn of [share?.turn(), reading.piece(), reader.turn?.()]) {
				if (turn) await deadline.hold(turn);
			}
		}
		close(response, chunks);
		return null;
	} catch (error) {
		close(response, chunks);
		return error instanceof Error ? error : new TransportError('lost', String(error));
	} finally {
		reading?.end();
	}
}

/** A body that breaks off may have been paid for: `lost`, whatever the stream calls it. */
export async function nextOf(
	chunks: AsyncIterator<Uint8Array>,
): Promise<IteratorResult<Uint8Array>> {
	return await chunks.next().catch((error: Error & { code?: string }) => {
		throw error instanceof TransportError
			? error
			: new TransportError('lost', error.message, error.code);
	});
}

/** Not awaited: a read that hangs would hold it up. */
export function close(
	response: ImagesHttpResponse,
	chunks = response.body[Symbol.asyncIterator](),
): void {
	response.close?.();
	void Promise.resolve(chunks.return?.()).catch(() => undefined);
}
