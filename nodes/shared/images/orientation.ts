import type { Raster } from './types';

/**
 * Turns and mirrors stored pixels to what a person is to see.
 * @param orientation EXIF orientation, 1–8; 1 changes nothing.
 */
export function turnUpright(stored: Raster, orientation: number): Raster {
	// From 5 on, rows are shown as columns.
	const swapped = orientation >= 5;
	const [width, height] = swapped ? [stored.height, stored.width] : [stored.width, stored.height];
	const lastColumn = [2, 3, 7, 8].includes(orientation) ? stored.width - 1 : 0;
	const lastRow = [3, 4, 6, 7].includes(orientation) ? stored.height - 1 : 0;
	const data = new Uint8Array(width * height * 4);
	for (let y = 0, at = 0; y < height; y++) {
		for (let x = 0; x < width; x++, at += 4) {
			const column = Math.abs(lastColumn - (swapped ? y : x));
			const row = Math.abs(lastRow - (swapped ? x : y));
			const from = (row * stored.width + column) * 4;
			data[at] = stored.data[from]!;
			data[at + 1] = stored.data[from + 1]!;
			data[at + 2] = stored.data[from + 2]!;
			data[at + 3] = stored.data[from + 3]!;
		}
	}
	return { width, height, data };
}
