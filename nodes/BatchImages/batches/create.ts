import { requestDeps, type Session } from '../../shared/execution/session';
import { ApiError } from '../../shared/openai/errors/apiError';
import { createBatch, type ApiBatch, type NewBatch } from '../../shared/openai/batches';
import { nextRetry } from '../../shared/openai/retry';
import { withRetries } from '../../shared/openai/withRetries';
import { expected } from '../../shared/words';
import { OwnBatches } from './account';
import { asLacking } from './lacking';
import { isQueueFull } from './status';

/** Milliseconds before each look for a batch whose creation got no answer: it may be listed a little later. */
const LOOKS_MS = [500, 2_000, 5_000];

/**
 * Creates a batch, never twice: where it may have been made although no answer came, it is looked for by its
 * identity before anything is repeated.
 * @param sinceMs milliseconds since the epoch: the identity is no older.
 * @returns null where the queue has no room for it.
 * @throws {ApiError} with `maybeBilled` where it cannot be told whether it was made.
 */
export async function createOnce(
	session: Session,
	batch: NewBatch,
	sinceMs: number,
): Promise<ApiBatch | null> {
	const deps = { ...requestDeps(session), maxRetries: 0 };
	let count = { retries: 0, rateLimitWaits: 0 };
	for (;;) {
		try {
			const { result } = await withRetries(deps, async () => await createBatch(deps, batch));
			return result;
		} catch (thrown) {
			const error = asLacking(session, 'create', expected(thrown, ApiError));
			if (isQueueFull(error)) return null;
			if (session.signal?.aborted) throw error;
			const unclear = error.maybeBilled || error.reason === 'server';
			const found = unclear ? await lookFor(session, batch, sinceMs) : undefined;
			if (found) return found;
			if (error.maybeBilled) throw unknownWhether(error);
			const retry = nextRetry(error, count, session.settings);
			if (retry === null) throw error;
			count = retry.count;
			await session.clock.sleep(retry.waitMs, session.signal);
		}
	}
}

async function lookFor(
	session: Session,
	{ metadata }: NewBatch,
	sinceMs: number,
): Promise<ApiBatch | undefined> {
	for (const pause of LOOKS_MS) {
		await session.clock.sleep(pause, session.signal);
		const batches = await OwnBatches.list(session, requestDeps(session), sinceMs);
		const found = batches.of(metadata.identity ?? '');
		if (found) return found;
	}
	return undefined;
}

function unknownWhether(cause: ApiError): ApiError {
	return new ApiError(
		`Whether the batch was created is not known: ${cause.message.replace(/\.$/, '')}`,
		{
			...cause,
			howToFix:
				'Retry this execution from the Executions list: it looks for the batch first and submits nothing twice.',
		},
	);
}
