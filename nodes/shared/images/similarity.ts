import { ssim } from 'ssim.js';
import { grayOnWhite } from './grayOnWhite';
import { centredPart } from './raster';
import { resizeGently } from './resample';
import type { Raster } from './types';

/** Pixels of the longer edge at which two images are compared. */
const LONGEST_EDGE = 256;
/** Pixels; the measure looks through windows of 11 × 11. */
const SHORTEST_EDGE = 11;

/**
 * How much two images look alike in structure (SSIM): 1 is the same, 0 nothing in common. It
 * compares light and dark, contrast and edges place by place, as the eye does, and disregards
 * colour. A recompressed or slightly retouched copy is above 0.9; the same subject drawn again
 * sits elsewhere in the frame and scores low, in photographs often below 0.4. So it tells whether
 * an image was kept, not whether it is good. Graphics with large plain surfaces score high even
 * when they show something else, because the surfaces agree.
 *
 * Images of different sizes are scaled to the same one (256 pixels along the longer edge); of an
 * image in other proportions than `a` the middle that fills `a`'s frame counts. Transparent
 * parts count as white. Lets the event loop turn in between.
 */
export async function structuralSimilarity(
	a: Raster,
	b: Raster,
	signal?: AbortSignal,
): Promise<number> {
	const scale = LONGEST_EDGE / Math.max(a.width, a.height);
	const width = Math.max(SHORTEST_EDGE, Math.round(a.width * scale));
	const height = Math.max(SHORTEST_EDGE, Math.round(a.height * scale));
	// Both lose the same hair where rounding changes the proportions, so that an image equals itself.
	const small = async (raster: Raster) =>
		grayImage(
			await resizeGently(raster, width, height, centredPart(raster, width / height), signal),
		);
	const first = await small(a);
	const second = await small(b);
	const { mssim } = ssim(first, second, { ssim: 'fast', downsample: false });
	return Math.min(1, Math.max(0, mssim));
}

function grayImage(raster: Raster) {
	const data = new Uint8ClampedArray(raster.data.length);
	for (const [pixel, gray] of grayOnWhite(raster).entries()) {
		data.fill(gray, pixel * 4, pixel * 4 + 3);
		data[pixel * 4 + 3] = 255;
	}
	return { width: raster.width, height: raster.height, data };
}
