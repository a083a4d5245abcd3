import { ApiError } from '../../../../nodes/shared/openai/errors/apiError';
import type { ApiErrorReason } from '../../../../nodes/shared/openai/errors/apiError';
import { nextRetry, retryDelay } from '../../../../nodes/shared/openai/retry';
import { retryAfterMs } from '../../../../nodes/shared/openai/retryAfter';

const NOW = Date.parse('2026-11-22T10:00:00Z');

describe('how long the server asks to wait', () => {
	it.each<[Record<string, string>, string, number | null]>([
		[{ 'retry-after-ms': '350', 'retry-after': '9' }, 'try again in 12s', 350],
		[{ 'retry-after': '9' }, 'try again in 12s', 9000],
		[{ 'retry-after': '0.5' }, '', 500],
		[{ 'retry-after': 'Sun, 22 Nov 2026 10:01:30 GMT' }, '', 90_000],
		[{ 'retry-after': 'Sun, 22 Nov 2026 09:00:00 GMT' }, 'Please try again in 12s.', 12_000],
		[{ 'retry-after': '0' }, 'Please try again in 12s.', 12_000],
		[{ 'retry-after': 'soon' }, '', null],
		[{ 'retry-after': '-5' }, '', null],
		[{}, 'Please try again in 1m30s. Visit', 90_000],
		[{}, 'try again in 350ms', 350],
		[{}, 'Try again in 6m0s', 360_000],
		[{}, 'try again in 1.5s', 1500],
		[{}, 'try again in 1h2m3s', 3_723_000],
		[{}, 'try again in 2 minutes', 120_000],
		[{}, 'Please retry after 26 seconds.', 26_000],
		[{}, 'try again in 1 day', 86_400_000],
		[{}, 'try again later', null],
		[{}, 'try again in a while', null],
		[{}, '', null],
	])('how long the server asks to wait, from %j and "%s"', (headers, text, expected) => {
		expect(retryAfterMs(headers, text, NOW)).toBe(expected);
	});
});

const error = (
	reason: ApiErrorReason,
	details: { retryable?: boolean; retryAfterMs?: number } = {},
) => new ApiError('x', { reason, howToFix: '', retryable: true, ...details });
const NONE = { retries: 0, rateLimitWaits: 0 };
const middle = () => 0.5;

describe('the wait before a repetition', () => {
	it('doubles from one second to one minute, between half of it and the whole', () => {
		const waits = (random: number) =>
			[0, 1, 2, 5, 6, 20].map((repetition) =>
				retryDelay({ retryAfterMs: null }, repetition, () => random),
			);
		expect(waits(1)).toEqual([1000, 2000, 4000, 32_000, 60_000, 60_000]);
		expect(waits(0)).toEqual([500, 1000, 2000, 16_000, 30_000, 30_000]);
	});

	it.each(['rate_limited', 'server'] as const)(
		'the wait before a repetition is what the server says for %s',
		(reason) => {
			const retry = nextRetry(error(reason, { retryAfterMs: 12_345 }), NONE, {
				maxRetries: 4,
				random: middle,
			});
			expect(retry?.waitMs).toBe(12_345);
		},
	);

	it('may be ten minutes and no longer', () => {
		expect(
			nextRetry(error('rate_limited', { retryAfterMs: 600_000 }), NONE, { maxRetries: 4 }),
		).not.toBeNull();
		expect(
			nextRetry(error('rate_limited', { retryAfterMs: 600_001 }), NONE, { maxRetries: 4 }),
		).toBeNull();
	});
});

describe('what is repeated', () => {
	it.each(['server', 'connection'] as const)('%s, up to maxRetries, for itself', (reason) => {
		expect(
			nextRetry(
				error(reason),
				{ retries: 3, rateLimitWaits: 9 },
				{ maxRetries: 4, random: middle },
			),
		).toEqual({
			waitMs: 6000,
			rateLimited: false,
			count: { retries: 4, rateLimitWaits: 9 },
		});
		expect(
			nextRetry(error(reason), { retries: 4, rateLimitWaits: 0 }, { maxRetries: 4 }),
		).toBeNull();
	});

	it('rate limits far more often, for the whole run, without using up maxRetries', () => {
		expect(
			nextRetry(error('rate_limited'), { retries: 1, rateLimitWaits: 49 }, { maxRetries: 1 }),
		).toMatchObject({
			rateLimited: true,
			count: { retries: 1, rateLimitWaits: 50 },
		});
		expect(
			nextRetry(error('rate_limited'), { retries: 0, rateLimitWaits: 50 }, { maxRetries: 1 }),
		).toBeNull();
	});

	it('nothing is repeated with maxRetries 0', () => {
		for (const reason of ['rate_limited', 'server', 'connection'] as const) {
			expect(nextRetry(error(reason), NONE, { maxRetries: 0 })).toBeNull();
		}
	});

	it('nothing that cannot succeed or may have been charged', () => {
		expect(nextRetry(error('timeout', { retryable: false }), NONE, { maxRetries: 4 })).toBeNull();
	});
});
