import type { ApiError } from './errors/apiError';

/** Milliseconds. */
const FIRST_BACKOFF_MS = 1000;
const LONGEST_BACKOFF_MS = 60_000;
/** A server that asks for more than this is not waited for: ten minutes. */
export const LONGEST_WAIT_MS = 600_000;
/** Rate-limit waits of a call outside of a run. They do not use up `maxRetries`: a run must survive a limit of five images per minute. */
export const MOST_RATE_LIMIT_WAITS = 50;

/** What a call has already repeated. */
export interface RetryCount {
	/** Of the server's and the network's making. */
	retries: number;
	rateLimitWaits: number;
}

/** Milliseconds to wait before a repetition: as the server said, else 1 s, 2 s, 4 s, … with jitter. */
export function retryDelay(
	error: Pick<ApiError, 'retryAfterMs'>,
	repetition: number,
	random: () => number,
): number {
	if (error.retryAfterMs !== null) return error.retryAfterMs;
	const backoff = Math.min(FIRST_BACKOFF_MS * 2 ** repetition, LONGEST_BACKOFF_MS);
	return Math.round(backoff * (0.5 + random() / 2));
}

export interface RetryRules {
	/** For 5xx and servers that cannot be reached; 0: nothing is ever repeated. */
	maxRetries: number;
	/** 0 to 1, for the jitter. */
	random?: () => number;
	/** Whether the call belongs to a run, which bounds its waits for rate limits itself. */
	inRun?: boolean;
}

/**
 * Whether to send the request again, and when. Only what was most likely not charged is repeated: rate limits, 5xx
 * in which the API itself speaks (see `errorRows.ts`), and servers that could not be reached.
 * @returns null: do not repeat.
 */
export function nextRetry(
	error: ApiError,
	count: RetryCount,
	{ maxRetries, random = Math.random, inRun = false }: RetryRules,
): { waitMs: number; rateLimited: boolean; count: RetryCount } | null {
	if (!error.retryable || maxRetries <= 0) return null;
	const rateLimited = error.reason === 'rate_limited';
	const used = rateLimited ? count.rateLimitWaits : count.retries;
	const waitMs = retryDelay(error, used, random);
	const isBounded = rateLimited && inRun;
	if (!isBounded && used >= (rateLimited ? MOST_RATE_LIMIT_WAITS : maxRetries)) return null;
	if (!isBounded && waitMs > LONGEST_WAIT_MS) return null;
	return {
		waitMs,
		rateLimited,
		count: rateLimited ? { ...count, rateLimitWaits: used + 1 } : { ...count, retries: used + 1 },
	};
}
