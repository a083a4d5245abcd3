import { randomUUID } from 'crypto';
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { breathe } from '../shared/images/breathe';
import { resourcesOf } from '../shared/items/resources';
import { shownImage } from '../shared/items/shownImage';
import { isSince } from '../shared/parameters/nodeVersion';
import { setKeepingBefore } from '../shared/items/carriedFields';
import { dryRunItems, type DryRunEntry } from '../shared/execution/dryRun';
import { closeSession } from '../shared/execution/session';
import { addHints, spentLine } from '../shared/execution/tellRun';
import { systemClock } from '../shared/pace/systemClock';
import { CATALOG_CHECKED_ON } from '../shared/models/catalog';
import { isDryRun } from '../shared/parameters/readRun';
import { checkOutputSettings, readOutputSettings } from '../shared/parameters/readOutput';
import { plural } from '../shared/words';
import { variantName } from './comparison/names';
import { comparisonOf } from './comparison/comparison';
import { whyMissing } from './comparison/whyMissing';
import { compareJson, namesOf } from './imageItems';
import { judgePhase } from './judge/judge';
import { checkJudgePriceIsKnown, expectedTextLine, judgeEntry, judgePlanLine } from './judge/plan';
import type { ForeseenImage } from './judge/plannedQuestions';
import { readBaselines } from './matrix/baselines';
import { inReadingOrder, type FinishedCell } from './matrix/cell';
import {
	findExisting,
	missingPairs,
	type ExistingImage,
	type ExistingImages,
} from './matrix/existing';
import { loadExisting } from './matrix/loadExisting';
import { letterOf } from '../shared/letterOf';
import { blindOrders } from './matrix/plan';
import { tellPlan } from './matrix/progress';
import { itemsInstead, rejectionOf } from './matrix/rejected';
import { openGallery } from './openGallery';
import { sliceReader } from './fieldValue';
import { openPaidSession } from './paidSession';
import { readShown, type CompareSettings } from './parameters';
import { reportItem } from './reportItem';

/**
 * Compares images that there are already, from any model, service or archive: nothing is generated, and only a judge
 * is asked and paid.
 * @throws n8n's error for what cannot be compared, before a judge is asked.
 */
export async function compareExisting(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	if (context.getInputData().length === 0) return [[], []];
	const prepared = await prepare(context).catch((thrown: unknown) =>
		itemsInstead(context, rejectionOf(context, thrown)),
	);
	if (Array.isArray(prepared)) return prepared;
	const { session, resources, settings, existing, cells, sheet, gallery, startedAt } = prepared;
	const id = randomUUID();
	const missing = missingPairs(existing, ({ letter, ...variant }) =>
		settings.blind ? 'A variant' : `${letter} (${variantName(variant)})`,
	);
	addHints(context, missing);
	const seen = cells.flatMap(seenImage);
	if (isDryRun(context)) return [await dryRunOf(prepared, seen), []];
	if (settings.judge) tellPlan(context, judgePlanLine(settings.judge, seen));
	const judged = session && (await judgePhase(session, settings.judge, cells));
	const finishedAt = new Date(systemClock.now());
	const run = { id, startedAt, finishedAt, sliceOf: sliceReader(context, settings.sliceBy) };
	const comparison = comparisonOf(settings, cells, gallery, run, judged);
	comparison.warnings.push(...missing);
	await breathe(resources.signal);
	const report = await reportItem(resources, comparison, await sheet.finish(), (spent) => {
		if (spent) addHints(context, [spentLine(spent)]);
	});
	if (settings.judge) addHints(context, [expectedTextLine(settings.judge, seen)]);
	const names = namesOf(settings.variants);
	const items = cells.toSorted(inReadingOrder).map((cell) => {
		const item = outputItem(context, cell);
		setKeepingBefore(item.json, 'compare', compareJson(cell, { gallery, id, judged, names }));
		return item;
	});
	if (session) await closeSession(session, items, []);
	return [items, [report]];
}

/** An image as the judge's questions show it. */
function seenImage({ image, itemIndex, promptIndex, repetition, prompt }: FinishedCell) {
	if (image.binary === undefined) return [];
	const { width, height } = image.json;
	return [{ itemIndex, promptIndex, repetition, prompt, width, height }];
}

