import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { markedFailed } from '../items/imageItems';
import type { Failed } from '../items/failures/nodeError';
import { setKeepingBefore } from '../items/carriedFields';
import { imagePlanOf, type PlanJson, type RejectedPlanJson } from '../items/planJson';
import { displayNameOf } from '../parameters/displayNames';
import { readOutputSettings } from '../parameters/readOutput';
import { fitting, type ForeseenCost } from '../pace/fitting';
import { firstOf, listed, plural, roughUsd, usdInText } from '../words';
import type { PlannedItem } from './planItems';
import type { Session } from './session';
import { addHints } from './tellRun';

/** A request that a real run would make, or why an item would have none. */
export interface DryRunEntry {
	/** The input item that it belongs to. */
	itemIndex: number;
	plan: PlanJson | RejectedPlanJson;
	/** Where there is no request: why. */
	failed?: Failed;
	/** Where the plan is of several requests: the cost of each. */
	parts?: readonly ForeseenCost[];
}

/** Those of an input item. */
export function dryRunEntries({ itemIndex, calls, rejected }: PlannedItem): DryRunEntry[] {
	if (rejected === undefined) return calls.map((call) => ({ itemIndex, plan: imagePlanOf(call) }));
	const { status, model, prompt, error } = rejected.json;
	return [{ itemIndex, plan: { status, model, prompt, error }, failed: rejected }];
}

interface Planner {
	context: IExecuteFunctions;
	/** Only what is paid for has a limit. */
	settings?: Pick<Session['settings'], 'maxSpendUsd'> | undefined;
	budget?: Pick<Session['budget'], 'spentUsd'> | undefined;
}

/**
 * The output of a Dry Run: an item for each request, with `json.plan` in place of `json.image`, and hints with the
 * sum and with what Max Spend would leave out. Requests nothing, stores nothing, keeps nothing.
 * @param entries in the order in which a run would send them.
 */
export function dryRunItems(
	session: Planner,
	entries: readonly DryRunEntry[],
): INodeExecutionData[] {
	const { context } = session;
	const { told, leftOut } = withBudget(session, entries);
	addHints(context, [DRY_RUN, sumLine(entries.filter(isPlanned).map(({ plan }) => plan))]);
	addHints(context, maxSpendLine(session, leftOut, entries));
	return told.map(({ itemIndex, plan, failed }) => {
		const output = readOutputSettings(context, itemIndex);
		const json: IDataObject = output.includeInputFields
			? { ...context.getInputData()[itemIndex]?.json }
			: {};
		// An image of an earlier step moves to where a real run puts it, so that none looks like this run's.
		for (const name of ['image', 'images']) {
			if (!(name in json)) continue;
			setKeepingBefore(json, name, null);
			delete json[name];
		}
		setKeepingBefore(json, 'plan', plan as unknown as IDataObject);
		const item: INodeExecutionData = { json, pairedItem: { item: itemIndex } };
		return failed ? markedFailed(context, item, itemIndex, failed) : item;
	});
}

const DRY_RUN =
	'Dry Run is on: nothing was requested, uploaded, downloaded or charged, and there are no images. Turn it off in Run Settings to make them.';

type PlannedEntry = DryRunEntry & { plan: PlanJson };

const isPlanned = (entry: DryRunEntry): entry is PlannedEntry => entry.plan.status === 'planned';

const spentBefore = (budget: Planner['budget']) => budget?.spentUsd() ?? 0;

const partsOf = ({ plan, parts }: PlannedEntry) => parts ?? [plan];

/** With a budget, each plan says whether there would be enough left of it. */
function withBudget({ settings, budget }: Planner, entries: readonly DryRunEntry[]) {
	const { maxSpendUsd } = settings ?? {};
	if (maxSpendUsd === undefined) return { told: entries, leftOut: [] };
	const fits = fitting(
		entries.filter(isPlanned).flatMap(partsOf),
		maxSpendUsd,
		spentBefore(budget),
	);
	const leftOut: PlannedEntry[] = [];
	const told = entries.map((entry): DryRunEntry => {
		if (!isPlanned(entry)) return entry;
		const without = fits.splice(0, partsOf(entry).length).filter((fit) => !fit);
		leftOut.push(...without.map(() => entry));
		return { ...entry, plan: { ...entry.plan, fitsMaxSpend: without.length === 0 } };
	});
	return { told, leftOut };
}

/** "Plan: 12 images in 12 requests, for about 0.07 USD, at most 2.56 USD." */
function sumLine(plans: readonly PlanJson[]): string {
	const images = plans.flatMap((plan) => (plan.kind === 'images' ? [plan.images] : []));
	const existing = plans.flatMap((plan) => (plan.kind === 'existing' ? [plan.images] : []));
	const judges = plans.flatMap((plan) => (plan.kind === 'judge' ? [plan] : []));
	const what = listed([
		...(images.length > 0
			? [`${plural(total(images), 'image')} in ${plural(images.length, 'request')}`]
			: []),
		...(existing.length > 0 ? [`${plural(total(existing), 'image')} that you have`] : []),
		...judges.map(({ model, questions }) => `${plural(questions, 'question')} to ${model}`),
	]);
	return `Plan: ${what === '' ? 'no request' : what}, ${costText(plans)}.`;
}

function costText(plans: readonly PlanJson[]): string {
	const likely = plans.flatMap(({ likelyCostUsd: cost }) => (cost === null ? [] : [cost]));
	const most = plans.flatMap(({ mostCostUsd: cost }) => (cost === null ? [] : [cost]));
	const unknown = plans.length - likely.length;
	const isBounded = most.length === plans.length;
	const bound = isBounded ? `, at most ${roughUsd(total(most))}` : '';
	if (likely.length === 0 && unknown > 0) return `at an unknown cost${bound}`;
	const rest = unknown === 0 ? '' : ` and ${plural(unknown, 'request')} at an unknown cost`;
	return `for about ${roughUsd(total(likely))}${rest}${bound}`;
}

/** Item numbers that a hint names. */
const MOST_NUMBERS = 10;

/** @param leftOut the entry of each request that there would not be enough left for. */
function maxSpendLine(
	{ settings, budget }: Planner,
	leftOut: readonly PlannedEntry[],
	entries: readonly DryRunEntry[],
): string[] {
	const { maxSpendUsd } = settings ?? {};
	if (maxSpendUsd === undefined) return [];
	const spent = spentBefore(budget);
	const before = spent === 0 ? '' : `, of which ${usdInText(spent)} are spent,`;
	const limit = `${displayNameOf('maxSpend')} of ${usdInText(maxSpendUsd)}${before}`;
	if (leftOut.length === 0) return [`${limit} is enough, if each request costs what is likely.`];
	const requests = entries.filter(isPlanned).flatMap(partsOf).length;
	const items = [...new Set(leftOut.map(({ itemIndex }) => itemIndex + 1))];
	const which = `${items.length === 1 ? 'item' : 'items'} ${firstOf(items, MOST_NUMBERS)}`;
	return [
		`${limit} would leave out ${leftOut.length} of ${plural(requests, 'request')} (${which}), if each of the others costs what is likely.`,
	];
}

const total = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0);
