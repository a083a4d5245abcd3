import { addAiMark } from './aiMark';
import { ImageDecodeError } from './imageDecodeError';
import { decodeJpeg, encodeJpeg } from './jpeg';
import { decodePng, encodePng } from './png';
import { centredPart, crop } from './raster';
import { resizeGently } from './resample';
import type { DecodeLimits, ImageFacts, Raster, Rectangle } from './types';

/** What is cut off below this many pixels in both directions is the API's rounding to legal sizes. */
const ROUNDING_PIXELS = 16;

export interface ExactPixels {
	bytes: Uint8Array;
	/** Whether the file was rewritten: then its C2PA seal is gone and it carries the AI mark. */
	changed: boolean;
	/** Target pixels a source pixel; above 1 the picture was enlarged. */
	scale: number;
	/** The part of the source that is shown, in its pixels, rounded. */
	cropped: Rectangle;
}

/**
 * Brings a PNG or JPEG to exactly `target` pixels: scaled to cover it, then cut at both sides alike.
 * A source that is only a hair larger is cut without scaling; one that fits comes back untouched,
 * whatever `outputFormat` says.
 * @param jpegQuality 0–100, used for JPEG only.
 * @throws {ImageDecodeError} when the file cannot be read or is neither PNG nor JPEG.
 */
export async function toExactPixels(
	bytes: Uint8Array,
	facts: ImageFacts,
	target: { width: number; height: number },
	outputFormat: 'png' | 'jpeg',
	jpegQuality: number,
	limits: DecodeLimits = { maxPixels: 50_000_000 },
): Promise<ExactPixels> {
	const { width, height } = facts;
	if (width === target.width && height === target.height) {
		return { bytes, changed: false, scale: 1, cropped: { x: 0, y: 0, width, height } };
	}
	const source = await decodeImage(bytes, facts, limits);
	const { part, scale } = coveringPart(source, target);
	const raster =
		scale === 1
			? crop(source, rounded(part))
			: await resizeGently(source, target.width, target.height, part);
	const encoded =
		outputFormat === 'png' ? await encodePng(raster) : encodeJpeg(raster, jpegQuality);
	return { bytes: addAiMark(encoded), changed: true, scale, cropped: rounded(part) };
}

/** What `decodeImage` opens. */
export const DECODABLE_FORMATS: readonly string[] = ['png', 'jpeg'];

/**
 * Decodes what can be decoded here: PNG and JPEG.
 * @throws {ImageDecodeError} for other formats and for files that cannot be read.
 */
export async function decodeImage(
	bytes: Uint8Array,
	{ format }: Pick<ImageFacts, 'format'>,
	limits: DecodeLimits,
): Promise<Raster> {
	if (format === 'png') return await decodePng(bytes, limits);
	if (format === 'jpeg') return decodeJpeg(bytes, limits);
	throw new ImageDecodeError(
		`The image is a ${format.toUpperCase()} file; only PNG and JPEG can be opened here.`,
	);
}

/** What of the source is shown, and how much larger. */
function coveringPart(
	source: Pick<Raster, 'width' | 'height'>,
	target: { width: number; height: number },
): { part: Rectangle; scale: number } {
	const overX = source.width - target.width;
	const overY = source.height - target.height;
	const fits = (over: number) => over >= 0 && over < ROUNDING_PIXELS;
	if (fits(overX) && fits(overY)) {
		const { width, height } = target;
		return { part: { x: overX >> 1, y: overY >> 1, width, height }, scale: 1 };
	}
	const scale = Math.max(target.width / source.width, target.height / source.height);
	return { part: centredPart(source, target.width / target.height), scale };
}

const rounded = ({ x, y, width, height }: Rectangle): Rectangle => ({
	x: Math.round(x),
	y: Math.round(y),
	width: Math.round(width),
	height: Math.round(height),
});
