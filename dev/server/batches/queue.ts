import type { Fault } from '../behaviour/faults';
import type { ServerState } from '../behaviour/state';
import { type ErrorAnswer, errorAnswer } from '../rules/errorAnswer';
import type { Batch } from './batch';
import { momentOf } from './moment';
import type { BatchError } from './types';

/**
 * The error of a batch that is too much for the queue of its model; null where it fits. A batch counts whole until it
 * ends, and is measured when it is created (both assumed).
 */
export function overLimit(
	batch: Batch,
	state: ServerState,
	fault: Fault | undefined,
): BatchError | null {
	const limit = batch.behaviour.enqueuedTokens;
	const now = state.clock.now();
	let queued = batch.promptTokens;
	for (const other of state.batches.values()) {
		if (other.input.model !== batch.input.model || other.input.errors.length > 0) continue;
		if (momentOf(other, now).endedAt === null) queued += other.promptTokens;
	}
	const isFull = limit !== null && queued > limit;
	if (!isFull && fault?.kind !== 'tokenLimit') return null;
	const words = (limit ?? 1_000_000).toLocaleString('en-US');
	return {
		code: 'token_limit_exceeded',
		message: `Enqueued token limit reached for ${batch.input.model} in organization org-local. Limit: ${words} enqueued tokens. Please try again once some in_progress batches have been completed.`,
		param: null,
		line: null,
	};
}

/** The form in which the batch is not created. */
export function tokenLimitRefusal({ code, message }: BatchError): ErrorAnswer {
	return errorAnswer(message, { code });
}
