import { randomUUID } from 'crypto';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { breathe } from '../shared/images/breathe';
import type { CallImage, CallOutcome } from '../shared/items/imageCall';
import { imagePlanOf } from '../shared/items/planJson';
import { FileNames } from '../shared/items/fileName';
import { nodeErrorOf } from '../shared/items/failures/nodeError';
import { parseSize } from '../shared/models/sizes';
import { readOutputSettings } from '../shared/parameters/readOutput';
import { dryRunItems } from '../shared/execution/dryRun';
import { performCalls } from '../shared/execution/performCalls';
import { closeSession, type Session } from '../shared/execution/session';
import { openPaidSession } from './paidSession';
import { addHints, tellRun } from '../shared/execution/tellRun';
import { readBaselines } from './matrix/baselines';
import { imageItems, namesOf } from './imageItems';
import type { Gallery } from './gallery/gallery';
import { judgePhase } from './judge/judge';
import { checkJudgePriceIsKnown, expectedTextLine, judgeEntry, judgePlanLine } from './judge/plan';
import type { ForeseenImage } from './judge/plannedQuestions';
import { readCompareSettings } from './parameters';
import type { Variant } from './matrix/settings';
import { planCells } from './matrix/plan';
import { openGallery } from './openGallery';
import { sliceReader } from './fieldValue';
import { inReadingOrder, type CellPlace, type FinishedCell, type PlannedCell } from './matrix/cell';
import { planLine } from './matrix/planLine';
import { comparisonOf } from './comparison/comparison';
import { tellPlan } from './matrix/progress';
import { itemsInstead, rejectionOf } from './matrix/rejected';
import { reportItem } from './reportItem';
import { whyMissing } from './comparison/whyMissing';
import { readBinary } from '../shared/items/storedBinary';

/**
 * Runs every prompt on every variant and returns the images (first output) and the report (second).
 * A cell that fails never stops the others.
 * @throws n8n's error before anything is paid for, or where no cell could succeed.
 */
export async function compareModels(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	if (context.getInputData().length === 0) return [[], []];
	const prepared = await prepare(context).catch((thrown: unknown) =>
		itemsInstead(context, rejectionOf(context, thrown)),
	);
	if (Array.isArray(prepared)) return prepared;
	const { session, settings, cells, gallery, sheet } = prepared;
	const foreseen = cells.map(foreseenImage);
	if (session.settings.dryRun) {
		const entries = cells.map(({ call }) => ({
			itemIndex: call.itemIndex,
			plan: imagePlanOf(call),
		}));
		const judge = settings.judge
			? [await judgeEntry(settings.judge, foreseen, session.signal)]
			: [];
		return [dryRunItems(session, [...entries, ...judge]), []];
	}
	const id = randomUUID();
	tellPlan(context, planLine(cells, settings));
	if (settings.judge) tellPlan(context, judgePlanLine(settings.judge, foreseen));

	const startedAt = new Date(session.clock.now());
	const outcomes = await performCalls(
		session,
		cells.map(({ call }) => call),
		namesBy(context),
		(position, [image]) => show(session, gallery, cells[position]!, image),
	);
	const finished = cells.map((cell, index) => finishedCell(cell, outcomes[index]!));
	stopWhereStopped(session, finished);
	stopWhereNothingCanSucceed(session, finished);
	await showRest(session, gallery, finished, settings.blind);

	const finishedAt = new Date(session.clock.now());
	const run = { id, startedAt, finishedAt, sliceOf: sliceReader(context, settings.sliceBy) };
	const judged = await judgePhase(session, settings.judge, finished);
	await breathe(session.signal);
	const comparison = comparisonOf(settings, finished, gallery, run, judged);
	const report = await reportItem(session, comparison, await sheet.finish(), (judge) =>
		tellRun(session, outcomes, { also: judge }),
	);
	if (settings.judge) addHints(context, [expectedTextLine(settings.judge, foreseen)]);
	const items = imageItems(context, finished.toSorted(inReadingOrder), {
		gallery,
		id,
		judged,
		names: namesOf(settings.variants),
	});
	await closeSession(
		session,
		items,
		cells.map(({ call }) => call),
	);
	return [items, [report]];
}

