import { fromBadAnswer, readAnswer, readBrokenAnswer } from './imagesAnswer';
import type { ImagesAnswer, ReadAnswer } from './imagesAnswer';
import { ApiError } from './apiError';
import { BadAnswer } from './badAnswer';
import { errorReader, isSuccess } from './bodyReaders';
import { downloadImages } from './downloadImages';
import { exchange } from './exchange';
import type { ApiDeps, BodyReader } from './exchange';
import { nextRetry } from './retry';
import type { RunSlot } from './runSlot';
import { StreamDecoder } from './streamDecoder';
import { cancelledError, fromTransportError } from './toApiError';
import { TransportError } from './transport';
import type { ImagesHttpResponse } from './transport';

export interface ImagesRequest {
	/** `/images/generations` or `/images/edits`. */
	path: string;
	/** The body as JSON. Not together with `form`. */
	json?: Record<string, unknown>;
	/** Makes the multipart body, anew for each attempt. */
	form?: () => FormData | Promise<FormData>;
	/** The `n` of the request. */
	expectedImages: number;
}

export interface RequestDeps extends ApiDeps {
	/** The call's place in its run; without it, repetitions wait for their own time only. */
	slot?: RunSlot;
	/** For 5xx and servers that cannot be reached; 0: nothing is ever repeated. */
	maxRetries: number;
	/** 0 to 1, for the jitter. */
	random?: () => number;
}

/**
 * Asks for images, decodes them while they arrive, and repeats only what was certainly not charged.
 * @throws {ApiError} when no image came.
 */
export async function requestImages(
	deps: RequestDeps,
	request: ImagesRequest,
): Promise<ImagesAnswer> {
	const { result, attempts, durationMs } = await withRetries(deps, async () => {
		const answer = await exchange(
			deps,
			async () =>
				await deps.transport.send({
					method: 'POST',
					path: request.path,
					...(request.form ? { form: await request.form() } : { json: request.json }),
					timeoutMs: deps.timeoutMs,
				}),
			(response) =>
				isSuccess(response)
					? imagesReader(deps, response, request.expectedImages)
					: errorReader(deps, response),
		);
		return { ...answer, images: await downloadImages(deps, answer.images) };
	});
	return { ...result, durationMs, attempts };
}

/** @throws {ApiError} as `requestImages` does. Anything that is no matter of the API passes unchanged. */
export async function withRetries<T>(
	deps: RequestDeps,
	attempt: () => Promise<T>,
): Promise<{ result: T; attempts: number; durationMs: number }> {
	let count = { retries: 0, rateLimitWaits: 0 };
	for (let attempts = 1; ; attempts++) {
		const startedAt = deps.clock.now();
		let wait: { waitMs: number; wholeRun: boolean };
		try {
			const result = await attempt();
			return { result, attempts, durationMs: deps.clock.now() - startedAt };
		} catch (thrown) {
			const error = toOurs(thrown, deps);
			if (!(error instanceof ApiError)) throw error;
			error.attempts = attempts;
			const retry = nextRetry(error, count, deps.maxRetries, deps.random);
			if (!retry) throw error;
			count = retry.count;
			wait = retry;
		}
		if (deps.slot) await deps.slot.waitToRetry(wait.waitMs, wait.wholeRun);
		else await deps.clock.sleep(wait.waitMs, deps.signal);
		if (deps.signal?.aborted) throw cancelledError();
	}
}

function toOurs(thrown: unknown, deps: RequestDeps): unknown {
	if (!(thrown instanceof TransportError)) return thrown;
	// A stop may show itself as a connection that broke.
	if (deps.signal?.aborted) return cancelledError();
	return fromTransportError(thrown, deps.redact.text);
}

function imagesReader(
	deps: RequestDeps,
	response: ImagesHttpResponse,
	expectedImages: number,
): BodyReader<ReadAnswer> {
	const decoder = new StreamDecoder();
	const readWhole = (brokeOff: Error | null): ReadAnswer => {
		if (brokeOff) throw brokeOff;
		return readAnswer(decoder.end(), response, deps.redact);
	};
	return {
		write: (chunk) => decoder.write(chunk),
		end(brokeOff) {
			try {
				return readWhole(brokeOff);
			} catch (error) {
				const arrived = [...decoder.arrived().values()].some(({ bytes }) => bytes);
				const why = whyBroken(error);
				if (why && arrived) {
					return readBrokenAnswer(decoder.arrived(), expectedImages, why, response, deps.redact);
				}
				throw error instanceof BadAnswer ? fromBadAnswer(error, response, deps.redact) : error;
			}
		},
	};
}

/** Null for what leaves no images to save: the execution's stop, or an answer that says why it has none. */
function whyBroken(error: unknown): string | null {
	if (error instanceof BadAnswer) return 'the answer ended or became unreadable';
	if (!(error instanceof TransportError) || error.fault === 'cancelled') return null;
	return error.fault === 'timeout' ? 'the time was up' : 'the connection was lost';
}
