import type { ImageCall } from '../../shared/items/imageCall';
import type { CostEstimate } from '../../shared/models/prices';
import { DEFAULT_OUTPUT, type OutputSettings } from '../../shared/parameters/readOutput';
import { PATH_BY_OPERATION } from '../../shared/request/wire';
import type { BatchJson, BatchRow } from '../batches/types';

/** What it was to cost has been held against Max Spend when it was submitted. */
const PAST: CostEstimate = {
	outputTokensPerImage: null,
	costUsd: null,
	budgetUsd: null,
	basis: '',
};

/** The call that a row was written from, as far as its image is finished and described by it. */
export function callOfRow({ model, endpoint }: BatchJson, row: BatchRow): ImageCall {
	const { itemIndex, prompt, preset, index, count, asked, exactPixels, warnings = [] } = row;
	const operation = endpoint?.endsWith(PATH_BY_OPERATION.edit) ? 'edit' : 'generate';
	return {
		itemIndex,
		itemIndexes: [itemIndex],
		prompt,
		...(preset !== undefined && { preset }),
		firstIndex: index - 1,
		firstOfFormat: index - 1,
		itemCount: count,
		request: {
			operation,
			body: { ...asked, model: model ?? '', prompt },
			images: 1,
			warnings: [],
			...(exactPixels && { exactPixels }),
			estimate: PAST,
			service: 'batch',
		},
		warnings,
	};
}

/** How the image of a row is returned. */
export function outputOf({ output, fields }: BatchRow): OutputSettings {
	return { ...DEFAULT_OUTPUT, ...output, includeInputFields: fields !== undefined };
}

/** Characters of a custom ID that is not ours. */
const LONGEST_ID = 64;

/** For a line that no row is known for: the image is returned as it came. */
export function unknownRow(customId: string): BatchRow {
	const warnings = [
		{
			setting: 'batchId',
			message: `Nothing is known of the line ${customId.slice(0, LONGEST_ID)}: its image is returned unchanged, without the fields of its item`,
		},
	];
	return { customId, itemIndex: 0, prompt: '', index: 1, count: 1, asked: {}, warnings };
}