/** Everything that can be known before the first call. @throws SettingError, or n8n's error for an item */
async function prepare(context: IExecuteFunctions) {
	const session = await openPaidSession(context, 'images');
	const wanted = readCompareSettings(context);
	if (wanted.judge) checkJudgePriceIsKnown(session, wanted.judge);
	const cells = await planCells(session, wanted);
	const settings = { ...wanted, variants: variantsAsked(wanted.variants, cells) };
	const stored = await readBaselines(session, settings.baselineField);
	const prompts = [
		...new Map(cells.map(({ promptIndex, call }) => [promptIndex, call.prompt])).values(),
	];
	const images = cells.length;
	const shown = await openGallery(session, settings, prompts, stored, { images });
	return { session, settings, cells, ...shown };
}

/** What is known of a cell's image before it is requested. */
function foreseenImage({ call, promptIndex, repetition }: PlannedCell): ForeseenImage {
	const { itemIndex, prompt, request } = call;
	const pixels = parseSize(request.body.size ?? 'auto') ?? { width: 0, height: 0 };
	return { itemIndex, prompt, promptIndex, repetition, ...pixels };
}

/** With the models that are asked: a warning of each cell says what they replace. */
function variantsAsked(variants: Variant[], cells: PlannedCell[]): Variant[] {
	return variants.map(
		(variant, index) =>
			cells.find(({ variantIndex }) => variantIndex === index)?.variant ?? variant,
	);
}

/** A file name pattern is each item's own; names differ across the run. */
function namesBy(context: IExecuteFunctions) {
	const taken = new Set<string>();
	return ({ itemIndex }: { itemIndex: number }) =>
		new FileNames(readOutputSettings(context, itemIndex).fileName, taken);
}

/** An image that an earlier try brought keeps the prompt that drew it. */
function finishedCell({ call, ...cell }: PlannedCell, { images }: CallOutcome): FinishedCell {
	const [image] = images as [CallImage];
	const { itemIndex, request } = call;
	const { prompt } = image.json;
	return { ...cell, itemIndex, prompt, mostCostUsd: request.estimate.budgetUsd, image };
}

/** @throws where the execution was stopped. */
function stopWhereStopped(session: Session, cells: FinishedCell[]): void {
	if (!session.signal?.aborted) return;
	for (const { itemIndex, image } of cells) {
		if (image.binary !== undefined || image.json.status !== 'cancelled') continue;
		throw nodeErrorOf(session.context, itemIndex, image);
	}
}

/** Where every cell ends alike, for example with a bad key, the node stops as any other would. */
function stopWhereNothingCanSucceed(session: Session, cells: FinishedCell[]): void {
	if (session.context.continueOnFail()) return;
	const causes = cells.map(({ image }) => image.binary === undefined && image.cause);
	const fatal = causes.every((cause) => cause instanceof Error && 'fatal' in cause && cause.fatal);
	const first = cells[0]?.image;
	if (!fatal || first === undefined || first.binary !== undefined) return;
	throw nodeErrorOf(session.context, 0, first);
}

/** Has the image looked at, once; a cell without one is left for the end. */
function show(session: Session, gallery: Gallery, cell: CellPlace, image?: CallImage): void {
	const binary = image?.binary;
	if (binary) gallery.addStored(cell, async () => await readBinary(session, 0, binary));
}

/** What is left when the last request is answered: images of an earlier try, and cells without an image. */
async function showRest(
	session: Session,
	gallery: Gallery,
	cells: FinishedCell[],
	blind: boolean,
): Promise<void> {
	for (const cell of cells) {
		session.signal?.throwIfAborted();
		const { image } = cell;
		if (image.binary === undefined) await gallery.addMissing(cell, whyMissing(image, blind));
		else show(session, gallery, cell, image);
	}
	await gallery.settle();
	await gallery.addLeftBaselines();
}
