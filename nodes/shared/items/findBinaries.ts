import { isBinaryValue, type IBinaryData, type IExecuteFunctions } from 'n8n-workflow';
import { SettingError } from '../request/settings';
import { rejectNotAName } from './notAName';

export interface FoundBinary {
	/** The last part of its name, if it is nested in the json. */
	field: string;
	binary: IBinaryData;
}

/** How deep binaries may be nested in the json. */
const DEEPEST = 6;

/**
 * The binaries of an item that a list of names refers to.
 * @param fields `*` among them: every image of the item.
 * @param excluded fields that `*` leaves out.
 * @param itemName how a message calls the item.
 * @throws {SettingError} for a field that the item does not have.
 */
export function binariesOf(
	context: IExecuteFunctions,
	itemIndex: number,
	fields: string[],
	excluded: Set<string>,
	itemName: string,
): FoundBinary[] {
	if (fields.includes('*')) {
		return allBinaries(context, itemIndex).filter(
			({ field, binary }) => !excluded.has(field) && mayBeImage(binary),
		);
	}
	return fields.map((field) => ({
		field,
		binary: namedBinary(context, itemIndex, 'inputFields', field, itemName),
	}));
}

/**
 * One binary by the name of its field.
 * @param urlSetting the parameter that takes addresses instead, as the editor shows it.
 * @throws {SettingError} if the item has none.
 */
export function namedBinary(
	context: IExecuteFunctions,
	itemIndex: number,
	setting: string,
	field: string,
	itemName = 'The item',
	urlSetting?: string,
): IBinaryData {
	const all = allBinaries(context, itemIndex);
	const named = all.find((entry) => entry.field === field)?.binary;
	const binary = named ?? byPath(context, itemIndex, field);
	if (binary !== undefined) return binary;
	rejectNotAName(setting, field, urlSetting);
	const names = all.map((entry) => `"${entry.field}"`).join(', ');
	throw new SettingError(
		setting,
		(_name, quote) => `${itemName} has no binary field ${quote(field)}`,
		(names === ''
			? `${itemName} has no binary fields at all: put a node that reads a file before this one`
			: `Use one of the fields that it has: ${names}`) +
			(urlSetting === undefined ? '.' : `, or give addresses in ${urlSetting}.`),
	);
}

function byPath(
	context: IExecuteFunctions,
	itemIndex: number,
	path: string,
): IBinaryData | undefined {
	try {
		return context.helpers.assertBinaryData(itemIndex, path);
	} catch {
		return undefined;
	}
}

/** An item's binaries. With the workflow setting `binaryMode: combined` they stand somewhere in the json. */
export function allBinaries(context: IExecuteFunctions, itemIndex: number): FoundBinary[] {
	const item = context.getInputData()[itemIndex];
	const found = Object.entries(item?.binary ?? {}).map(([field, binary]) => ({ field, binary }));
	const search = (value: object, field: string, depth: number) => {
		if (isBinaryValue(value)) found.push({ field, binary: value });
		else if (depth < DEEPEST) {
			for (const key of Object.keys(value)) {
				const entry = (value as Record<string, unknown>)[key];
				// First of all: items may have many fields.
				if (typeof entry === 'object' && entry !== null) search(entry, key, depth + 1);
			}
		}
	};
	if (item) search(item.json, '', 0);
	return found;
}

/** A binary that a Code node made may have no MIME type at all. */
function mayBeImage({ mimeType, fileType }: Partial<IBinaryData>): boolean {
	if (fileType === 'image' || !mimeType) return true;
	return mimeType.startsWith('image/') || mimeType === 'application/octet-stream';
}
