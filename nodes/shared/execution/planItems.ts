import { ExpressionError, type IExecuteFunctions } from 'n8n-workflow';
import { breathe } from '../images/breathe';
import { failureOf } from '../items/failures/failure';
import { missingImage } from '../items/failures/missingImage';
import { imageCalls, type ImageCall, type MissingImage, type WantedCall } from '../items/imageCall';
import type { ItemGroup } from '../items/imageItems';
import {
	checkOutputSettings,
	readOutputSettings,
	type OutputSettings,
} from '../parameters/readOutput';
import { readModelAndPrompt } from '../parameters/readWanted';
import { SettingError } from '../request/settings';
import { expected } from '../words';
import type { Session } from './session';

/** What is to be done for one input item, or for several whose images go into one edit. */
export interface ItemPlan {
	output: OutputSettings;
	calls: WantedCall[];
}

/** Reads and checks items without paying for anything. @throws {SettingError} */
export type PlanItem = (itemIndexes: ItemGroup) => ItemPlan | Promise<ItemPlan>;

/** A plan, or why there is none. */
export interface PlannedItem {
	/** The input item that the images are paired with: the first of `itemIndexes`. */
	itemIndex: number;
	/** The input items that the images come from. */
	itemIndexes: ItemGroup;
	output: OutputSettings | undefined;
	calls: ImageCall[];
	rejected?: MissingImage;
}

/** Every input item on its own. */
export function singleItems(context: IExecuteFunctions): ItemGroup[] {
	return [...context.getInputData().keys()].map((itemIndex): ItemGroup => [itemIndex]);
}

/** Plans may download images: not all items at once. */
const PLANS_AT_ONCE = 4;

/**
 * Plans all items, in their order. What SettingError says of an item is noted, not thrown.
 * @throws the signal's reason where the execution was stopped.
 */
export async function planItems(
	session: Session,
	groups: ItemGroup[],
	plan: PlanItem,
): Promise<PlannedItem[]> {
	const planned: PlannedItem[] = [];
	for (let start = 0; start < groups.length; start += PLANS_AT_ONCE) {
		await breathe(session.signal);
		const some = groups.slice(start, start + PLANS_AT_ONCE);
		planned.push(...(await Promise.all(some.map((group) => planOne(session, group, plan)))));
	}
	return planned;
}

async function planOne(
	session: Session,
	itemIndexes: ItemGroup,
	plan: PlanItem,
): Promise<PlannedItem> {
	const [itemIndex] = itemIndexes;
	try {
		const { output, calls } = await plan(itemIndexes);
		checkOutputSettings(output);
		for (const call of calls) checkBudgetIsKnown(session, call);
		return { itemIndex, itemIndexes, output, calls: imageCalls(itemIndexes, calls) };
	} catch (thrown) {
		return { itemIndex, itemIndexes, calls: [], ...rejection(session, itemIndex, thrown) };
	}
}

/** An expression that fails is n8n's to report, unless the other items are to go on without this one. */
function rejection(
	{ context, redact }: Session,
	itemIndex: number,
	thrown: unknown,
): Pick<PlannedItem, 'output' | 'rejected'> {
	const about = { model: '', prompt: '', index: 1, count: 1, warnings: [] };
	if (thrown instanceof ExpressionError && context.continueOnFail()) {
		return { output: undefined, rejected: missingImage(about, failureOf(thrown, redact.text)) };
	}
	const failure = failureOf(expected(thrown, SettingError), redact.text);
	return {
		output: readOutputSettings(context, itemIndex),
		rejected: missingImage({ ...about, ...readModelAndPrompt(context, itemIndex) }, failure),
	};
}

/** With a budget, a call whose cost has no known bound must not be made. @throws {SettingError} */
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
		`${basis}, so the limit cannot be enforced`,
		`Remove Max Spend (USD) from Run Settings, or ${instead}.`,
	);
}
