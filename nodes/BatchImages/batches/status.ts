import type { ApiBatch } from '../../shared/openai/batches';

/** The API's statuses, and whether a batch has ended in them. */
const ENDED: Readonly<Record<string, boolean>> = {
	validating: false,
	in_progress: false,
	finalizing: false,
	cancelling: false,
	failed: true,
	completed: true,
	expired: true,
	cancelled: true,
};

/** Milliseconds after its time is over until a batch of an unknown status counts as ended. */
const PATIENCE_MS = 3_600_000;

export const isKnownStatus = (status: string): boolean => status in ENDED;

/** Whether nothing more will come of a batch. One of an unknown status has ended when it has results or its time is over. */
export function hasEnded(batch: ApiBatch, nowMs: number): boolean {
	const known = ENDED[batch.status];
	if (known !== undefined) return known;
	if (batch.output_file_id || batch.error_file_id || endedAt(batch) !== null) return true;
	return batch.expires_at ? nowMs > batch.expires_at * 1000 + PATIENCE_MS : false;
}

/** Seconds since the epoch; null of one that has not ended, or of which it is not known. */
export function endedAt(batch: ApiBatch): number | null {
	const { completed_at, failed_at, expired_at, cancelled_at } = batch;
	return cancelled_at ?? expired_at ?? failed_at ?? completed_at ?? null;
}

const QUEUE_IS_FULL = 'token_limit_exceeded';

/** Whether the queue had no room for it. Nothing ran, nothing was billed, and it can be created again. */
export function wasQueueFull({ status, errors }: ApiBatch): boolean {
	return status === 'failed' && (errors?.data ?? []).some((error) => isQueueFull(error));
}

/** The same in the answer to its creation. */
export function isQueueFull(error: {
	code?: string | null | undefined;
	message?: string | null | undefined;
}): boolean {
	return error.code === QUEUE_IS_FULL || /enqueued token limit/i.test(error.message ?? '');
}
