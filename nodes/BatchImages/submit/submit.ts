import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { planGenerate } from '../../shared/execution/planGenerate';
import { planItems, singleItems, type PlannedItem } from '../../shared/execution/planItems';
import {
	closeSession,
	openSession,
	requestDeps,
	requestPolicy,
	type Session,
} from '../../shared/execution/session';
import { rejectedItem, stopAtFirst, type FailedItem } from '../../shared/execution/stopAtFirst';
import { editGroups, planEdit } from '../../shared/inputs/planEdit';
import { itemsOf } from '../../shared/items/imageItems';
import { CANCELLED, failureOf } from '../../shared/items/failures/failure';
import { aboutCall, missingImage } from '../../shared/items/failures/missingImage';
import { nodeErrorOf, NOTHING_PAID } from '../../shared/items/failures/nodeError';
import { BATCH_LIMITS } from '../../shared/models/batch';
import { firstOf } from '../../shared/words';
import { batchesInWords } from '../batches/words';
import { OwnBatches } from '../batches/account';
import { intoBatches } from '../lines/cut';
import { linesOf, type BatchLine } from '../lines/lines';
import { readSubmitSettings } from '../batches/parameters';
import { drySubmit } from './dryRun';
import { checkSpend, rememberSpend } from './spend';
import { isFinal } from './leftovers';
import { Part, type SubmittedPart } from './part';
import { References } from './references';
import { tellSubmitted } from './tell';

/** Hours that a batch may be under way, with room to spare. */
const UNDER_WAY_HOURS = BATCH_LIMITS.completionWindow + 2;
const HOUR_MS = 3_600_000;

/**
 * Submits the images of all items as batches. Everything is checked and priced before the first upload.
 * @returns an item a batch, then an item for each image that could not be submitted where On Error continues.
 * @throws NodeApiError or NodeOperationError
 */
export async function submitBatches(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const session = await openSession(context);
	const { label, source } = settingsOf(session);
	const policy = requestPolicy(session, 'batch');
	const planned =
		source === 'edit'
			? await planItems(session, editGroups(context), planEdit(session, policy))
			: await planItems(session, singleItems(context), planGenerate(session, policy));
	if (!context.continueOnFail()) {
		stopAtFirst(session, planned.flatMap(rejectedItem), NOTHING_PAID);
	}
	const lines = linesOf(context, planned);
	if (session.settings.dryRun) return [drySubmit(session, planned, lines)];
	checkSpend(session, lines);
	const parts: Part[] = [];
	for (const some of intoBatches(lines)) {
		parts.push(await Part.open(session, some, parts.length + 1, label));
	}
	const { submitted, failed } = await submitAll(session, parts);
	tellSubmitted(session, submitted, parts);
	rememberSpend(session, lines);

	const items = [
		...submitted.map(([part, { json }]): INodeExecutionData => {
			const itemIndexes = new Set(part.lines.flatMap(({ call }) => call.itemIndexes));
			return {
				json: { batch: json as never },
				pairedItem: [...itemIndexes].map((item) => ({ item })),
			};
		}),
		...planned.flatMap((plan) => missingItems(context, plan, failed)),
	];
	if (failed.length === 0) for (const part of parts) part.forget();
	await closeSession(session, items, []);
	return [items];
}

/** @throws NodeOperationError */
function settingsOf({ context, redact }: Session) {
	try {
		return readSubmitSettings(context);
	} catch (thrown) {
		throw nodeErrorOf(context, 0, failureOf(thrown, redact.text));
	}
}

async function submitAll(session: Session, parts: readonly Part[]) {
	const { context, clock, redact } = session;
	const submitted: Array<[Part, SubmittedPart]> = [];
	const failed: FailedItem[] = [];
	if (parts.length === 0) return { submitted, failed };
	const since = Math.min(
		clock.now() - UNDER_WAY_HOURS * HOUR_MS,
		...parts.map((part) => part.since ?? Infinity),
	);
	const references = await References.open(session);
	/** Tokens of this run in the queue, by model. */
	const queued = new Map<string, number>();
	let batches: OwnBatches | undefined;
	/** Whose input images stay: of batches that there are or may be. */
	const needed: BatchLine[] = [];
	for (const part of parts) {
		try {
			batches ??= await OwnBatches.list(session, requestDeps(session), since);
			const tokens = (queued.get(part.model) ?? 0) + part.tokens;
			const before = await part.before(batches);
			const hasRoom = tokens <= BATCH_LIMITS.enqueuedTokens;
			const result = before ?? (await part.submit(references, hasRoom));
			if (result.json.id !== null) queued.set(part.model, tokens);
			// What did not fit now leaves no room for what comes behind it.
			else queued.set(part.model, Infinity);
			submitted.push([part, result]);
			needed.push(...part.lines);
		} catch (thrown) {
			const failure = session.signal?.aborted ? CANCELLED : failureOf(thrown, redact.text);
			const missing = part.lines.map(({ call }) => ({
				itemIndex: call.itemIndex,
				missing: missingImage(aboutCall(call), failure),
			}));
			if (!isFinal(thrown)) needed.push(...part.lines);
			if (session.signal?.aborted || !context.continueOnFail()) {
				await references.discard(needed);
				throw nodeErrorOf(context, missing[0]!.itemIndex, failure, whatIsSubmitted(submitted));
			}
			failed.push(...missing);
		}
	}
	await references.discard(needed);
	return { submitted, failed };
}

/** How many IDs a message names. */
const MOST_IDS = 5;

function whatIsSubmitted(submitted: ReadonlyArray<[Part, SubmittedPart]>): string {
	const ids = submitted.flatMap(([, { json }]) => json.id ?? []);
	if (ids.length === 0) return '';
	return `${batchesInWords(ids.length)} submitted before (${firstOf(ids, MOST_IDS)}): retry this execution, and only the rest is submitted.`;
}

/** What an item could not have submitted, as On Error wants it. */
function missingItems(
	context: IExecuteFunctions,
	{ itemIndex, itemIndexes, output, rejected }: PlannedItem,
	failed: readonly FailedItem[],
): INodeExecutionData[] {
	const missing = rejected
		? [rejected]
		: failed.filter((one) => one.itemIndex === itemIndex).map((one) => one.missing);
	return itemsOf(context, itemIndexes, missing, output, () => true);
}
