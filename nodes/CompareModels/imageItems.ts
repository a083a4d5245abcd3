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
		const { promptIndex, repetition, variant, shownAs, image } = cell;
		const output = {
			...readOutputSettings(context, promptIndex),
			outputMode: 'itemPerImage',
		} as const;
		const seen = gallery.seenAt(cell);
		const judge = judged?.at(cell);
		const compare: IDataObject = {
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
		const items = itemsOf(context, [promptIndex], [image], output, () => false);
		for (const { json } of items) setKeepingBefore(json, 'compare', compare);
		return items;
	});
}
