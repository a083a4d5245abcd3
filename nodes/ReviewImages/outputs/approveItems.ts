import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';
import { setKeepingBefore } from '../../shared/items/carriedFields';
import { decide, type ImageResult, type Outcome } from '../answers/settle';
import type { Round } from '../round/types';
import { instructionOf } from './instruction';
import { asJson, joinedComments, voicesOf, type ReviewJson } from './reviewJson';

/** The outputs of `approve`, in their order: No Answer, Approved, Changes Requested, Rejected. */
const OUTPUT_OF: Readonly<Record<Outcome, number>> = {
	approved: 1,
	changesRequested: 2,
	rejected: 3,
};

/** Fields of a drawing, on which an item carries at most one of each image. */
const DRAWING_FIELDS = ['mask', 'markup'] as const;

/** One drawing of an image, as a file of n8n's storage. */
export interface FinishedDrawing {
	field: (typeof DRAWING_FIELDS)[number];
	binary: IBinaryData;
}

/**
 * Puts each item's images where they were decided to go: an item with several images once for each
 * decision, with those images only. Items without an image that was shown are returned unchanged.
 * @param drawings by index of the image.
 */
export function approveItems(
	items: readonly INodeExecutionData[],
	round: Round,
	drawings: ReadonlyMap<number, FinishedDrawing>,
	decidedAt: string,
): INodeExecutionData[][] {
	const outputs: INodeExecutionData[][] = [[], [], [], []];
	const results = decide(round);
	items.forEach((item, itemIndex) => {
		const own = results.filter(({ image }) => round.images[image]?.item === itemIndex);
		if (own.length === 0) outputs[0]!.push({ ...item, pairedItem: { item: itemIndex } });
		for (const together of partsOf(own, drawings)) {
			const output = OUTPUT_OF[together[0]!.outcome];
			outputs[output]!.push(itemOf(item, itemIndex, round, together, drawings, decidedAt));
		}
	});
	return outputs;
}

/**
 * The results that leave together: those of one decision. Where several of them have a drawing, each leaves
 * alone, since a mask belongs to one image.
 */
function partsOf(
	results: ImageResult[],
	drawings: ReadonlyMap<number, FinishedDrawing>,
): ImageResult[][] {
	const byDecision = new Map<string, ImageResult[]>();
	for (const result of results) {
		const key = `${result.outcome} ${result.decision}`;
		byDecision.set(key, [...(byDecision.get(key) ?? []), result]);
	}
	return [...byDecision.values()].flatMap((together) => {
		const drawn = together.filter(({ image }) => drawings.has(image));
		if (drawn.length < 2) return [together];
		const plain = together.filter(({ image }) => !drawings.has(image));
		return [...drawn.map((result) => [result]), ...(plain.length > 0 ? [plain] : [])];
	});
}

function itemOf(
	item: INodeExecutionData,
	itemIndex: number,
	round: Round,
	results: ImageResult[],
	drawings: ReadonlyMap<number, FinishedDrawing>,
	decidedAt: string,
): INodeExecutionData {
	const json = { ...item.json };
	setKeepingBefore(json, 'review', asJson(reviewOf(round, results, drawings, decidedAt)));
	const binary = binariesOf(item, itemIndex, round, results);
	for (const { image } of results) {
		const drawing = drawings.get(image);
		if (drawing) binary[drawing.field] = drawing.binary;
	}
	return {
		json,
		...(Object.keys(binary).length > 0 && { binary }),
		pairedItem: { item: itemIndex },
	};
}

/** Without the images that were decided otherwise, and without what only an earlier round needed. */
function binariesOf(
	{ binary = {} }: INodeExecutionData,
	itemIndex: number,
	{ images, settings }: Round,
	results: ImageResult[],
): Record<string, IBinaryData> {
	const kept = new Set(results.map(({ image }) => images[image]?.field));
	const shown = images.filter(({ item }) => item === itemIndex).map(({ field }) => field);
	const left = new Set<string>([...shown.filter((field) => !kept.has(field)), ...DRAWING_FIELDS]);
	// GPT Image Edit adds the image as the version before, under the name that is taken by the one before that.
	if (results[0]?.outcome === 'changesRequested') left.add(settings.compareWith);
	return Object.fromEntries(Object.entries(binary).filter(([field]) => !left.has(field)));
}

function reviewOf(
	round: Round,
	results: ImageResult[],
	drawings: ReadonlyMap<number, FinishedDrawing>,
	decidedAt: string,
): ReviewJson {
	const { outcome, decision } = results[0]!;
	const reviewers = voicesOf(results);
	const pins = results.flatMap((result) => result.pins);
	const drawing = results.flatMap(({ image }) => drawings.get(image) ?? [])[0];
	const kind = drawing && (drawing.field === 'mask' ? 'region' : 'markup');
	const comments = reviewers
		.filter((voice) => voice.decision !== 'approve')
		.map(({ comment }) => comment);
	return {
		status: outcome,
		decision,
		comment: joinedComments(reviewers),
		pins,
		reviewers,
		round: round.number,
		letter: results.map(({ image }) => round.images[image]?.letter).join(', '),
		decidedAt,
		...(outcome === 'changesRequested' && { instruction: instructionOf(comments, pins, kind) }),
	};
}
