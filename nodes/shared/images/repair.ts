import { hasText, u32le } from './codec/byteOrder';
import { BETWEEN_SCANS, endOfPixels } from './codec/jpegEnd';
import { isJpeg, JPEG_MARKER, jpegSegments } from './codec/jpegSegments';
import { isPng, PNG_SIGNATURE, pngChunk, pngChunks } from './codec/pngChunks';
import { verifyPng } from './codec/pngVerify';
import { isWebp } from './codec/webpChunks';
import { ImageDecodeError } from './imageDecodeError';
import type { DecodeLimits } from './types';

/**
 * What was done to a file: `trailer` cut off what stood behind the image (films, second images, makers'
 * notes, fill bytes); `multiPicture` left out the list of images that are no longer there; `endMark` added
 * the mark that the file ended without.
 */
export type Repair = 'trailer' | 'multiPicture' | 'endMark';

export interface RepairedFile {
	/** The file itself where there was nothing to do. */
	bytes: Uint8Array;
	repairs: Repair[];
}

const APP2 = 0xe2;
const END = Uint8Array.of(0xff, JPEG_MARKER.end);

/**
 * Mends what keeps a sound image from being taken, without touching a pixel: cuts off what is behind it,
 * and adds a missing end mark where all pixels are there. Other damage stays.
 * @param limits pixels above which a file without an end mark is left as it is.
 */
export async function repairImage(
	bytes: Uint8Array,
	limits: DecodeLimits,
	signal?: AbortSignal,
): Promise<RepairedFile> {
	if (isJpeg(bytes)) return await repairJpeg(bytes, limits, signal);
	if (isPng(bytes)) return await repairPng(bytes, limits, signal);
	if (isWebp(bytes)) return cut(bytes, u32le(bytes, 4) + 8);
	return { bytes, repairs: [] };
}

/** Cuts the file at `end` where it goes on behind it. */
function cut(bytes: Uint8Array, end: number): RepairedFile {
	if (end >= bytes.length) return { bytes, repairs: [] };
	return { bytes: bytes.subarray(0, end), repairs: ['trailer'] };
}

async function repairJpeg(
	bytes: Uint8Array,
	{ maxPixels }: DecodeLimits,
	signal: AbortSignal | undefined,
): Promise<RepairedFile> {
	const segments = [...jpegSegments(bytes)];
	const end = segments.find(({ marker }) => marker === JPEG_MARKER.end);
	const firstScan = segments.findIndex(({ marker }) => marker === JPEG_MARKER.startOfScan);
	// Segments of another kind behind the pixels are the bytes of a film: its end mark is none.
	const isClear = segments
		.slice(firstScan)
		.every(({ marker }) => marker === JPEG_MARKER.end || BETWEEN_SCANS.includes(marker));
	const pixelsEnd = end && isClear ? undefined : await endOfPixels(bytes, maxPixels, signal);
	let result: RepairedFile;
	if (end && (pixelsEnd === undefined || pixelsEnd === end.offset)) {
		result = cut(bytes, end.offset + 2);
	} else {
		if (pixelsEnd === undefined) return { bytes, repairs: [] };
		const { bytes: image, repairs } = cut(bytes, pixelsEnd);
		result = { bytes: Buffer.concat([image, END]), repairs: [...repairs, 'endMark'] };
	}
	const list = segments.find(({ marker, data }) => marker === APP2 && hasText(data, 0, 'MPF\0'));
	if (!list) return result;
	const behind = list.offset + 4 + list.data.length;
	const parts = [result.bytes.subarray(0, list.offset), result.bytes.subarray(behind)];
	return { bytes: Buffer.concat(parts), repairs: [...result.repairs, 'multiPicture'] };
}

async function repairPng(
	bytes: Uint8Array,
	limits: DecodeLimits,
	signal: AbortSignal | undefined,
): Promise<RepairedFile> {
	let end = PNG_SIGNATURE.length;
	let isWhole = false;
	for (const { type, offset, data } of pngChunks(bytes)) {
		// What follows the last chunk may look like another one.
		if (!/^[A-Za-z]{4}$/.test(type)) break;
		end = offset + 12 + data.length;
		isWhole = type === 'IEND';
	}
	if (isWhole) return cut(bytes, end);
	const ended = Buffer.concat([bytes.subarray(0, end), pngChunk('IEND')]);
	const holdsAll = await verifyPng(ended, signal, limits).then(
		() => true,
		(thrown: unknown) => {
			if (thrown instanceof ImageDecodeError) return false;
			throw thrown;
		},
	);
	if (!holdsAll) return { bytes, repairs: [] };
	return { bytes: ended, repairs: end < bytes.length ? ['trailer', 'endMark'] : ['endMark'] };
}
