import { identifyImage } from '../../shared/images/identify';
import { ImageDecodeError } from '../../shared/images/imageDecodeError';
import { openSmall } from '../../shared/images/shrink';
import type { Raster } from '../../shared/images/types';
import { DECODE_LIMITS } from '../matrix/baselines';

/**
 * An image no larger than it is shown, upright and in sRGB.
 * @param edge pixels of its longer edge.
 * @throws {ImageDecodeError}
 */
export async function openShown(
	bytes: Uint8Array,
	edge: number,
	signal?: AbortSignal,
): Promise<Raster> {
	const facts = identifyImage(bytes);
	if (facts === undefined) throw new ImageDecodeError('The file is not an image.');
	return (await openSmall(bytes, facts, DECODE_LIMITS, edge, signal)).raster;
}
