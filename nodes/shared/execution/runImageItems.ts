import type { INodeExecutionData } from 'n8n-workflow';
import { isFailed } from '../items/failures/missingImage';
import { NOTHING_PAID } from '../items/failures/nodeError';
import { FileNames } from '../items/fileName';
import type { CallOutcome, ImageCall, MissingImage } from '../items/imageCall';
import { itemsOf, previewWarnings, type ItemGroup } from '../items/imageItems';
import type { ImageErrorJson } from '../items/imageJson';
import { plural } from '../words';
import { dryRunEntries, dryRunItems } from './dryRun';
import { performCalls } from './performCalls';
import { planItems, type PlanItem, type PlannedItem } from './planItems';
import { closeSession, type Session } from './session';
import { rejectedItem, stopAtFirst, type FailedItem } from './stopAtFirst';
import { addHints, countOf, tellRun } from './tellRun';

/**
 * Plans every item, makes the calls, and returns the images in the order of the items. Bad input
 * stops the run before the first call; a call that fails lets the others finish first. With On Error
 * set to continue each item says what became of it instead.
 * @param groups the items by index, those together whose images go into one edit.
 * @throws NodeApiError or NodeOperationError
 */
export async function runImageItems(
	session: Session,
	groups: ItemGroup[],
	plan: PlanItem,
): Promise<INodeExecutionData[]> {
	const { context, settings } = session;
	const goesOn = context.continueOnFail();
	const planned = await planItems(session, groups, plan);
	if (!goesOn) stopAtFirst(session, planned.flatMap(rejectedItem), NOTHING_PAID);
	if (settings.dryRun) return dryRunItems(session, planned.flatMap(dryRunEntries));

	const calls = planned.flatMap((item) => item.calls);
	const outcomes = await performCalls(session, calls, fileNamesBy(planned));
	tellRun(session, outcomes);
	const failed = outcomes.flatMap((outcome) => failedItems(session, outcome));
	if (session.signal?.aborted) stopAtFirst(session, failed.filter(isCancelled), '');
	if (!goesOn) stopAtFirst(session, failed, whatIsKept(outcomes, failed));

	const items = planned.flatMap(({ itemIndex, itemIndexes, output, rejected }) => {
		const arrived = outcomes.filter((outcome) => outcome.itemIndex === itemIndex);
		const images = rejected ? [rejected] : arrived.flatMap((outcome) => outcome.images);
		return itemsOf(context, itemIndexes, images, output, (image) => isFailed(image, settings));
	});
	addHints(context, previewWarnings(items), 'warning');
	await closeSession(session, items, calls);
	return items;
}

const isCancelled = ({ missing }: FailedItem) => missing.json.status === 'cancelled';

/** The same request will always end in the same way. */
const FOR_EVER: ReadonlySet<ImageErrorJson['reason']> = new Set([
	'refused',
	'invalid',
	'model_not_found',
]);

function whatIsKept(outcomes: CallOutcome[], failed: FailedItem[]): string {
	const { arrived, wanted } = countOf(outcomes);
	if (arrived === 0) return '';
	const kept = `${arrived} of ${plural(wanted, 'image')} arrived and are kept`;
	const reasons = failed.map(({ missing }) => missing.json.error.reason);
	if (reasons.every((reason) => FOR_EVER.has(reason))) {
		const refused = reasons.every((reason) => reason === 'refused');
		const setting = refused
			? 'Refusals in Run Settings to Return as Items, or On Error to Continue'
			: 'On Error to Continue';
		return `${kept}. To get them without paying again, set ${setting}, save, and retry this execution from the Executions list with the currently saved workflow.`;
	}
	// What may have been charged is repeated by a person only, which is said already.
	const isPaidMaybe = failed.some(({ missing }) => missing.json.costUsd === null);
	if (isPaidMaybe) return `${kept}, and a retry of the execution requests only the rest.`;
	return `${kept}: retry this execution from the Executions list, or turn on Retry On Fail, and only the rest is requested. n8n shows no output of a failed node: set On Error to Continue to get the images even if others fail.`;
}

function failedItems({ settings }: Session, { itemIndex, images }: CallOutcome): FailedItem[] {
	return images
		.filter((image): image is MissingImage => image.binary === undefined)
		.filter((image) => isFailed(image, settings))
		.map((missing) => ({ itemIndex, missing }));
}

/** File names differ across the run; items with the same pattern share one list. */
function fileNamesBy(planned: PlannedItem[]) {
	const patternOf = new Map(planned.map(({ itemIndex, output }) => [itemIndex, output?.fileName]));
	const taken = new Set<string>();
	const byPattern = new Map<string, FileNames>();
	return ({ itemIndex }: ImageCall): FileNames => {
		const pattern = patternOf.get(itemIndex) ?? '';
		const names = byPattern.get(pattern) ?? new FileNames(pattern, taken);
		byPattern.set(pattern, names);
		return names;
	};
}
