import type { IBinaryData, IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { addInputFiles, freeField, setKeepingBefore } from './carriedFields';
import type { CallImage, MissingImage, StoredImage } from './imageCall';
import type { DeliveredImageJson, ImageJson } from './imageJson';
import { messageOf, nodeErrorOf, type Failed } from './failures/nodeError';
import { shownImage } from './shownImage';
import { DEFAULT_OUTPUT, readShape, type OutputSettings } from '../parameters/readOutput';

/** The input items whose images go into one edit, or a single one. The first one's settings hold. */
export type ItemGroup = readonly [number, ...number[]];

/**
 * One input item's images as output: an item per image, or all in one item.
 * @param itemIndexes the input items that they come from; the first one's fields are kept.
 * @param isFailed whether n8n is to treat an item with this missing image as failed.
 * @param fields the input's own fields, where they are not those of the input item.
 */
export function itemsOf(
	context: IExecuteFunctions,
	itemIndexes: ItemGroup,
	images: CallImage[],
	output: OutputSettings = DEFAULT_OUTPUT,
	isFailed: (image: MissingImage) => boolean,
	fields: IDataObject = context.getInputData()[itemIndexes[0]]?.json ?? {},
): INodeExecutionData[] {
	const groups = output.outputMode === 'itemPerImage' ? images.map((image) => [image]) : [images];
	return groups
		.filter((group) => group.length > 0)
		.map((group) => oneItem(context, itemIndexes, group, output, isFailed, fields));
}

function oneItem(
	context: IExecuteFunctions,
	itemIndexes: ItemGroup,
	images: CallImage[],
	output: OutputSettings,
	isFailed: (image: MissingImage) => boolean,
	fields: IDataObject,
): INodeExecutionData {
	const [itemIndex] = itemIndexes;
	const binary: Record<string, IBinaryData> = {};
	const imageJsons: ImageJson[] = [];
	for (const image of images) {
		if (image.binary === undefined) {
			imageJsons.push(image.json);
			continue;
		}
		const field = freeField(binary, output.binaryPropertyOutput);
		binary[field] = image.binary;
		for (const [name, more] of Object.entries(image.moreBinary ?? {})) {
			binary[`${field}_${name}`] = more;
		}
		imageJsons.push(withPreview(context, image, output));
	}
	const json: IDataObject = output.includeInputFields ? { ...fields } : {};
	const shown = imageJsons.map((image) => shownImage(image, readShape(context, itemIndex)));
	setKeepingBefore(json, 'image', shown[0]);
	if (output.outputMode === 'itemPerPrompt') setKeepingBefore(json, 'images', shown);
	if (output.includeInputFiles) addInputFiles(context, itemIndexes, binary);

	// With several, `$('Node').item` would find more than one match: n8n's own nodes pair with the first too.
	const item: INodeExecutionData = { json, pairedItem: { item: itemIndex } };
	if (Object.keys(binary).length > 0) item.binary = binary;
	return withFailure(context, item, itemIndex, images, isFailed);
}

function withPreview(
	context: IExecuteFunctions,
	{ json, binary }: StoredImage,
	output: OutputSettings,
): ImageJson {
	if (!output.previewUrl) return json;
	if (binary.id === undefined) {
		const message =
			'No preview link: this n8n keeps binary data in memory. Links need binary data on disk or in the database (N8N_DEFAULT_BINARY_DATA_MODE).';
		return withWarning(json, message);
	}
	try {
		const previewUrl = context.helpers.createBinarySignedUrl(binary, output.previewExpiry);
		return { ...json, previewUrl };
	} catch (unavailable) {
		// The image is paid for: it goes out without its link.
		const why = unavailable instanceof Error ? unavailable.message : 'n8n gave none';
		return withWarning(json, `No preview link: ${why}`);
	}
}

/** Why links are missing, each reason once: known only when the items are made. */
export function previewWarnings(items: INodeExecutionData[]): string[] {
	const warnings = items.flatMap(({ json }) => (json.image as Partial<ImageJson>).warnings ?? []);
	const messages = warnings.filter(({ setting }) => setting === 'previewUrl');
	return [...new Set(messages.map(({ message }) => message))];
}

function withWarning(json: DeliveredImageJson, message: string): DeliveredImageJson {
	return { ...json, warnings: [...json.warnings, { setting: 'previewUrl', message }] };
}

/**
 * Marks an item that n8n must treat as failed, in `json.error` for expressions. With refusals returned
 * as items there is nothing to mark.
 */
function withFailure(
	context: IExecuteFunctions,
	item: INodeExecutionData,
	itemIndex: number,
	images: CallImage[],
	isFailed: (image: MissingImage) => boolean,
): INodeExecutionData {
	const missing = images.find(
		(image): image is MissingImage => image.binary === undefined && isFailed(image),
	);
	if (missing === undefined || images.some(({ binary }) => binary !== undefined)) return item;
	return markedFailed(context, item, itemIndex, missing);
}

/** The item as n8n treats a failed one, for On Error: Continue. */
export function markedFailed(
	context: IExecuteFunctions,
	item: INodeExecutionData,
	itemIndex: number,
	missing: Failed,
): INodeExecutionData {
	item.json.error = messageOf(context, itemIndex, missing);
	// For Continue (using error output) n8n asks for `item.error`. It copies such an item, and would put
	// the bare message in place of the json of one that still has `error` then: so it is not enumerable.
	if (context.getNode().onError === 'continueErrorOutput') {
		Object.defineProperty(item, 'error', { value: nodeErrorOf(context, itemIndex, missing) });
	}
	return item;
}
