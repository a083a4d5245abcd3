import type { Batch } from './batch';
import { secondsOf } from './behaviour';
import type { BatchLine, BatchStatus } from './types';

/** OpenAI's `24h`. */
const WINDOW_SECONDS = 86_400;

/** When a batch got to each status it has had, in seconds since 1970. */
export type BatchTimes = Partial<Record<Exclude<BatchStatus, 'validating'>, number>>;

/** A batch at one point of time. */
export interface BatchMoment {
	status: BatchStatus;
	times: BatchTimes;
	/** The lines that have run, in that order. */
	ran: readonly BatchLine[];
	/** When it ended; null while it has not. */
	endedAt: number | null;
}

/** What time needs of a batch. */
type Timed = Pick<Batch, 'createdAt' | 'behaviour' | 'cancelledAt' | 'fault' | 'running' | 'input'>;

export function expiresAtOf({ createdAt }: Pick<Batch, 'createdAt'>): number {
	return createdAt + WINDOW_SECONDS;
}

/** @param now seconds. */
export function momentOf(batch: Timed, now: number): BatchMoment {
	const { createdAt, behaviour, cancelledAt, fault } = batch;
	if (cancelledAt !== null && cancelledAt <= now) return afterCancel(batch, cancelledAt, now);
	const times: BatchTimes = {};
	const reach = (status: keyof BatchTimes, at: number) => {
		if (at > now) return false;
		times[status] = at;
		return true;
	};
	const at = (
		status: BatchStatus,
		seconds: number | null,
		endedAt: number | null,
	): BatchMoment => ({
		status,
		times,
		ran: seconds === null ? [] : ranBy(batch, seconds),
		endedAt,
	});
	const begins = createdAt + secondsOf('validating', behaviour);
	if (batch.input.errors.length > 0) {
		return reach('failed', begins) ? at('failed', null, begins) : at('validating', null, null);
	}
	const windowEnd = expiresAtOf(batch);
	const done = begins + secondsOf('in_progress', behaviour);
	const hasBegun = begins < windowEnd && reach('in_progress', begins);
	const expiry = fault?.kind === 'batchExpires' ? Math.min(done, windowEnd) : windowEnd;
	if ((done > windowEnd || fault?.kind === 'batchExpires') && reach('expired', expiry)) {
		return at('expired', expiry, expiry);
	}
	if (!hasBegun) return at('validating', null, null);
	if (!reach('finalizing', done)) return at('in_progress', now, null);
	const completed = done + secondsOf('finalizing', behaviour);
	if (!reach('completed', completed)) return at('finalizing', done, null);
	return at('completed', done, completed);
}

/** What had run when it was cancelled is kept; nothing runs while it is cancelling (assumed). */
function afterCancel(batch: Timed, cancelledAt: number, now: number): BatchMoment {
	const before = momentOf({ ...batch, cancelledAt: null }, cancelledAt);
	const end = cancelledAt + secondsOf('cancelling', batch.behaviour);
	const times: BatchTimes = { ...before.times, cancelling: cancelledAt };
	if (now < end) return { status: 'cancelling', times, ran: before.ran, endedAt: null };
	return {
		status: 'cancelled',
		times: { ...times, cancelled: end },
		ran: before.ran,
		endedAt: end,
	};
}

/** Lines run evenly over the time in progress. */
function ranBy(batch: Timed, now: number): readonly BatchLine[] {
	const { running, behaviour, fault, createdAt } = batch;
	const most =
		fault?.kind === 'batchExpires'
			? Math.max(0, running.length - (fault.unmade ?? 10))
			: running.length;
	const begins = createdAt + secondsOf('validating', behaviour);
	const lasts = secondsOf('in_progress', behaviour);
	if (now < begins) return [];
	// A difference of times this large is not exact.
	const share = now >= begins + lasts ? 1 : (now - begins) / lasts;
	return running.slice(0, Math.floor(share * most + 1e-9));
}
