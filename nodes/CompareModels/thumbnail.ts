import { encodeJpeg } from '../shared/images/jpeg';
import { resizeGently } from '../shared/images/resample';
import type { Raster } from '../shared/images/types';
import type { Thumbnail } from './report/types';

/** Sharp enough for the report's columns on a display with two pixels a point. */
const LONGEST_EDGE = 640;
/** Tried one after another until the file is small enough: JPEG quality, and the share of the edge. */
const STEPS = [
	{ quality: 82, share: 1 },
	{ quality: 72, share: 1 },
	{ quality: 72, share: 0.75 },
	{ quality: 60, share: 0.5 },
	{ quality: 50, share: 0.3 },
];

/** A small JPEG of a picture for the report, transparent parts on white. @param budget bytes. */
export async function makeThumbnail(
	raster: Raster,
	budget: number,
): Promise<Thumbnail | undefined> {
	for (const { quality, share } of STEPS) {
		const scale = Math.min(1, (LONGEST_EDGE * share) / Math.max(raster.width, raster.height));
		const width = Math.max(1, Math.round(raster.width * scale));
		const height = Math.max(1, Math.round(raster.height * scale));
		const bytes = encodeJpeg(await resizeGently(raster, width, height), quality);
		if (bytes.length <= budget) return { mimeType: 'image/jpeg', bytes, width, height };
	}
	return undefined;
}
