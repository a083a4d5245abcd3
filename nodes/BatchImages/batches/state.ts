import { requestDeps, type Session } from '../../shared/execution/session';
import { ApiError } from '../../shared/openai/errors/apiError';
import { retrieveBatch, type ApiBatch, type NewBatch } from '../../shared/openai/batches';
import { OwnBatches } from './account';
import { updated } from './batchJson';
import { createOnce } from './create';
import { asLacking } from './lacking';
import { isOurs } from './metadata';
import { hasEnded, wasQueueFull } from './status';
import { QUEUED, type BatchJson } from './types';

/** How a batch stands. */
export interface BatchState {
	json: BatchJson;
	/** The batch, where nothing more will come of it. */
	ended?: ApiBatch;
}

/**
 * Whose turn it is to ask for room in OpenAI's queue: one batch of a model in each run. Batches that are created
 * together can refuse each other, each time anew.
 */
export class QueueTurn {
	private readonly models = new Set<string | null>();

	/** @returns whether it is this batch's turn. */
	take({ model }: BatchJson): boolean {
		if (this.models.has(model)) return false;
		this.models.add(model);
		return true;
	}
}

/** Milliseconds: how far back a batch whose creation got no answer is looked for. */
const LOOK_BACK_MS = 48 * 3_600_000;

/**
 * Asks how a batch stands, and creates it where it waits for room in OpenAI's queue.
 * @param id empty for one that has none yet.
 * @param before what the item knows of it.
 * @param turn without it, nothing is created.
 * @throws {ApiError}
 */
export async function stateOf(
	session: Session,
	id: string,
	before: BatchJson | undefined,
	turn?: QueueTurn,
): Promise<BatchState> {
	const { clock } = session;
	if (id === '' && before && before.status !== QUEUED)
		return { json: before, ended: neverCreated(before) };
	if (id === '' && before) {
		return turn ? await fromQueue(session, before, newBatchOf(before), turn) : { json: before };
	}
	const batch = await retrieveBatch(requestDeps(session), id).catch((thrown: unknown) => {
		if (thrown instanceof ApiError && thrown.status === 404) throw notThere(id, thrown);
		throw asLacking(session, 'find', thrown);
	});
	const json = updated(before, batch);
	if (turn && wasQueueFull(batch) && isOurs(batch)) {
		return await fromQueue(session, { ...json, id: null, status: QUEUED }, newBatchOf(json), turn);
	}
	return hasEnded(batch, clock.now()) ? { json, ended: batch } : { json };
}

async function fromQueue(
	session: Session,
	queued: BatchJson,
	batch: NewBatch,
	turn: QueueTurn,
): Promise<BatchState> {
	const now = session.clock.now();
	const batches = await OwnBatches.list(session, requestDeps(session), now - LOOK_BACK_MS);
	const earlier = batches.of(batch.metadata.identity ?? '');
	const isThere = earlier !== undefined && !wasQueueFull(earlier);
	if (!isThere && !turn.take(queued)) return { json: queued };
	const made = isThere ? earlier : await createOnce(session, batch, now);
	if (made === null || wasQueueFull(made)) return { json: queued };
	const json = updated(queued, made);
	return hasEnded(made, now) ? { json, ended: made } : { json };
}

/** One that was canceled while it waited for room. */
function neverCreated({ status, metadata }: BatchJson): ApiBatch {
	const counts: ApiBatch['request_counts'] = { total: 0, completed: 0, failed: 0 };
	return { id: metadata.identity ?? '', status, request_counts: counts } as ApiBatch;
}

function newBatchOf({ inputFileId, endpoint, metadata }: BatchJson): NewBatch {
	return { inputFileId: inputFileId ?? '', endpoint: endpoint ?? '', metadata };
}

function notThere(id: string, cause: ApiError): ApiError {
	return new ApiError(`There is no batch ${id} in this account`, {
		...cause,
		reason: 'invalid',
		param: 'batchId',
		howToFix:
			'Check Batch ID, and that the credential is of the OpenAI project that the batch was submitted with, with the Base URL https://api.openai.com/v1.',
	});
}
