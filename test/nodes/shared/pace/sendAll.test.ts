import { ApiError } from '../../../../nodes/shared/openai/errors/apiError';
import type { ApiErrorDetails } from '../../../../nodes/shared/openai/errors/apiError';
import { cancelledError } from '../../../../nodes/shared/openai/errors/toApiError';
import { createBudget } from '../../../../nodes/shared/pace/budget';
import { Queue } from '../../../../nodes/shared/pace/queue';
import { sendAll } from '../../../../nodes/shared/pace/sendAll';
import type { Call, Outcome } from '../../../../nodes/shared/pace/sendAll';
import { FakeClock } from '../../../support/fakeClock';

let clock: FakeClock;
beforeEach(() => (clock = new FakeClock()));

function apiError(details: Partial<ApiErrorDetails>): ApiError {
	return new ApiError('x', { reason: 'invalid', howToFix: '', retryable: false, ...details });
}

interface Options {
	maxConcurrency?: number;
	imagesPerMinute?: number;
	maxSpendUsd?: number;
	signal?: AbortSignal;
}

function run<T>(calls: Array<Call<T>>, options: Options = {}): Promise<Array<Outcome<T>>> {
	const { maxConcurrency = 2, imagesPerMinute = 0, maxSpendUsd, signal } = options;
	const queue = new Queue({ maxConcurrency, imagesPerMinute, clock, signal });
	return clock.until(sendAll(calls, { queue, budget: createBudget(maxSpendUsd), signal }));
}

/** A call that takes `ms` and brings its name or throws. */
function call(
	name: string,
	ms = 1000,
	changes: Partial<Call<string>> & { error?: Error } = {},
): Call<string> {
	const { error, ...rest } = changes;
	return {
		images: 1,
		budgetUsd: 0.1,
		costUsd: () => 0.1,
		send: async () => {
			sent.push(name);
			underWay++;
			most = Math.max(most, underWay);
			await clock.sleep(ms);
			underWay--;
			if (error) throw error;
			return name;
		},
		...rest,
	};
}

let sent: string[];
let underWay: number;
let most: number;
beforeEach(() => {
	sent = [];
	underWay = 0;
	most = 0;
});
const statuses = (outcomes: Array<Outcome<unknown>>) => outcomes.map(({ status }) => status);

describe('running calls', () => {
	it('starts them in order, several at once, and gives the outcomes in order', async () => {
		const begin = clock.now();
		const times = [5000, 1000, 1000, 1000, 1000, 100];
		const outcomes = await run(times.map((ms, index) => call(String(index), ms)));
		expect(outcomes).toEqual(times.map((_, index) => ({ status: 'done', value: String(index) })));
		expect(sent).toEqual(['0', '1', '2', '3', '4', '5']);
		expect(most).toBe(2);
		expect(clock.now() - begin).toBe(5000);
	});

	it('gives the place away as soon as the API has answered', async () => {
		const begin = clock.now();
		const own = (name: string): Call<string> => ({
			...call(name),
			send: async (_slot, answered) => {
				sent.push(`${name} at ${clock.now() - begin}`);
				await clock.sleep(1000);
				answered();
				await clock.sleep(500);
				return name;
			},
		});
		const outcomes = await run([own('a'), own('b'), own('c')], { maxConcurrency: 1 });

		expect(statuses(outcomes)).toEqual(['done', 'done', 'done']);
		expect(sent).toEqual(['a at 0', 'b at 1000', 'c at 2000']);
		expect(clock.now() - begin).toBe(3500);
	});

	it('counts money as spent only when the price is known, however early the place was given away', async () => {
		const spends = (name: string): Call<string> => ({
			...call(name),
			send: async (_slot, answered) => {
				sent.push(name);
				answered();
				await clock.sleep(1000);
				return name;
			},
		});
		const outcomes = await run([spends('a'), spends('b')], {
			maxConcurrency: 1,
			maxSpendUsd: 0.15,
		});

		expect(statuses(outcomes)).toEqual(['done', 'budget']);
		expect(sent).toEqual(['a']);
	});

	it('goes on when one fails, in whatever way', async () => {
		const refused = apiError({ reason: 'refused' });
		const bug = new TypeError('x');
		const outcomes = await run([
			call('a', 10, { error: refused }),
			call('b', 10, { error: bug }),
			{
				...call('c'),
				send: () => {
					throw bug;
				},
			},
			call('d'),
		]);
		expect(outcomes).toEqual([
			{ status: 'failed', error: refused },
			{ status: 'failed', error: bug },
			{ status: 'failed', error: bug },
			{ status: 'done', value: 'd' },
		]);
	});

	it('skips what has not started after something fatal', async () => {
		const error = apiError({ reason: 'authentication', stops: 'run' });
		const calls = ['a', 'b', 'c', 'd'].map((name) => call(name, name === 'a' ? 10 : 100));
		calls[0] = call('a', 10, { error });
		expect(await run(calls)).toEqual([
			{ status: 'failed', error },
			{ status: 'done', value: 'b' },
			{ status: 'skipped', because: error },
			{ status: 'skipped', because: error },
		]);
		expect(sent).toEqual(['a', 'b']);
	});

	it('skips only the calls to a model that cannot be had', async () => {
		const error = apiError({ reason: 'model_not_found', stops: 'model' });
		const outcomes = await run(
			[
				call('a', 10, { error, model: 'gone' }),
				call('b', 10, { model: 'there' }),
				call('c', 10, { model: 'gone' }),
				call('d', 10, { model: 'there' }),
			],
			{ maxConcurrency: 1 },
		);
		expect(statuses(outcomes)).toEqual(['failed', 'done', 'skipped', 'done']);
	});

	it('skips a call that waits to be repeated when something fatal happens', async () => {
		const error = apiError({ reason: 'quota', stops: 'run' });
		const waits: Call<string> = {
			...call('a'),
			send: async (slot) => {
				await slot.waitToRetry(60_000, false);
				return 'never';
			},
		};
		expect(await run([waits, call('b', 10, { error })])).toEqual([
			{ status: 'skipped', because: error },
			{ status: 'failed', error },
		]);
	});

	it('sendAll takes thousands of calls', async () => {
		const calls = Array.from({ length: 3000 }, (_, index) => call(String(index), 1));
		const outcomes = await run(calls, { maxConcurrency: 50, maxSpendUsd: 1e6 });
		expect(outcomes.every(({ status }) => status === 'done')).toBe(true);
		expect(most).toBe(50);
	}, 20_000);

	it('has nothing to do with no calls', async () => {
		expect(await run([])).toEqual([]);
	});
});

