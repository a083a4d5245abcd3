import type { IExecuteFunctions } from 'n8n-workflow';
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
	/** Whether to put out a picture of what changed. */
	differenceImage: boolean;
}

/** Whether all items' images go into one edit. Read from the first item. */
export function readImagesFrom(context: IExecuteFunctions): 'eachItem' | 'allItems' {
	return context.getNodeParameter('imagesFrom', 0, 'eachItem') === 'allItems'
		? 'allItems'
		: 'eachItem';
}

/** Names of binary fields, `*` among them for all. */
export function readInputFields(context: IExecuteFunctions, itemIndex: number): string[] {
	return listOf(context.getNodeParameter('inputFields', itemIndex, ''), /[,\n]/);
}

/** Reads where the images, mask and markup of one item come from. */
export function readEditSources(context: IExecuteFunctions, itemIndex: number): EditSources {
	const text = (name: string) => String(context.getNodeParameter(name, itemIndex, '') ?? '').trim();
	const options = context.getNodeParameter('options', itemIndex, {}) as Record<string, unknown>;
	return {
		inputFields: readInputFields(context, itemIndex),
		imageUrls: listOf(context.getNodeParameter('imageUrls', itemIndex, ''), BETWEEN_URLS).map(
			(url) => url.replace(/,$/, ''),
		),
		mask: readMask(context, itemIndex, text('mask')),
		markupField: text('markupField'),
		differenceImage: options.differenceImage === true,
	};
}

function readMask(
	context: IExecuteFunctions,
	itemIndex: number,
	kind: string,
): EditSources['mask'] {
	if (kind === 'binaryField') {
		const field = String(context.getNodeParameter('maskField', itemIndex, '') ?? '').trim();
		return { kind, field };
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

/** An address may hold commas of its own: only one before the next address separates. */
const BETWEEN_URLS = /\n|,(?=\s*https?:\/\/)/i;

/** A list typed with separators, or given as an array by an expression. */
function listOf(value: unknown, separator: RegExp): string[] {
	const parts = Array.isArray(value) ? value.map(String) : String(value ?? '').split(separator);
	return parts.map((part) => part.trim()).filter(Boolean);
}
