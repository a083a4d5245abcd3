import { contributions } from './lanczos';
import { isOpaque } from './raster';
import { openScaler } from './scaler';
import { Slices } from './slices';
import { collected, RowReader, stripesOf, type Size, type Stripes } from './stripes';
import type { Raster, Rectangle } from './types';

/** Output rows of a stripe. */
const ROWS_A_STRIPE = 32;

/**
 * Scales the image, or a part of it at fractions of pixels, to `width` × `height` pixels with a Lanczos
 * filter; transparent pixels lend no colour. Lets the event loop turn in between.
 */
export async function resizeGently(
	raster: Raster,
	width: number,
	height: number,
	part: Rectangle = whole(raster),
	signal?: AbortSignal,
): Promise<Raster> {
	const source = { ...raster, opaque: isOpaque(raster) };
	const resized = resizedStripes(stripesOf(raster), source, { width, height }, part, signal);
	return await collected(resized, { width, height });
}

export const whole = ({ width, height }: Size): Rectangle => ({ x: 0, y: 0, width, height });

/**
 * `resizeGently` for an image that comes in stripes. Of the rows scaled across only those are kept that the next
 * output row needs. Sums have 24 bits: now and then a channel is a level beside the exact one.
 * @param source pixels of the image that the stripes hold, and whether none of them can be transparent.
 * @returns stripes, each to be used before the next is asked for: they share their memory.
 */
export async function* resizedStripes(
	stripes: Stripes,
	source: Size & { opaque: boolean },
	target: Size,
	part: Rectangle,
	signal?: AbortSignal,
): AsyncGenerator<Raster, void> {
	const { width, height } = target;
	const down = contributions(source.height, part.y, part.height, height);
	const scaler = await openScaler(
		source,
		contributions(source.width, part.x, part.width, width),
		down,
	);
	const rows = new RowReader(stripes);
	const slices = new Slices(signal);
	const rowBytes = width * 4;
	const out = new Uint8Array(Math.min(ROWS_A_STRIPE, height) * rowBytes);
	let nextRow = 0;
	try {
		for (let y = 0; y < height; y++) {
			const start = down.starts[y]!;
			for (; nextRow < start + down.taps; nextRow++) {
				const row = rows.ready() ?? (await rows.read());
				if (slices.due) await slices.pause();
				if (nextRow >= start) scaler.addRow(row, nextRow);
			}
			const rowsOut = (y % ROWS_A_STRIPE) + 1;
			const end = rowsOut * rowBytes;
			out.set(scaler.sum(y), end - rowBytes);
			if (slices.due) await slices.pause();
			if (rowsOut === ROWS_A_STRIPE || y === height - 1) {
				yield { width, height: rowsOut, data: out.subarray(0, end) };
			}
		}
	} finally {
		scaler.close();
		await rows.close();
	}
}
