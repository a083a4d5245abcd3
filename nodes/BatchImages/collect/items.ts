import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { itemsOf } from '../../shared/items/imageItems';
import type { CallImage } from '../../shared/items/imageCall';
import type { BatchJson, BatchRow } from '../batches/types';
import { outputOf } from '../results/callOfRow';
import type { CollectedBatch } from './endedBatch';

/** A missing image has an output of its own: for n8n its item has not failed. */
const notFailed = () => false;

/** The images of a batch as GPT Image Generate puts them out, paired with the batch's item. */
export function imageItems(
	context: IExecuteFunctions,
	itemIndex: number,
	{ images }: CollectedBatch,
): INodeExecutionData[] {
	return groupsOf(images.filter(({ image }) => image.binary !== undefined)).flatMap((group) =>
		itemsOf(
			context,
			[itemIndex],
			group.map(({ image }) => image),
			outputOf(group[0]!.row),
			notFailed,
			group[0]!.row.fields ?? {},
		),
	);
}

/** An item for each image that was not made. */
export function notMadeItems(
	context: IExecuteFunctions,
	itemIndex: number,
	{ images }: CollectedBatch,
): INodeExecutionData[] {
	return images
		.filter(({ image }) => image.binary === undefined)
		.flatMap(({ row, image }) => {
			const output = { ...outputOf(row), outputMode: 'itemPerImage' as const };
			return itemsOf(context, [itemIndex], [image], output, notFailed, row.fields ?? {});
		});
}

/** A batch that has not ended, ready for the next pass of a loop. */
export function runningItem(
	json: IDataObject,
	batch: BatchJson,
	itemIndex: number,
): INodeExecutionData {
	return {
		json: { ...json, batch: batch as unknown as IDataObject },
		pairedItem: { item: itemIndex },
	};
}

interface RowImage {
	row: BatchRow;
	image: CallImage;
}

/** By the item that they were submitted from: with One Item per Prompt its images stay together. */
function groupsOf(images: readonly RowImage[]): RowImage[][] {
	const groups = new Map<number, RowImage[]>();
	for (const one of images) {
		const group = groups.get(one.row.itemIndex);
		if (group) group.push(one);
		else groups.set(one.row.itemIndex, [one]);
	}
	return [...groups.values()];
}
