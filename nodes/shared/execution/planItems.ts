import { ExpressionError } from 'n8n-workflow';
import { SettingError, type Warning } from '../request/settings';
import { inEditorWords } from '../parameters/displayNames';
import { expected } from '../items/expected';
import { failureOf } from '../items/failures';
import type { ImageCall, MissingImage } from '../items/imageCall';
import { missingImage } from '../items/missingImage';
import {
	checkOutputSettings,
	readOutputSettings,
	type OutputSettings,
} from '../parameters/readOutput';
import { readModelAndPrompt } from '../parameters/readWanted';
import type { Session } from './session';

/** A call as a node plans it; its place among the images of its item is added here. */
export type WantedCall = Omit<ImageCall, 'itemIndex' | 'firstIndex' | 'itemCount'>;

/** What is to be done for one input item, or for several whose images go into one edit. */
export interface ItemPlan {
	output: OutputSettings;
	calls: WantedCall[];
}

/** Reads and checks items without paying for anything. @throws {SettingError} */
export type PlanItem = (itemIndexes: number[]) => ItemPlan | Promise<ItemPlan>;

/** A plan, or why there is none. */
export interface PlannedItem {
	/** The input items that the images come from; the first one's settings hold. */
	itemIndexes: number[];
	output: OutputSettings | undefined;
	calls: ImageCall[];
	refused?: MissingImage;
}

/** Plans may download images: not all items at once. */
const PLANS_AT_ONCE = 4;

/** Plans all items, in their order. What SettingError says of an item is noted, not thrown. */
export async function planItems(
	session: Session,
	groups: number[][],
	plan: PlanItem,
): Promise<PlannedItem[]> {
	const planned: PlannedItem[] = [];
	for (let start = 0; start < groups.length; start += PLANS_AT_ONCE) {
		const some = groups.slice(start, start + PLANS_AT_ONCE);
		planned.push(...(await Promise.all(some.map((group) => planOne(session, group, plan)))));
	}
	return planned;
}

async function planOne(
	session: Session,
	itemIndexes: number[],
	plan: PlanItem,
): Promise<PlannedItem> {
	try {
		const { output, calls } = await plan(itemIndexes);
		checkOutputSettings(output);
		return { itemIndexes, output, calls: placed(session, itemIndexes[0] ?? 0, calls) };
	} catch (thrown) {
		return { itemIndexes, calls: [], ...refusedItem(session, itemIndexes[0] ?? 0, thrown) };
	}
}

/** An expression that fails is n8n's to tell, unless the other items are to go on without this one. */
function refusedItem(
	{ context, redact }: Session,
	itemIndex: number,
	thrown: unknown,
): Pick<PlannedItem, 'output' | 'refused'> {
	const about = { model: '', prompt: '', index: 1, count: 1, warnings: [] };
	if (thrown instanceof ExpressionError && context.continueOnFail()) {
		return { output: undefined, refused: missingImage(about, failureOf(thrown, redact.text)) };
	}
	const failure = failureOf(expected(thrown, SettingError), redact.text);
	return {
		output: readOutputSettings(context, itemIndex),
		refused: missingImage({ ...about, ...readModelAndPrompt(context, itemIndex) }, failure),
	};
}

function placed(session: Session, itemIndex: number, wanted: WantedCall[]): ImageCall[] {
	const imagesOf = ({ request }: WantedCall) => request.body.n ?? 1;
	const itemCount = wanted.reduce((count, call) => count + imagesOf(call), 0);
	let firstIndex = 0;
	return wanted.map((call) => {
		checkBudgetIsKnown(session, call);
		const request = { ...call.request, warnings: call.request.warnings.map(asRead) };
		const placedCall = { ...call, request, itemIndex, firstIndex, itemCount };
		firstIndex += imagesOf(call);
		return placedCall;
	});
}

const asRead = ({ setting, message }: Warning): Warning => ({
	setting,
	message: inEditorWords(setting, message),
});

/** With a budget, a call whose cost nobody can bound must not be made. @throws {SettingError} */
export function checkBudgetIsKnown(
	{ settings }: Session,
	{ request }: Pick<WantedCall, 'request'>,
): void {
	if (settings.maxSpendUsd === undefined || request.estimate.budgetUsd !== null) return;
	const { basis, unknownOf } = request.estimate;
	const instead =
		unknownOf === 'outputFormat'
			? 'choose PNG, JPEG or WebP as the Output Format'
			: 'choose a model that this version has prices for';
	throw new SettingError(
		'maxSpend',
		`${basis}, so that no limit can be kept`,
		`Remove Max Spend (USD) from Run Settings, or ${instead}.`,
	);
}
