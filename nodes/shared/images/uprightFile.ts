import { encodePngStripes } from './codec/pngEncode';
import { encodeJpegStripes } from './jpeg';
import { openToRewrite, type OpenedFacts } from './open';
import type { DecodeLimits } from './types';

/** JPEG quality that leaves no visible trace of the second encoding. */
const QUALITY = 95;

/**
 * Turns the pixels of a file for good as its EXIF orientation says, and leaves the note out. The colour
 * profile stays. A JPEG becomes a JPEG again, any other file a PNG.
 * @throws {ImageDecodeError} if the file cannot be read or has more pixels than `limits` allow.
 */
export async function uprightFile(
	bytes: Uint8Array,
	facts: OpenedFacts,
	limits: DecodeLimits,
	signal?: AbortSignal,
): Promise<{ bytes: Uint8Array; format: 'jpeg' | 'png' }> {
	const format = facts.format === 'jpeg' ? 'jpeg' : 'png';
	const image = await openToRewrite(bytes, facts, format, limits, signal);
	const { width, height, opaque, stripes, colorParts } = image;
	const written =
		format === 'jpeg'
			? await encodeJpegStripes(
					stripes,
					{ width, height, quality: QUALITY, chroma: 'full', segments: colorParts },
					signal,
				)
			: await encodePngStripes(stripes, { width, height, opaque, chunks: colorParts }, signal);
	return { bytes: written, format };
}
