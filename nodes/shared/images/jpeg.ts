import { decodeJpegStripes as decodedStripes } from './codec/jpegDecode';
import { encodeJpegStripes, type JpegChroma } from './codec/jpegEncode';
import { jpegFacts } from './formats/jpegFacts';
import { ImageDecodeError } from './imageDecodeError';
import { collected, stripesOf } from './stripes';
import type { DecodeLimits, ImageFacts, Raster } from './types';

export { encodeJpegStripes };

/** Above this opening a JPEG takes seconds, and gigabytes for a progressive one. */
const MAX_PIXELS = 25_000_000;

/**
 * Decodes a baseline or progressive JPEG. EXIF orientation and colour profile are not applied.
 * @throws {ImageDecodeError} when the file is damaged, cut off, CMYK or larger than `limits` allow.
 */
export async function decodeJpeg(
	bytes: Uint8Array,
	limits: DecodeLimits,
	signal?: AbortSignal,
): Promise<Raster> {
	const facts = readable(bytes, limits);
	return await collected(decodedStripes(bytes, MAX_PIXELS, signal), facts);
}

/** Like `decodeJpeg`, some rows at a time: a baseline file never lies in memory whole. */
export async function* decodeJpegStripes(
	bytes: Uint8Array,
	limits: DecodeLimits,
	signal?: AbortSignal,
): AsyncGenerator<Raster, void> {
	readable(bytes, limits);
	yield* decodedStripes(bytes, MAX_PIXELS, signal);
}

/** @throws {ImageDecodeError} for what is not to be decoded. */
function readable(bytes: Uint8Array, limits: DecodeLimits): ImageFacts {
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
	return facts;
}

/**
 * Encodes as a baseline JPEG. JPEG has no transparency: what is transparent lies on white.
 * @param quality 0 (smallest file) to 100 (best).
 */
export async function encodeJpeg(
	raster: Raster,
	quality: number,
	chroma: JpegChroma = 'full',
	signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
	const { width, height } = raster;
	return await encodeJpegStripes(stripesOf(raster), { width, height, quality, chroma }, signal);
}
