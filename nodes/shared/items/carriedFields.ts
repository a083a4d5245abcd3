import type { IBinaryData, IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { allBinaries } from './findBinaries';

/**
 * Sets a field of an item's json that came with the input's own fields. What stood there moves to
 * `imageBefore` (for `image`), and what stood there to `imageBefore2`: nothing of an earlier step is lost.
 */
export function setKeepingBefore(
	json: IDataObject,
	name: string,
	value: IDataObject[string],
): void {
	let before = json[name];
	json[name] = value;
	for (let number = 1; before !== undefined; number++) {
		const field = `${name}Before${number === 1 ? '' : number}`;
		[before, json[field]] = [json[field], before];
	}
}

/** Adds the input items' files under their names, where one is taken as `data_input` (for `data`). */
export function addInputFiles(
	context: IExecuteFunctions,
	itemIndexes: readonly number[],
	binary: Record<string, IBinaryData>,
): void {
	const files = itemIndexes.flatMap((itemIndex) => allBinaries(context, itemIndex));
	const taken = files.filter(({ field, binary: file }) => {
		if (field in binary) return true;
		binary[field] = file;
		return false;
	});
	for (const { field, binary: file } of taken) {
		binary[freeField(binary, `${field}_input`)] = file;
	}
}

/** The fields are `data`, `data_2`, `data_3` … */
export function freeField(binary: Record<string, IBinaryData>, name: string): string {
	let field = name;
	for (let number = 2; field in binary; number++) field = `${name}_${number}`;
	return field;
}
