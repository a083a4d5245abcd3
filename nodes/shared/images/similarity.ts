import { ssim } from 'ssim.js';
import { grayOnWhite } from './grayOnWhite';
import { resizeGently } from './resample';
import type { Raster, Rectangle } from './types';

/** Pixels of the longer edge at which two pictures are held against each other. */
const LONGEST_EDGE = 256;
/** Pixels; the measure looks through windows of 11 × 11. */
const SHORTEST_EDGE = 11;

/**
 * How much two pictures look alike in structure (SSIM): 1 is the same, 0 nothing in common. It
 * compares light and dark, contrast and edges place by place, as the eye does, and disregards
 * colour. A recompressed or slightly retouched copy is above 0.9; the same subject drawn anew
 * sits elsewhere in the frame and scores low, in photographs often below 0.4. So it tells whether
 * a picture was kept, not whether it is good. Graphics with large plain surfaces score high even
 * when they show something else, because the surfaces agree.
 *
 * Pictures of different sizes are scaled to the same one (256 pixels along the longer edge); of a
 * picture in other proportions than `a` the middle that fills `a`'s frame counts. Transparent
 * parts count as white. Lets the event loop turn in between.
 */
export async function structuralSimilarity(a: Raster, b: Raster): Promise<number> {
	const scale = LONGEST_EDGE / Math.max(a.width, a.height);
	const width = Math.max(SHORTEST_EDGE, Math.round(a.width * scale));
	const height = Math.max(SHORTEST_EDGE, Math.round(a.height * scale));
	const first = await resizeGently(a, width, height);
	const second = await resizeGently(b, width, height, centredPart(b, width / height));
	const { mssim } = ssim(grayImage(first), grayImage(second), { ssim: 'fast', downsample: false });
	return Math.min(1, Math.max(0, mssim));
}

/** The largest part in the middle that has these proportions (width / height). */
function centredPart(raster: Raster, proportions: number): Rectangle {
	const width = Math.min(raster.width, raster.height * proportions);
	const height = Math.min(raster.height, raster.width / proportions);
	return { x: (raster.width - width) / 2, y: (raster.height - height) / 2, width, height };
}

function grayImage(raster: Raster) {
	const data = new Uint8ClampedArray(raster.data.length);
	for (const [pixel, gray] of grayOnWhite(raster).entries()) {
		data.fill(gray, pixel * 4, pixel * 4 + 3);
		data[pixel * 4 + 3] = 255;
	}
	return { width: raster.width, height: raster.height, data };
}
