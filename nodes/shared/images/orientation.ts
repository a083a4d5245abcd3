import { Slices } from './slices';
import { collected, ROWS_A_STRIPE, type Size } from './stripes';
import type { ImageFacts, Raster } from './types';

/** From 5 on, rows are shown as columns. */
const isSwapped = (orientation: number) => orientation >= 5;

/** Pixels of the image as a person sees it, turned as its orientation says. */
export function uprightSize({
	width,
	height,
	orientation = 1,
}: Pick<ImageFacts, 'width' | 'height' | 'orientation'>): Size {
	return isSwapped(orientation) ? { width: height, height: width } : { width, height };
}

/**
 * Turns and mirrors stored pixels to what a person is to see.
 * @param orientation EXIF orientation, 1–8; 1 changes nothing.
 */
export async function turnUpright(
	stored: Raster,
	orientation: number,
	signal?: AbortSignal,
): Promise<Raster> {
	const size = uprightSize({ ...stored, orientation });
	return await collected(uprightStripes(stored, orientation, signal), size);
}

/** `turnUpright`, some rows at a time. */
export async function* uprightStripes(
	stored: Raster,
	orientation: number,
	signal?: AbortSignal,
): AsyncGenerator<Raster, void> {
	const swapped = isSwapped(orientation);
	const { width, height } = uprightSize({ ...stored, orientation });
	const lastColumn = [2, 3, 7, 8].includes(orientation) ? stored.width - 1 : 0;
	const lastRow = [3, 4, 6, 7].includes(orientation) ? stored.height - 1 : 0;
	const slices = new Slices(signal);
	for (let top = 0; top < height; top += ROWS_A_STRIPE) {
		const rows = Math.min(ROWS_A_STRIPE, height - top);
		const data = new Uint8Array(width * rows * 4);
		for (let y = top, at = 0; y < top + rows; y++) {
			for (let x = 0; x < width; x++, at += 4) {
				const column = Math.abs(lastColumn - (swapped ? y : x));
				const row = Math.abs(lastRow - (swapped ? x : y));
				const from = (row * stored.width + column) * 4;
				data[at] = stored.data[from]!;
				data[at + 1] = stored.data[from + 1]!;
				data[at + 2] = stored.data[from + 2]!;
				data[at + 3] = stored.data[from + 3]!;
			}
			if (slices.due) await slices.pause();
		}
		yield { width, height: rows, data };
	}
}
