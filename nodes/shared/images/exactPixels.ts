import { addAiMark } from './aiMark';
import { encodePngStripes } from './codec/pngEncode';
import { encodeJpegStripes } from './jpeg';
import { openToRewrite, type OpenedFacts } from './open';
import { uprightSize } from './orientation';
import { resizedStripes } from './resample';
import { croppedStripes, type Size } from './stripes';
import type { DecodeLimits, Rectangle } from './types';

/** How `toExactPixels` writes the new file. */
export interface ExactPixelsOptions {
	outputFormat: 'png' | 'jpeg';
	/** 0–100, used for JPEG only. */
	jpegQuality: number;
	limits?: DecodeLimits;
	signal?: AbortSignal;
}

const LIMITS: DecodeLimits = { maxPixels: 50_000_000 };

/**
 * Brings an image to exactly `target` pixels: scaled, then cut at both sides alike. A rewritten file keeps
 * its colour profile, loses its C2PA seal and carries the AI mark. One that fits comes back untouched,
 * whatever `outputFormat` says. The image never lies in memory whole, unless it is to be turned or its
 * format needs it.
 * @param scale target pixels a source pixel, so that the source covers the target; 1 only cuts.
 * @throws {RangeError} if the scaled source does not cover the target.
 * @throws {ImageDecodeError} when the file cannot be read.
 */
export async function toExactPixels(
	bytes: Uint8Array,
	facts: OpenedFacts,
	target: Size,
	scale: number,
	{ outputFormat, jpegQuality, limits = LIMITS, signal }: ExactPixelsOptions,
): Promise<Uint8Array> {
	const source = uprightSize(facts);
	if (source.width === target.width && source.height === target.height) return bytes;
	const part = centredPartOf(source, target, scale);
	const { stripes, opaque, colorParts } = await openToRewrite(
		bytes,
		facts,
		outputFormat,
		limits,
		signal,
	);
	const exact =
		scale === 1
			? croppedStripes(stripes, part)
			: resizedStripes(stripes, { ...source, opaque }, target, part, signal);
	const { width, height } = target;
	const encoded =
		outputFormat === 'png'
			? await encodePngStripes(exact, { width, height, opaque, chunks: colorParts }, signal)
			: await encodeJpegStripes(
					exact,
					{ width, height, quality: jpegQuality, chroma: 'full', segments: colorParts },
					signal,
				);
	return addAiMark(encoded);
}

/** The part in the middle that shows as `target`, in pixels of the source; whole ones where it is only cut. */
function centredPartOf(source: Size, target: Size, scale: number): Rectangle {
	const width = Math.min(source.width, target.width / scale);
	const height = Math.min(source.height, target.height / scale);
	const isCovered =
		Math.abs(width * scale - target.width) < 0.01 &&
		Math.abs(height * scale - target.height) < 0.01;
	if (!isCovered) {
		throw new RangeError(
			`${source.width}x${source.height} pixels do not cover ${target.width}x${target.height}`,
		);
	}
	const [x, y] = [(source.width - width) / 2, (source.height - height) / 2];
	return scale === 1
		? { x: Math.floor(x), y: Math.floor(y), width, height }
		: { x, y, width, height };
}
