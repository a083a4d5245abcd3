import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { asText } from '../shared/values';

/**
 * What groups an item: the value of the field that the setting names ("campaign", "brief.kind"), or the setting's own
 * text, where it is an expression that gave the value. Empty: no group.
 * @param isField whether any item has a field of that name.
 */
export function groupValue(json: IDataObject, setting: string, isField: boolean): string {
	return (isField ? asText(fieldOf(json, setting)) : setting).trim();
}

/** Reads the value of an input field by item, empty if there is none; undefined without a field. */
export function sliceReader(
	context: IExecuteFunctions,
	field: string,
): ((itemIndex: number) => string) | undefined {
	if (field === '') return undefined;
	const items = context.getInputData();
	return (itemIndex) => asText(fieldOf(items[itemIndex]?.json ?? {}, field)).trim();
}

/** A field of the json by its name or path; undefined if there is none. */
export function fieldOf(json: IDataObject, path: string): unknown {
	if (path in json) return json[path];
	return path.split('.').reduce<unknown>((value, key) => {
		return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
			? (value as IDataObject)[key]
			: undefined;
	}, json);
}
