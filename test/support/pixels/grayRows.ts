import { noise } from './noise';

/** Rows of a gray image as a PNG has them before it is compressed: unfiltered, with the filter's byte in front. */
export function grayRows(
	width: number,
	height: number,
	seed: number,
	{ values, repeats }: { values: number; repeats: number },
): Buffer {
	const rows = noise((width + 1) * height, seed, values);
	if (repeats > 0) {
		for (let at = repeats; at < rows.length; at++) {
			if (rows[at]! % 9 !== 0) rows[at] = rows[at - repeats]!;
		}
	}
	for (let at = 0; at < rows.length; at += width + 1) rows[at] = 0;
	return rows;
}

/** The same rows, of the decoded image. */
export function rowsOf(width: number, height: number, data: Uint8Array): Buffer {
	const rows = Buffer.alloc((width + 1) * height);
	for (let y = 0, at = 0; y < height; y++) {
		for (let x = 0; x < width; x++, at += 4) rows[y * (width + 1) + 1 + x] = data[at]!;
	}
	return rows;
}

/** Whether no row has a filter. */
export function isUnfiltered(width: number, rows: Uint8Array): boolean {
	for (let at = 0; at < rows.length; at += width + 1) if (rows[at] !== 0) return false;
	return true;
}