/** A Dry Run has looked at the images, which costs nothing; only a judge would be asked. */
async function dryRunOf(
	{ session, resources, settings, cells }: Awaited<ReturnType<typeof prepare>>,
	seen: ForeseenImage[],
): Promise<INodeExecutionData[]> {
	const images: DryRunEntry = {
		itemIndex: 0,
		plan: {
			status: 'planned',
			kind: 'existing',
			images: cells.length,
			likelyCostUsd: 0,
			mostCostUsd: 0,
			pricesAsOf: CATALOG_CHECKED_ON,
		},
	};
	const judge = settings.judge ? [await judgeEntry(settings.judge, seen, resources.signal)] : [];
	return dryRunItems({ ...resources, budget: session?.budget, settings: session?.settings }, [
		images,
		...judge,
	]);
}

/** Opens every image once. @throws {SettingError}, or n8n's error for an item. */
async function prepare(context: IExecuteFunctions) {
	const shown = readShown(context);
	const session = shown.judge && (await openPaidSession(context, 'judge'));
	if (session && shown.judge) checkJudgePriceIsKnown(session, shown.judge);
	const existing = findExisting(context, shown.baselineField);
	const { prompts, variants, repetitions } = existing;
	const settings: CompareSettings = {
		...shown,
		source: 'existing',
		variants,
		repetitions: repetitions.reduce((most, count) => Math.max(most, count), 1),
	};
	const resources = session ?? resourcesOf(context);
	const stored = await readBaselines(
		resources,
		settings.baselineField,
		baselineItems(context, existing, settings),
	);
	const { sheet, gallery } = await openGallery(resources, settings, prompts, stored, {
		images: existing.images.length,
		repetitions,
	});
	const startedAt = new Date(systemClock.now());
	if (!isDryRun(context))
		addHints(context, [
			`Comparing ${plural(existing.images.length, 'image')}: ${plural(prompts.length, 'prompt')}, ${plural(variants.length, 'variant')}. No image is generated.`,
		]);
	const orders = settings.blind
		? blindOrders(context, session?.credential.secrets ?? [], variants)
		: undefined;
	const cells: FinishedCell[] = [];
	for (const image of existing.images.toSorted(byPrompt)) {
		resources.signal?.throwIfAborted();
		checkOutputSettings(readOutputSettings(context, image.itemIndex));
		const column = orders?.[image.promptIndex]?.indexOf(image.variantIndex) ?? image.variantIndex;
		const { cell, bytes } = await loadExisting(context, image, {
			column,
			variant: variants[image.variantIndex]!,
			...(orders && { shownAs: letterOf(column) }),
		}).catch((thrown: unknown) => {
			throw rejectionOf(context, thrown, image.itemIndex);
		});
		if (settings.blind) delete cell.fileName;
		if (bytes) await gallery.add(cell, bytes, cell.fileName);
		else if (cell.image.binary === undefined) {
			await gallery.addMissing(cell, whyMissing(cell.image, settings.blind));
		}
		cells.push(cell);
	}
	await gallery.settle();
	await gallery.addLeftBaselines();
	return { session, resources, settings, existing, cells, sheet, gallery, startedAt };
}

const byPrompt = (a: ExistingImage, b: ExistingImage) => a.promptIndex - b.promptIndex;

/** Of each prompt the first item that has the stored image, else its first item. */
function baselineItems(
	context: IExecuteFunctions,
	{ images, prompts }: ExistingImages,
	{ baselineField }: CompareSettings,
): number[] {
	const input = context.getInputData();
	return prompts.map((_, prompt) => {
		const own = images.filter(({ promptIndex }) => promptIndex === prompt);
		const withStored = own.find(({ itemIndex }) => input[itemIndex]?.binary?.[baselineField]);
		return (withStored ?? own[0])?.itemIndex ?? 0;
	});
}

/** The input item, with `json.image` of its own step, or with what is known of an image of another maker. */
function outputItem(
	context: IExecuteFunctions,
	{ itemIndex, image }: FinishedCell,
): INodeExecutionData {
	const output = readOutputSettings(context, itemIndex);
	const { json: before = {}, binary: files = {} } = context.getInputData()[itemIndex] ?? {};
	const json: IDataObject = output.includeInputFields ? { ...before } : {};
	json.image = shownImage(image.json, isSince(context) ? 'ordered' : 'asBefore');
	const item: INodeExecutionData = { json, pairedItem: { item: itemIndex } };
	if (image.binary === undefined) return item;
	const others = output.includeInputFiles
		? Object.entries(files).filter(
				([, file]) => file.id !== image.binary?.id || file.data !== image.binary?.data,
			)
		: [];
	item.binary = { ...Object.fromEntries(others), [output.binaryPropertyOutput]: image.binary };
	return item;
}
