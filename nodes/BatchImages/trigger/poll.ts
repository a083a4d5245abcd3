import {
	NodeApiError,
	type IDataObject,
	type INodeExecutionData,
	type IPollFunctions,
} from 'n8n-workflow';
import { readCredential } from '../../shared/execution/credential';
import { createTransport } from '../../shared/execution/transport';
import { ApiError } from '../../shared/openai/errors/apiError';
import type { ApiBatch } from '../../shared/openai/batches';
import { createRedactor } from '../../shared/openai/redact';
import { systemClock } from '../../shared/pace/systemClock';
import { RUN_DEFAULTS } from '../../shared/parameters/description/run';
import { expected } from '../../shared/words';
import { OwnBatches } from '../batches/account';
import { batchJsonOf } from '../batches/batchJson';
import { readTriggerLabel } from '../batches/parameters';
import { endedAt, hasEnded } from '../batches/status';

/** Milliseconds that are looked back: a batch lasts a day, so that n8n may be down for nearly two. */
const LOOK_BACK_MS = 3 * 24 * 3_600_000;
const TIMEOUT_MS = 60_000;

/** In the trigger's static data, which n8n keeps while the workflow is active. */
interface Reported {
	/** IDs of batches that have ended and were reported, or had ended before the first poll. */
	reported?: string[];
}

/**
 * The batches that have ended since the last poll; the first poll only takes note of those that have.
 * A test in the editor shows the batch that ended last.
 * @throws NodeApiError
 */
export async function pollBatches(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const label = readTriggerLabel(context);
	const now = systemClock.now();
	const ended = (await ownBatches(context, now - LOOK_BACK_MS)).filter(
		(batch) => hasEnded(batch, now) && (label === '' || batch.metadata?.label === label),
	);
	if (context.getMode() === 'manual') return itemsOf(ended.toSorted(byEnd).slice(-1));
	const data = context.getWorkflowStaticData('node') as Reported;
	const before = data.reported;
	// What is no longer listed is too old to be reported again.
	data.reported = ended.map(({ id }) => id);
	if (before === undefined) return null;
	return itemsOf(ended.filter(({ id }) => !before.includes(id)).toSorted(byEnd));
}

async function ownBatches(context: IPollFunctions, sinceMs: number): Promise<readonly ApiBatch[]> {
	const credential = await readCredential(context);
	const redact = createRedactor(credential.secrets);
	const deps = {
		transport: createTransport(context, credential),
		redact,
		clock: systemClock,
		timeoutMs: TIMEOUT_MS,
		maxRetries: Number(RUN_DEFAULTS.maxRetries),
	};
	try {
		return (await OwnBatches.list({ credential, redact }, deps, sinceMs)).all();
	} catch (thrown) {
		const { message, howToFix: description } = expected(thrown, ApiError);
		throw new NodeApiError(context.getNode(), { message, description }, { message, description });
	}
}

const byEnd = (one: ApiBatch, other: ApiBatch) => (endedAt(one) ?? 0) - (endedAt(other) ?? 0);

function itemsOf(batches: readonly ApiBatch[]): INodeExecutionData[][] | null {
	if (batches.length === 0) return null;
	const items = batches.map((batch) => ({
		json: { batch: batchJsonOf(batch) as unknown as IDataObject },
	}));
	return [items];
}
