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
/** Milliseconds after its creation until a batch is forgotten: by then it is not listed any more. */
const REMEMBERED_MS = 2 * LOOK_BACK_MS;
const TIMEOUT_MS = 60_000;

/** In the trigger's static data, which n8n keeps with the workflow, also while that is inactive. */
interface Noted {
	/**
	 * Batches that have ended and were reported, or had ended before the first poll: milliseconds of their creation by
	 * ID. Of any label, so that to change the label reports no old ones.
	 */
	reported?: Record<string, number>;
}

/**
 * The batches that have ended since the last poll; the first poll only takes note of those that have.
 * A test in the editor shows the batch that ended last.
 * @throws NodeApiError
 */
export async function pollBatches(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const label = readTriggerLabel(context);
	const now = systemClock.now();
	const ended = (await ownBatches(context, now - LOOK_BACK_MS))
		.filter((batch) => hasEnded(batch, now))
		.toSorted(byEnd);
	const wanted = ended.filter(({ metadata }) => label === '' || metadata?.label === label);
	if (context.getMode() === 'manual') return itemsOf(wanted.slice(-1));
	const data = context.getWorkflowStaticData('node') as Noted;
	const before = new Map(Object.entries(data.reported ?? {}));
	const isFirst = data.reported === undefined;
	const noted = new Map(before);
	for (const { id, created_at } of ended) noted.set(id, (created_at ?? now / 1000) * 1000);
	// A batch that a list once leaves out is not reported again when it is back.
	data.reported = Object.fromEntries(
		[...noted].filter(([, createdAt]) => createdAt > now - REMEMBERED_MS),
	);
	return isFirst ? null : itemsOf(wanted.filter(({ id }) => !before.has(id)));
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
