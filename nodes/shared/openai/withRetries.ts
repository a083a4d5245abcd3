import { expected } from '../words';
import { ApiError } from './errors/apiError';
import type { ApiDeps } from './exchange';
import { nextRetry } from './retry';
import { cancelledError, fromTransportError, rateLimitOver } from './errors/toApiError';
import { TransportError } from './transport';

/** A call's place among the calls of its run. `pace/queue.ts` hands it out. */
export interface RunSlot {
	/**
	 * Gives the place back, waits, and takes a place again ahead of calls that have not started.
	 * @param waitMs milliseconds to wait at least.
	 * @param rateLimited the API asked for less: nothing of the run is sent meanwhile, and fewer calls
	 * run at once afterwards.
	 * @returns false where rate limits have been waited for as long as the run may.
	 * @throws {ApiError} when the run was cancelled, or what closed the run.
	 */
	waitToRetry(waitMs: number, rateLimited: boolean): Promise<boolean>;
	/** Milliseconds that the run waits for rate limits at most. */
	readonly mostRateLimitWaitMs: number;
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
 * Sends a request until it brings something or may not be repeated (see `retry.ts`).
 * @throws {ApiError} if the API brought nothing. What is not of the API passes unchanged.
 */
export async function withRetries<T>(
	deps: RequestDeps,
	attempt: () => Promise<T>,
): Promise<{ result: T; attempts: number; durationMs: number }> {
	let count = { retries: 0, rateLimitWaits: 0 };
	for (let attempts = 1; ; attempts++) {
		await deps.share?.ready(deps.signal);
		const startedAt = deps.clock.now();
		let wait: { waitMs: number; rateLimited: boolean };
		let failed: ApiError;
		try {
			const result = await attempt();
			return { result, attempts, durationMs: deps.clock.now() - startedAt };
		} catch (thrown) {
			const error = toOurs(thrown, deps);
			if (!(error instanceof ApiError)) throw error;
			error.attempts = attempts;
			const retry = nextRetry(error, count, { ...deps, inRun: deps.slot !== undefined });
			if (!retry) throw error;
			count = retry.count;
			wait = retry;
			failed = error;
		}
		if (deps.slot) await waitInRun(deps.slot, wait, failed);
		else await deps.clock.sleep(wait.waitMs, deps.signal);
		if (deps.signal?.aborted) throw cancelledError();
	}
}

/** @throws {ApiError} if the run ends, of this call's own rate limit or of another's. */
async function waitInRun(
	slot: RunSlot,
	{ waitMs, rateLimited }: { waitMs: number; rateLimited: boolean },
	failed: ApiError,
): Promise<void> {
	const over = () => rateLimitOver(failed, slot.mostRateLimitWaitMs);
	let goesOn: boolean;
	try {
		goesOn = await slot.waitToRetry(waitMs, rateLimited);
	} catch (thrown) {
		const closedBy = expected(thrown, ApiError);
		throw rateLimited && closedBy.reason === 'rate_limited' ? over() : closedBy;
	}
	if (!goesOn) throw over();
}

function toOurs(thrown: unknown, deps: RequestDeps): unknown {
	if (!(thrown instanceof TransportError)) return thrown;
	// A stop may show itself as a connection that broke.
	if (deps.signal?.aborted) return cancelledError();
	return fromTransportError(thrown, deps.redact.text);
}
