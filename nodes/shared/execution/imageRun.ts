import type { INodeExecutionData } from 'n8n-workflow';
import { endRun } from './endRun';
import { FileNames } from '../items/fileName';
import type { CallOutcome, ImageCall, MissingImage } from '../items/imageCall';
import { itemsOf, previewWarnings } from '../items/imageItems';
import type { ImageErrorJson } from '../items/imageJson';
import { isFailed } from '../items/missingImage';
import { nodeErrorOf, NOTHING_PAID, type ItemFailure } from '../items/nodeErrors';
import { performCalls } from './performCalls';
import { planItems, type PlanItem, type PlannedItem } from './planItems';
import type { Session } from './session';
import { addHints, tellRun } from './tellRun';

/**
 * Plans every item, makes the calls, and puts the images out in the order of the items. Bad input
 * stops the run before the first call; a call that fails lets the others finish first. With On Error
 * set to continue each item tells its own end instead.
 * @param groups the items by index, those together whose images go into one edit.
 * @throws NodeApiError or NodeOperationError
 */
export async function runImageItems(
	session: Session,
	groups: number[][],
	plan: PlanItem,
): Promise<INodeExecutionData[]> {
	const { context, settings } = session;
	const goesOn = context.continueOnFail();
	const planned = await planItems(session, groups, plan);
	if (!goesOn) stopAtFirst(session, planned.flatMap(refusalOf), NOTHING_PAID);

	const calls = planned.flatMap((item) => item.calls);
	const outcomes = await performCalls(session, calls, fileNamesBy(planned));
	tellRun(session, outcomes);
	const failures = outcomes.flatMap((outcome) => failuresOf(session, outcome));
	if (session.signal?.aborted) stopAtFirst(session, failures.filter(isCancelled), '');
	if (!goesOn) stopAtFirst(session, failures, whatIsKept(outcomes, failures));

	const items = planned.flatMap(({ itemIndexes, output, refused }) => {
		const arrived = outcomes.filter(({ itemIndex }) => itemIndex === itemIndexes[0]);
		const images = refused ? [refused] : arrived.flatMap((outcome) => outcome.images);
		return itemsOf(context, itemIndexes, images, output, (image) => isFailed(image, settings));
	});
	addHints(context, previewWarnings(items), 'warning');
	endRun(session, items, calls);
	return items;
}

const isCancelled = ({ error }: ItemFailure) => error.reason === 'cancelled';

/** @throws the first failure as n8n's error; does nothing where there is none. */
function stopAtFirst(session: Session, failures: ItemFailure[], more: string): void {
	const [first, ...others] = failures;
	if (first === undefined) return;
	const rest = others.filter(({ itemIndex }) => itemIndex !== first.itemIndex);
	const alike = rest.length === 0 ? '' : `Other items without an image: ${listed(rest)}.`;
	throw nodeErrorOf(session.context, first, [alike, more].filter(Boolean).join(' '));
}

function listed(failures: ItemFailure[]): string {
	const numbers = [...new Set(failures.map(({ itemIndex }) => itemIndex + 1))];
	const shown = numbers.slice(0, 10).join(', ');
	return numbers.length > 10 ? `${shown} and ${numbers.length - 10} more` : shown;
}

/** The same request will end so again, whoever repeats it and whenever. */
const FOR_EVER: ReadonlySet<ImageErrorJson['reason']> = new Set([
	'refused',
	'invalid',
	'model_not_found',
]);

function whatIsKept(outcomes: CallOutcome[], failures: ItemFailure[]): string {
	const images = outcomes.flatMap((outcome) => outcome.images);
	const arrived = images.filter(({ binary }) => binary !== undefined).length;
	if (arrived === 0) return '';
	const reasons = failures.map(({ error }) => error.reason);
	if (reasons.every((reason) => FOR_EVER.has(reason))) {
		const refused = reasons.every((reason) => reason === 'refused');
		const setting = refused
			? 'Refusals in Run Settings to Return as Items, or On Error to Continue'
			: 'On Error to Continue';
		return `${arrived} of ${images.length} images arrived and are kept. To get them without paying again, set ${setting}, save, and retry this execution from the Executions list with the currently saved workflow.`;
	}
	return `${arrived} of ${images.length} images arrived and are kept: retry this execution from the Executions list, or turn on Retry On Fail, and only the rest is requested. Set On Error to Continue to get each item's own end.`;
}

function refusalOf({ itemIndexes, refused }: PlannedItem): ItemFailure[] {
	return refused ? [asFailure(itemIndexes[0] ?? 0, refused)] : [];
}

function failuresOf(session: Session, { itemIndex, images }: CallOutcome): ItemFailure[] {
	return images
		.filter((image): image is MissingImage => image.binary === undefined)
		.filter((image) => isFailed(image, session.settings))
		.map((image) => asFailure(itemIndex, image));
}

function asFailure(itemIndex: number, { json, setting, cause }: MissingImage): ItemFailure {
	return { itemIndex, error: json.error, setting, cause };
}

/** File names differ across the run; items with the same pattern share one list. */
function fileNamesBy(planned: PlannedItem[]) {
	const patternOf = new Map(planned.map((item) => [item.itemIndexes[0], item.output?.fileName]));
	const taken = new Set<string>();
	const byPattern = new Map<string, FileNames>();
	return ({ itemIndex }: ImageCall): FileNames => {
		const pattern = patternOf.get(itemIndex) ?? '';
		const names = byPattern.get(pattern) ?? new FileNames(pattern, taken);
		byPattern.set(pattern, names);
		return names;
	};
}
