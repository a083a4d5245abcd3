import { encodeJpeg } from '../shared/images/jpeg';
import { resizeGently } from '../shared/images/resample';
import type { Raster } from '../shared/images/types';
import type { Thumbnail } from './report/types';

/** Pixels: sharp enough for the report's columns on a display with two pixels a point. */
export const THUMBNAIL_EDGE = 640;
/** JPEG qualities, tried one after another until the file is small enough. */
const QUALITIES = [82, 72, 66, 60];
/** A file that is too large by no more than this becomes small enough by its quality alone. */
const NEARLY = 0.75;
/** What a smaller picture is made smaller than needed, for its bytes do not shrink quite as its pixels. */
const CAUTION = 0.9;

/**
 * A small JPEG of a picture for the report, transparent parts on white.
 * @param raster about as large as `THUMBNAIL_EDGE` or smaller.
 * @param budget bytes.
 */
export async function makeThumbnail(
	raster: Raster,
	budget: number,
): Promise<Thumbnail | undefined> {
	if (budget <= 0) return undefined;
	let scale = 1;
	for (const quality of QUALITIES) {
		const width = Math.max(1, Math.round(raster.width * scale));
		const height = Math.max(1, Math.round(raster.height * scale));
		const picture = scale === 1 ? raster : await resizeGently(raster, width, height);
		const bytes = encodeJpeg(picture, quality, 'half');
		if (bytes.length <= budget) return { mimeType: 'image/jpeg', bytes, width, height };
		const share = budget / bytes.length;
		if (quality !== QUALITIES[0] || share < NEARLY) scale *= Math.sqrt(share) * CAUTION;
	}
	return undefined;
}
