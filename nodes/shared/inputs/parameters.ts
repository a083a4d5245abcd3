import type { IExecuteFunctions } from 'n8n-workflow';
import { binaryNames } from '../items/binaryNames';
import { asNumber } from '../values';
import type { Region } from './mask';

/** Where an edit's images come from. */
export interface EditSources {
	/** Names of binary fields; `*` stands for all. */
	inputFields: string[];
	imageUrls: string[];
	mask:
		| { kind: 'none' }
		| { kind: 'binaryField'; field: string }
		| { kind: 'regions'; regions: Region[] };
	/** Empty: none. */
	markupField: string;
	/** Whether to return an image of what changed. */
	differenceImage: boolean;
}

/** Whether all items' images go into one edit. Read from the first item. */
export function readImagesFrom(context: IExecuteFunctions): 'eachItem' | 'allItems' {
	return context.getNodeParameter('imagesFrom', 0, 'eachItem') === 'allItems'
		? 'allItems'
		: 'eachItem';
}

/** Names of binary fields, `*` among them for all. @throws {SettingError} for what is no name. */
export function readInputFields(context: IExecuteFunctions, itemIndex: number): string[] {
	const value = context.getNodeParameter('inputFields', itemIndex, '');
	return binaryNames(context, itemIndex, 'inputFields', value, (text) => listOf(text, 'names'));
}

/** The name of one binary field; empty for none. @throws {SettingError} for what is no name. */
export function readFieldName(
	context: IExecuteFunctions,
	itemIndex: number,
	setting: 'maskField' | 'markupField' | 'baselineField' | 'compareWith',
): string {
	const value = context.getNodeParameter(setting, itemIndex, '');
	return binaryNames(context, itemIndex, setting, value)[0] ?? '';
}

/** Reads where the images, mask and markup of one item come from. @throws {SettingError} */
export function readEditSources(context: IExecuteFunctions, itemIndex: number): EditSources {
	const options = context.getNodeParameter('options', itemIndex, {}) as Record<string, unknown>;
	return {
		inputFields: readInputFields(context, itemIndex),
		imageUrls: listOf(context.getNodeParameter('imageUrls', itemIndex, ''), 'addresses'),
		mask: readMask(context, itemIndex),
		markupField: readFieldName(context, itemIndex, 'markupField'),
		differenceImage: options.differenceImage === true,
	};
}

function readMask(context: IExecuteFunctions, itemIndex: number): EditSources['mask'] {
	const kind = String(context.getNodeParameter('mask', itemIndex, '') ?? '').trim();
	if (kind === 'binaryField') {
		return { kind, field: readFieldName(context, itemIndex, 'maskField') };
	}
	if (kind !== 'regions') return { kind: 'none' };
	const values = context.getNodeParameter('regions.values', itemIndex, []) as Array<
		Record<keyof Region, unknown>
	>;
	const regions = values.map(({ x, y, width, height }) => ({
		x: asNumber(x),
		y: asNumber(y),
		width: asNumber(width),
		height: asNumber(height),
	}));
	return { kind, regions };
}

/** What begins an address or a data URL. */
const ADDRESS = /^\s*(https?:\/\/|data:)/i;
const DATA_URL = /^\s*data:/i;
const BASE64 = /^[A-Za-z0-9+/_=\s-]*$/;

/**
 * The entries of a list that was typed with commas or line breaks between them, or given as an array by an
 * expression. A data URL has a comma of its own and may have line breaks.
 * @param kind an address may hold commas: only one before the next address separates.
 */
function listOf(value: unknown, kind: 'names' | 'addresses'): string[] {
	if (Array.isArray(value)) return value.map((entry) => String(entry).trim()).filter(Boolean);
	const entries: string[][] = [];
	// Pieces and the separators before them, in turns.
	const pieces = String(value ?? '').split(/([,\n])/);
	for (let at = 0; at < pieces.length; at += 2) {
		const piece = pieces[at] ?? '';
		const separator = pieces[at - 1] ?? '';
		const last = entries.at(-1);
		if (last && belongsTo(last, separator, piece, kind)) last.push(separator, piece);
		else entries.push([piece]);
	}
	return entries.map((entry) => entry.join('').trim().replace(/,$/, '')).filter(Boolean);
}

/** Lines of base64 are wrapped at 64 or 76 characters: a longer one is the whole file. */
const LONGEST_WRAPPED_LINE = 100;

function belongsTo(
	entry: readonly string[],
	separator: string,
	piece: string,
	kind: 'names' | 'addresses',
): boolean {
	const [head = ''] = entry;
	if (DATA_URL.test(head)) {
		// The head, its comma and the first line.
		if (entry.length < 3) return separator === ',';
		const isWrapped = (entry.at(-1) ?? '').length <= LONGEST_WRAPPED_LINE;
		return separator === '\n' && isWrapped && piece.trim() !== '' && BASE64.test(piece);
	}
	return kind === 'addresses' && separator === ',' && !ADDRESS.test(piece);
}
