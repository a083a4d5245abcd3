import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { decodePng } from '../../shared/images/png';
import { resourcesOf } from '../../shared/items/resources';
import { storeBinary } from '../../shared/items/storedBinary';
import { decide } from '../answers/settle';
import type { Round, RoundImage, StoredDrawing } from '../round/types';
import { approveItems, type FinishedDrawing } from './approveItems';
import { combined, drawingPng, type OpenedDrawing } from './drawings';
import { summaryItem } from './summaryItem';
import { voteItems } from './voteItems';

/** What a settled round gives. @param items the inputs as they came. */
export async function outputsOf(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
	round: Round,
	now: Date,
): Promise<INodeExecutionData[][]> {
	const decidedAt = now.toISOString();
	if (round.settings.operation === 'vote') return voteItems(items, round, decidedAt);
	const drawings = await finishDrawings(context, round);
	const outputs = approveItems(items, round, drawings, decidedAt);
	return round.settings.summary
		? [...outputs, [summaryItem(round, decidedAt, items.length)]]
		: outputs;
}

/** The drawings of changes, one of each image. */
async function finishDrawings(
	context: IExecuteFunctions,
	round: Round,
): Promise<Map<number, FinishedDrawing>> {
	const finished = new Map<number, FinishedDrawing>();
	for (const { image, outcome, drawings } of decide(round)) {
		if (outcome !== 'changesRequested' || drawings.length === 0) continue;
		const one = await oneOf(context, round.images[image]!, drawings);
		finished.set(image, { field: one.kind === 'region' ? 'mask' : 'markup', binary: one.binary });
	}
	return finished;
}

async function oneOf(
	context: IExecuteFunctions,
	{ item, width, height }: RoundImage,
	drawings: readonly StoredDrawing[],
): Promise<StoredDrawing> {
	const [first] = drawings;
	if (first !== undefined && drawings.length === 1) return first;
	const opened: OpenedDrawing[] = [];
	for (const { kind, binary } of drawings) {
		const bytes = await context.helpers.getBinaryDataBuffer(item, binary);
		opened.push({ kind, raster: await decodePng(bytes, { maxPixels: width * height }) });
	}
	const all = combined(opened);
	const fileName = drawingName(all.kind);
	return {
		kind: all.kind,
		binary: await storeBinary(resourcesOf(context), await drawingPng(all), fileName, 'image/png'),
	};
}

export const drawingName = (kind: StoredDrawing['kind']): string =>
	kind === 'region' ? 'mask.png' : 'markup.png';
