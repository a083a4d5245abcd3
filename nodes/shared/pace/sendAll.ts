import { ApiError } from '../openai/errors/apiError';
import type { RunSlot } from '../openai/withRetries';
import type { Budget, Reservation } from './budget';
import type { Queue, QueueSlot } from './queue';

export interface Call<T> {
	/** How many images it counts as in a limit per minute. */
	images: number;
	/** USD, the most the whole call can cost; null where unknown. */
	budgetUsd: number | null;
	/** With it, what is fatal for one model only does not stop calls to other models. */
	model?: string;
	/**
	 * @param slot to hand to `requestImages`, so that its repetitions wait their turn.
	 * @param answered gives the place to the next call, when the API has answered and only own work is left.
	 */
	send(slot: RunSlot, answered: () => void): Promise<T>;
	/** USD, null where unknown. */
	costUsd(result: T): number | null;
}

export type Outcome<T> =
	| { status: 'done'; value: T }
	| { status: 'failed'; error: unknown }
	/** Not sent: it could have cost more than was left. `spentUsd`: USD so far. */
	| { status: 'budget'; spentUsd: number }
	/** The execution was stopped before the call or during it. */
	| { status: 'cancelled' }
	/** Not sent (or not sent again): after `because` it could not have succeeded. */
	| { status: 'skipped'; because: Error };

export interface RunDeps {
	queue: Queue;
	budget: Budget;
	signal?: AbortSignal;
}

/**
 * Sends the calls, several at once, started in their order. One that fails never stops the others, unless
 * its error is fatal. Never rejects.
 * @returns the outcomes in the order of the calls.
 */
export async function sendAll<T>(
	calls: ReadonlyArray<Call<T>>,
	deps: RunDeps,
): Promise<Array<Outcome<T>>> {
	const outcomes: Array<Outcome<T>> = [];
	const underWay: Array<Promise<void>> = [];
	const run = new Run(deps);
	for (const [index, call] of calls.entries()) {
		const started = await run.start(call);
		if ('outcome' in started) outcomes[index] = started.outcome;
		else {
			const finished = run.finish(call, started).then((outcome) => {
				outcomes[index] = outcome;
			});
			underWay.push(finished);
		}
	}
	await Promise.all(underWay);
	return outcomes;
}

interface Started {
	slot: QueueSlot;
	reservation: Reservation;
}

class Run {
	/** What stopped the whole run. */
	private closedBy: Error | null = null;
	/** The call whose error closed the run: it failed, the others were skipped. */
	private owner: Call<unknown> | null = null;
	private readonly stoppedModels = new Map<string | undefined, Error>();

	constructor(private readonly deps: RunDeps) {}

	/** Money first, then a place: a call that waits for money must not hold a place others need to finish. */
	async start(call: Call<unknown>): Promise<Started | { outcome: Outcome<never> }> {
		const before = this.reasonNotToSend(call);
		if (before) return { outcome: before };
		const money = await this.deps.budget.reserve(call.budgetUsd);
		if (!money.granted) {
			const { spentUsd } = money;
			return { outcome: this.reasonNotToSend(call) ?? { status: 'budget', spentUsd } };
		}
		const { reservation } = money;
		try {
			const slot = await this.deps.queue.enter(call.images);
			const since = this.reasonNotToSend(call);
			if (!since) return { slot, reservation };
			slot.leave(false);
			reservation.settle(0);
			return { outcome: since };
		} catch (error) {
			reservation.settle(0);
			return { outcome: this.outcomeOf(error) };
		}
	}

	async finish<T>(call: Call<T>, { slot, reservation }: Started): Promise<Outcome<T>> {
		try {
			const value = await call.send(slot, () => slot.leave(true));
			reservation.settle(call.costUsd(value));
			slot.leave(true);
			return { status: 'done', value };
		} catch (error) {
			const free = error instanceof ApiError && !error.maybeBilled;
			reservation.settle(free ? 0 : null);
			this.stopOthers(call, error);
			slot.leave(false);
			return this.outcomeOf(error, call);
		}
	}

	private reasonNotToSend(call: Call<unknown>): Outcome<never> | null {
		if (this.deps.signal?.aborted) return { status: 'cancelled' };
		const because = this.closedBy ?? this.stoppedModels.get(call.model);
		return because ? { status: 'skipped', because } : null;
	}

	private stopOthers(call: Call<unknown>, error: unknown): void {
		if (!(error instanceof ApiError) || !error.fatal || error === this.closedBy) return;
		if (error.stops === 'model') {
			this.stoppedModels.set(call.model, error);
			return;
		}
		this.closedBy ??= error;
		this.owner ??= call;
		this.deps.queue.close(error);
	}

	private outcomeOf(error: unknown, call?: Call<unknown>): Outcome<never> {
		if (error instanceof ApiError && error.reason === 'cancelled') {
			return { status: 'cancelled' };
		}
		if (error instanceof Error && error === this.closedBy && call !== this.owner) {
			return { status: 'skipped', because: error };
		}
		return { status: 'failed', error };
	}
}
