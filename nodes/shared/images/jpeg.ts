import { decode } from 'jpeg-js';
import { encodeBaselineJpeg, type JpegChroma } from './codec/jpegEncode';
import { JpegMarker, jpegSegments } from './codec/jpegSegments';
import { jpegFacts } from './formats/jpegFacts';
import { ImageDecodeError } from './imageDecodeError';
import { isOpaque } from './raster';
import type { DecodeLimits, Raster } from './types';

/** The memory that jpeg-js may plan for: about 20 bytes a pixel, and room for its tables. */
const BYTES_PER_PIXEL = 40;
const BYTES_BESIDE_PIXELS = 16 * 2 ** 20;

/** Above this a damaged file could hold up the event loop for longer than five seconds. */
const MAX_PIXELS = 25_000_000;

/** A progressive JPEG has about ten; each costs a run over all pixels, however few bytes it has. */
const MAX_SCANS = 100;

/**
 * Decodes a baseline or progressive JPEG. EXIF orientation is not applied. Synchronous: about 0.1 s
 * a megapixel, twice that for a damaged file, and so never more than 25 megapixels.
 * @throws {ImageDecodeError} when the file is damaged, cut off, CMYK or larger than `limits` allow.
 */
export function decodeJpeg(bytes: Uint8Array, limits: DecodeLimits): Raster {
	const facts = jpegFacts(bytes);
	if (!facts) throw new ImageDecodeError('The file is not a JPEG.');
	if (!facts.complete) throw new ImageDecodeError('The JPEG is cut off: its end is missing.');
	if (facts.colorSpace === 'cmyk') {
		throw new ImageDecodeError('The JPEG is in CMYK, the colours of print: convert it to RGB.');
	}
	const pixels = facts.width * facts.height;
	const maxPixels = Math.min(limits.maxPixels, MAX_PIXELS);
	if (pixels > maxPixels) {
		throw new ImageDecodeError(
			`The JPEG says that it is ${facts.width}x${facts.height} pixels, more than the ${maxPixels} pixels that are read.`,
		);
	}
	if (countScans(bytes) > MAX_SCANS) {
		throw new ImageDecodeError(`The JPEG is built of more than ${MAX_SCANS} layers.`);
	}
	const raster = tryToDecode(bytes, pixels);
	if (raster?.width !== facts.width || raster.height !== facts.height) {
		throw new ImageDecodeError('The JPEG is damaged or of a kind that cannot be read.');
	}
	return raster;
}

/** The picture, or undefined where jpeg-js throws. */
function tryToDecode(bytes: Uint8Array, pixels: number): Raster | undefined {
	try {
		const { width, height, data } = decode(bytes, {
			useTArray: true,
			formatAsRGBA: true,
			tolerantDecoding: false,
			maxResolutionInMP: pixels / 1e6 + 1,
			maxMemoryUsageInMB: (pixels * BYTES_PER_PIXEL + BYTES_BESIDE_PIXELS) / 2 ** 20,
		});
		return { width, height, data };
	} catch {
		return undefined;
	}
}

function countScans(bytes: Uint8Array): number {
	let count = 0;
	for (const { marker } of jpegSegments(bytes)) if (marker === JpegMarker.startOfScan) count++;
	return count;
}

/**
 * Encodes as a baseline JPEG. JPEG has no transparency: what is transparent lies on white. Synchronous:
 * about 40 ms a megapixel.
 * @param quality 0 (smallest file) to 100 (best).
 */
export function encodeJpeg(
	raster: Raster,
	quality: number,
	chroma: JpegChroma = 'full',
): Uint8Array {
	const { width, height } = raster;
	return encodeBaselineJpeg({ width, height, data: onWhite(raster) }, quality, chroma);
}

function onWhite(raster: Raster): Uint8Array {
	const { data } = raster;
	if (isOpaque(raster)) return data;
	const flat = new Uint8Array(data.length);
	for (let at = 0; at < data.length; at += 4) {
		const alpha = data[at + 3]!;
		for (let channel = at; channel < at + 3; channel++) {
			flat[channel] = (data[channel]! * alpha + 255 * (255 - alpha)) / 255 + 0.5;
		}
		flat[at + 3] = 255;
	}
	return flat;
}
