import type { IExecuteFunctions } from 'n8n-workflow';
import { decodePng } from '../../shared/images/png';
import { resourcesOf } from '../../shared/items/resources';
import { readBinary, storeBinary } from '../../shared/items/storedBinary';
import { decide } from '../answers/settle';
import type { Round, RoundImage, StoredDrawing } from '../round/types';
import type { FinishedDrawing } from './approveItems';
import { combined, drawingPng, type OpenedDrawing } from './drawings';

export const drawingName = (kind: StoredDrawing['kind']): string =>
	kind === 'region' ? 'mask.png' : 'markup.png';

/** The drawings of the images that are to be changed, one per image: those of several reviewers become one. */
export async function finishDrawings(
	context: IExecuteFunctions,
	round: Round,
): Promise<Map<number, FinishedDrawing>> {
	const finished = new Map<number, FinishedDrawing>();
	for (const [image, drawings] of drawingsOfChanges(round)) {
		finished.set(image, asField(await combine(context, round.images[image]!, drawings)));
	}
	return finished;
}

/** The drawings of a round with one answer, which need no combining. */
export function drawingsOfOneAnswer(round: Round): Map<number, FinishedDrawing> {
	return new Map(
		drawingsOfChanges(round).map(([image, [drawing]]) => [image, asField(drawing)] as const),
	);
}

type Drawings = [StoredDrawing, ...StoredDrawing[]];

function drawingsOfChanges(round: Round): Array<[number, Drawings]> {
	return decide(round).flatMap(({ image, outcome, drawings: [first, ...others] }) =>
		outcome === 'changesRequested' && first !== undefined
			? [[image, [first, ...others]] as [number, Drawings]]
			: [],
	);
}

const asField = ({ kind, binary }: StoredDrawing): FinishedDrawing => ({
	field: kind === 'region' ? 'mask' : 'markup',
	binary,
});

async function combine(
	context: IExecuteFunctions,
	{ item, width, height }: RoundImage,
	drawings: Drawings,
): Promise<StoredDrawing> {
	if (drawings.length === 1) return drawings[0];
	const resources = resourcesOf(context);
	const opened: OpenedDrawing[] = [];
	for (const { kind, binary } of drawings) {
		const bytes = await readBinary(resources, item, binary);
		opened.push({ kind, raster: await decodePng(bytes, { maxPixels: width * height }) });
	}
	const all = await combined(opened);
	const fileName = drawingName(all.kind);
	return {
		kind: all.kind,
		binary: await storeBinary(resources, await drawingPng(all), fileName, 'image/png'),
	};
}
