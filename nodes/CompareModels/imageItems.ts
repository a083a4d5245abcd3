import type { FinishedCell } from './matrix/cell';
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { itemsOf } from '../shared/items/imageItems';
import { setKeepingBefore } from '../shared/items/carriedFields';
import { readOutputSettings } from '../shared/parameters/readOutput';
import type { Gallery } from './gallery/gallery';
import type { Judged } from './judge/judgeImages';

/**
 * The first output: one item per cell, with its place in the comparison in `json.compare`.
 * @param id of the comparison: the same in all its items.
 */
export function imageItems(
	context: IExecuteFunctions,
	cells: FinishedCell[],
	gallery: Gallery,
	id: string,
	judged?: Judged,
): INodeExecutionData[] {
	return cells.flatMap((cell) => {
		const output = {
			...readOutputSettings(context, cell.itemIndex),
			outputMode: 'itemPerImage',
		} as const;
		const items = itemsOf(context, [cell.itemIndex], [cell.image], output, () => false);
		for (const { json } of items) {
			setKeepingBefore(json, 'compare', compareJson(cell, gallery, id, judged));
		}
		return items;
	});
}

/** `json.compare` of one image. */
export function compareJson(
	cell: FinishedCell,
	gallery: Gallery,
	id: string,
	judged?: Judged,
): IDataObject {
	const { promptIndex, repetition, variant, shownAs } = cell;
	const seen = gallery.seenAt(cell);
	const judge = judged?.at(cell);
	return {
		id,
		variant: variant.letter,
		...(shownAs !== undefined && { shownAs }),
		label: variant.label || variant.model,
		promptIndex,
		repetition,
		...(seen?.similarity !== undefined && {
			similarity: seen.similarity,
			perceptualDistance: seen.perceptualDistance,
		}),
		...(judge && { judge: judge as unknown as IDataObject }),
	};
}
