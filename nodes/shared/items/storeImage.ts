import type { IBinaryData } from 'n8n-workflow';
import { freeBuffer } from '../freeBuffer';
import type { ImageFacts } from '../images/types';
import { textOf } from '../words';
import type { Delivery } from './delivery';
import { inExactPixels } from './exactDelivery';
import { aboutCall } from './failures/missingImage';
import { extensionOf } from './fileName';
import { imageIndex, type ImageCall, type Inspection, type StoredImage } from './imageCall';
import type { WarningJson } from './imageJson';
import { storeBinary } from './storedBinary';

/** An image in storage, with what was found on the way there. */
export interface ImageInStorage extends Pick<StoredImage, 'moreBinary'> {
	/** Of the image as it arrived. */
	arrived: ImageFacts;
	/** Of the image as it is stored: it may be cropped. */
	facts: ImageFacts;
	bytes: number;
	fileName: string;
	binary: IBinaryData;
	inspection: Inspection['json'];
	warnings: WarningJson[];
}

/**
 * Stores an image: in exact pixels where they were asked for, measured where the call does so. Nothing of this needs
 * what the rest of the answer says.
 * @param position in the answer, from 0.
 * @param bytes are let go when they are stored.
 * @throws what the storage throws the last time, or the signal's reason.
 */
export async function storeImage(
	delivery: Delivery,
	call: ImageCall,
	position: number,
	bytes: Uint8Array,
	arrived: ImageFacts,
): Promise<ImageInStorage> {
	const finished = await inExactPixels(delivery, call, bytes, arrived);
	const inspection = await inspected(delivery, call, finished.bytes);
	const { facts } = finished;
	const fileName = fileNameOf(delivery, call, position, facts);
	const warnings = [...finished.warnings, ...(inspection.json.warnings ?? [])];
	const binary = await storeBinary(delivery, finished.bytes, fileName, facts.mimeType);
	const moreBinary: StoredImage['moreBinary'] = {};
	for (const [name, file] of Object.entries(inspection.files)) {
		const ownName = fileName.replace(/(\.\w+)$/, `-${name}.${file.extension}`);
		try {
			moreBinary[name] = await storeBinary(delivery, file.bytes, ownName, file.mimeType);
		} catch (thrown) {
			delivery.signal?.throwIfAborted();
			warnings.push({ setting: 'options', message: `No ${name} file: ${textOf(thrown)}` });
		}
	}
	const { length } = finished.bytes;
	freeBuffer(finished.bytes);
	const stored = { arrived, facts, bytes: length, fileName, binary, warnings };
	const more = Object.keys(moreBinary).length === 0 ? {} : { moreBinary };
	return { ...stored, ...more, inspection: inspection.json };
}

function fileNameOf(
	{ fileNames }: Delivery,
	call: ImageCall,
	position: number,
	{ format, width, height }: ImageFacts,
): string {
	const letter = call.shownAs ?? call.letter;
	const index = imageIndex(call, position);
	const item = call.itemIndex + 1;
	return fileNames.next(
		{ ...aboutCall(call), index, letter, item, width, height },
		extensionOf(format),
	);
}

const NOT_INSPECTED: Inspection = { json: {}, files: {} };

/** What the call measures on the image. It never costs the image. */
async function inspected(
	{ signal }: Delivery,
	call: ImageCall,
	bytes: Uint8Array,
): Promise<Inspection> {
	try {
		return (await call.inspect?.(bytes)) ?? NOT_INSPECTED;
	} catch (thrown) {
		signal?.throwIfAborted();
		const warning = { setting: 'options', message: `Not measured: ${textOf(thrown)}` };
		return { ...NOT_INSPECTED, json: { warnings: [warning] } };
	}
}