describe('a budget', () => {
	const dear = (name: string, actual: number | null, ms = 1000) =>
		call(name, ms, { budgetUsd: 0.4, costUsd: () => actual });

	it('stops before the call that would exceed it, also with calls under way', async () => {
		const outcomes = await run([dear('a', 0.4), dear('b', 0.4), dear('c', 0.4), dear('d', 0.4)], {
			maxSpendUsd: 1,
			maxConcurrency: 4,
		});
		expect(statuses(outcomes)).toEqual(['done', 'done', 'budget', 'budget']);
		expect(outcomes[2]).toEqual({ status: 'budget', spentUsd: 0.8 });
		expect(sent).toEqual(['a', 'b']);
	});

	it('counts what calls really cost', async () => {
		const outcomes = await run(
			['a', 'b', 'c', 'd', 'e'].map((name) => dear(name, 0.2)),
			{
				maxSpendUsd: 1,
				maxConcurrency: 4,
			},
		);
		expect(statuses(outcomes)).toEqual(['done', 'done', 'done', 'done', 'budget']);
	});

	it('gives back what was not charged, and keeps what may have been', async () => {
		const free = apiError({ reason: 'refused' });
		const maybe = apiError({ reason: 'connection', maybeBilled: true });
		const fail = (name: string, error: Error) => call(name, 10, { budgetUsd: 0.4, error });
		const outcomes = await run(
			[
				fail('a', free),
				fail('b', free),
				fail('c', maybe),
				fail('d', new Error('x')),
				dear('e', 0.4),
			],
			{ maxSpendUsd: 1, maxConcurrency: 1 },
		);
		expect(statuses(outcomes)).toEqual(['failed', 'failed', 'failed', 'failed', 'budget']);
	});

	it('rejects what has no price, before it is sent', async () => {
		const outcomes = await run([call('a', 10, { budgetUsd: null }), call('b')], { maxSpendUsd: 1 });
		expect(outcomes[0]).toEqual({ status: 'budget', spentUsd: 0 });
		expect(sent).toEqual(['b']);
	});

	it('that waits for a call does not keep that call from being repeated', async () => {
		const again: Call<string> = {
			...dear('a', 0.1),
			send: async (slot) => {
				await slot.waitToRetry(1000, false);
				return 'a';
			},
		};
		const outcomes = await run([again, call('b', 1000, { budgetUsd: 0.9 })], {
			maxSpendUsd: 1,
			maxConcurrency: 1,
		});
		expect(statuses(outcomes)).toEqual(['done', 'done']);
	});
});

describe('a stop', () => {
	it('cancels what waits and what is under way', async () => {
		const stop = new AbortController();
		const stoppable = (name: string): Call<string> => ({
			...call(name),
			send: async () => {
				await clock.sleep(5000, stop.signal);
				throw cancelledError();
			},
		});
		void clock.sleep(100).then(() => stop.abort());
		const outcomes = await run([call('a', 10), stoppable('b'), stoppable('c'), call('d')], {
			signal: stop.signal,
		});
		expect(outcomes).toEqual([
			{ status: 'done', value: 'a' },
			{ status: 'cancelled' },
			{ status: 'cancelled' },
			{ status: 'cancelled' },
		]);
	});

	it('a stop before the first call sends nothing', async () => {
		const outcomes = await run([call('a'), call('b')], { signal: AbortSignal.abort() });
		expect(statuses(outcomes)).toEqual(['cancelled', 'cancelled']);
		expect(sent).toEqual([]);
	});
});

describe('a rate limit of five images a minute on the server', () => {
	it('is survived by twenty calls, with few requests too many', async () => {
		const admitted: number[] = [];
		let refused = 0;
		const limited = (name: string): Call<string> => ({
			...call(name),
			send: async (slot) => {
				for (;;) {
					await clock.sleep(200);
					const now = clock.now();
					if (admitted.filter((at) => at > now - 60_000).length < 5) {
						admitted.push(now);
						await clock.sleep(8000);
						return name;
					}
					refused++;
					await slot.waitToRetry(12_000, true);
				}
			},
		});
		const begin = clock.now();
		const outcomes = await run(
			Array.from({ length: 20 }, (_, index) => limited(String(index))),
			{ maxConcurrency: 10 },
		);
		expect(outcomes.every(({ status }) => status === 'done')).toBe(true);
		expect(refused).toBeLessThan(40);
		expect(clock.now() - begin).toBeLessThan(5 * 60_000);
	});
});
