import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { openSession, requestDeps, type Session } from '../../shared/execution/session';
import { addHints } from '../../shared/execution/tellRun';
import { CANCELLED, failureOf } from '../../shared/items/failures/failure';
import { markedFailed } from '../../shared/items/imageItems';
import { nodeErrorOf } from '../../shared/items/failures/nodeError';
import { cancelBatch } from '../../shared/openai/batches';
import { SettingError } from '../../shared/request/settings';
import { updated } from '../batches/batchJson';
import { readBatchId } from '../batches/parameters';
import { stateOf } from '../batches/state';
import { wasQueueFull } from '../batches/status';
import { QUEUED, type BatchJson } from '../batches/types';

/**
 * Cancels the batches of all items. What was made until then is billed and can be collected.
 * @returns the items with the fresh state of their batch.
 * @throws NodeApiError or NodeOperationError
 */
export async function cancelBatches(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const session = await openSession(context);
	const items: INodeExecutionData[] = [];
	for (const [itemIndex, { json }] of context.getInputData().entries()) {
		try {
			const batch = await cancelOne(session, readBatchId(context, itemIndex), json);
			items.push({
				json: { ...json, batch: batch as unknown as IDataObject },
				pairedItem: { item: itemIndex },
			});
		} catch (thrown) {
			const { signal, redact } = session;
			const failure = signal?.aborted ? CANCELLED : failureOf(thrown, redact.text);
			if (signal?.aborted || !context.continueOnFail()) {
				throw nodeErrorOf(context, itemIndex, failure);
			}
			const failed = { json: { ...json }, pairedItem: { item: itemIndex } };
			items.push(markedFailed(context, failed, itemIndex, failure));
		}
	}
	return [items];
}

async function cancelOne(session: Session, id: string, json: IDataObject): Promise<BatchJson> {
	const { context } = session;
	const known = json.batch as unknown as BatchJson | undefined;
	if (id === '' && known?.status === QUEUED) return { ...known, status: 'cancelled' };
	if (id === '') {
		throw new SettingError(
			'batchId',
			(name) => `${name} is empty`,
			'Connect an output of Submit, or enter the ID of a batch, such as batch_68f0….',
		);
	}
	const before = known?.id === id ? known : undefined;
	const state = await stateOf(session, id, before);
	if (state.ended && wasQueueFull(state.ended)) {
		addHints(context, [
			`Batch ${id} had found no room in OpenAI's queue. It is not created again, and nothing was billed.`,
		]);
		return { ...state.json, id: null, status: 'cancelled' };
	}
	if (state.ended) {
		addHints(context, [
			`Batch ${id} had ended already (${state.ended.status}). What it made can be collected.`,
		]);
		return state.json;
	}
	const batch = await cancelBatch(requestDeps(session), id);
	addHints(context, [
		`Batch ${id} is being canceled, which takes up to 10 minutes. What it has made by then is billed and can be collected.`,
	]);
	return updated(state.json, batch);
}
