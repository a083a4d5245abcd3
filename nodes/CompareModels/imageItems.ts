import type { FinishedCell } from './matrix/cell';
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { itemsOf } from '../shared/items/imageItems';
import { setKeepingBefore } from '../shared/items/carriedFields';
import { readOutputSettings } from '../shared/parameters/readOutput';
import { distinctNames } from './comparison/names';
import type { Gallery } from './gallery/gallery';
import type { Judged } from './judge/judgeImages';
import type { Variant } from './matrix/settings';

/** What `json.compare` says about a whole comparison. */
export interface ComparedRun {
	gallery: Gallery;
	/** Of the comparison: the same in all its items. */
	id: string;
	judged: Judged | undefined;
	/** By variant, no two alike. */
	names: readonly string[];
}

/** The first output: one item per cell, with its place in the comparison in `json.compare`. */
export function imageItems(
	context: IExecuteFunctions,
	cells: FinishedCell[],
	run: ComparedRun,
): INodeExecutionData[] {
	return cells.flatMap((cell) => {
		const output = {
			...readOutputSettings(context, cell.itemIndex),
			outputMode: 'itemPerImage',
		} as const;
		const items = itemsOf(context, [cell.itemIndex], [cell.image], output, () => false);
		for (const { json } of items) setKeepingBefore(json, 'compare', compareJson(cell, run));
		return items;
	});
}

/** `json.compare` of one image. */
export function compareJson(
	cell: FinishedCell,
	{ gallery, id, judged, names }: ComparedRun,
): IDataObject {
	const { promptIndex, repetition, variant, variantIndex, shownAs } = cell;
	const seen = gallery.seenAt(cell);
	const judge = judged?.at(cell);
	return {
		id,
		variant: variant.letter,
		...(shownAs !== undefined && { shownAs }),
		label: names[variantIndex] ?? variant.model,
		promptIndex,
		repetition,
		...(seen?.similarity !== undefined && {
			similarity: seen.similarity,
			perceptualDistance: seen.perceptualDistance,
		}),
		...(judge && { judge: judge as unknown as IDataObject }),
	};
}

/** A name for each variant, no two alike. */
export const namesOf = (variants: readonly Variant[]): string[] =>
	distinctNames(
		variants.map(({ letter, label, model, quality, size, background }) => ({
			...{ letter, label, model },
			settings: { quality, size, ...(background !== 'auto' && { background }) },
		})),
	);
