import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { closeSession, openSession, type Session } from '../../shared/execution/session';
import { addHints } from '../../shared/execution/tellRun';
import { CANCELLED, failureOf } from '../../shared/items/failures/failure';
import { markedFailed } from '../../shared/items/imageItems';
import { nodeErrorOf, type Failed } from '../../shared/items/failures/nodeError';
import { SettingError } from '../../shared/request/settings';
import { readBatchId, readDeleteFiles } from '../batches/parameters';
import type { BatchJson } from '../batches/types';
import { CollectedBatches } from './collected';
import { collectEnded, deleteFilesOf, type CollectedBatch } from './endedBatch';
import { imageItems, notMadeItems, runningItem } from './items';
import { QueueTurn, stateOf } from '../batches/state';
import { tellCollected, tellRunning } from './tell';

/** What the input items became. */
interface Outcome {
	collected: Array<[itemIndex: number, batch: CollectedBatch]>;
	running: INodeExecutionData[];
	/** Items that are no batch, or whose batch could not be collected. */
	others: INodeExecutionData[];
	turn: QueueTurn;
}

/**
 * Collects the images of the batches that have ended.
 * @returns Images, Not Made, Still Running.
 * @throws NodeApiError or NodeOperationError
 */
export async function collectBatches(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const session = await openSession(context);
	const deleteFiles = readDeleteFiles(context);
	const outcome: Outcome = {
		...{ collected: [], running: [], others: [] },
		turn: new QueueTurn(),
	};
	const seen = new Set<string>();
	const takenNames = new Set<string>();
	for (const itemIndex of context.getInputData().keys()) {
		try {
			await collectItem(session, itemIndex, seen, takenNames, outcome);
		} catch (thrown) {
			const { signal, redact } = session;
			const failure = signal?.aborted ? CANCELLED : failureOf(thrown, redact.text);
			if (signal?.aborted || !context.continueOnFail()) {
				throw nodeErrorOf(context, itemIndex, failure, whatIsKept(outcome));
			}
			outcome.others.push(failedItem(context, itemIndex, failure));
		}
	}
	const { collected, running, others } = outcome;
	const images = collected.flatMap(([itemIndex, batch]) => imageItems(context, itemIndex, batch));
	const notMade = collected.flatMap(([itemIndex, batch]) =>
		notMadeItems(context, itemIndex, batch),
	);
	tellCollected(
		session,
		collected.map(([, batch]) => batch),
	);
	tellRunning(session, running);
	new CollectedBatches(context).add(collected.map(([, { batch }]) => batch.id));
	if (deleteFiles === 'afterCollecting') {
		for (const [, batch] of collected) {
			const why = await deleteFilesOf(session, batch);
			if (why !== undefined) addHints(context, [`${why}.`], 'warning');
		}
	}
	await closeSession(session, images, []);
	return [images, [...notMade, ...others], running];
}

async function collectItem(
	session: Session,
	itemIndex: number,
	seen: Set<string>,
	takenNames: Set<string>,
	outcome: Outcome,
): Promise<void> {
	const { context } = session;
	const item = context.getInputData()[itemIndex];
	const id = readBatchId(context, itemIndex);
	const before = batchOf(item?.json, id);
	if (id === '' && before === undefined) {
		if (!isRejectedImage(item?.json)) throw noBatch(item?.json);
		// A row that Submit could not submit: it is accounted for here.
		outcome.others.push({ json: { ...item?.json }, pairedItem: { item: itemIndex } });
		return;
	}
	const name = id || `queued ${before?.metadata.identity}`;
	if (seen.has(name)) return;
	seen.add(name);
	if (new CollectedBatches(context).has(id)) {
		addHints(context, [`Batch ${id} was collected before in this execution.`]);
		return;
	}
	const { json, ended } = await stateOf(session, id, before, outcome.turn);
	if (ended === undefined) {
		outcome.running.push(runningItem(item?.json ?? {}, json, itemIndex));
		return;
	}
	outcome.collected.push([itemIndex, await collectEnded(session, ended, json, takenNames)]);
}

/** What the item knows of the batch: what Submit or an earlier Collect put there. */
function batchOf(json: IDataObject | undefined, id: string): BatchJson | undefined {
	const batch = json?.batch as unknown as BatchJson | undefined;
	if (typeof batch !== 'object' || batch === null) return undefined;
	if (typeof batch.metadata !== 'object' || batch.metadata === null) return undefined;
	if (id !== '') return batch.id === id ? batch : undefined;
	return typeof batch.inputFileId === 'string' ? batch : undefined;
}

function isRejectedImage(json: IDataObject | undefined): boolean {
	const image = json?.image as { status?: unknown; error?: unknown } | undefined;
	return typeof image?.status === 'string' && image.status !== 'ok' && image.error !== undefined;
}

function noBatch(json: IDataObject | undefined): SettingError {
	return new SettingError(
		'batchId',
		(name) => `${name} is empty`,
		json?.plan === undefined
			? 'Connect an output of Submit, or enter the ID of a batch, such as batch_68f0….'
			: 'This is the item of a Dry Run, which submits nothing. Turn Dry Run off in Run Settings of Submit.',
	);
}

function failedItem(
	context: IExecuteFunctions,
	itemIndex: number,
	failure: Failed,
): INodeExecutionData {
	const json = { ...context.getInputData()[itemIndex]?.json };
	return markedFailed(context, { json, pairedItem: { item: itemIndex } }, itemIndex, failure);
}

function whatIsKept({ collected }: Outcome): string {
	if (collected.length === 0) return '';
	return 'Images that have arrived are kept: retry this execution, or turn on Retry On Fail, and only the rest is downloaded.';
}
