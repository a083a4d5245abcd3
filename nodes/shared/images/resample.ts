import { contributions, type Contributions } from './lanczos';
import { isOpaque } from './raster';
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
 * output row needs.
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
	const channels = source.opaque ? 3 : 4;
	const across = contributions(source.width, part.x, part.width, width);
	const down = contributions(source.height, part.y, part.height, height);
	const ring = Array.from({ length: down.taps }, () => new Float32Array(width * channels));
	const line = new Float32Array(source.width * channels);
	const sums = new Float32Array(width * channels);
	const scaleLine = channels === 3 ? scaleOpaqueLine : scaleTransparentLine;
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
				if (nextRow < start) continue;
				readLine(row, line, channels);
				scaleLine(line, across, ring[nextRow % down.taps]!);
			}
			sums.fill(0);
			for (let tap = 0; tap < down.taps; tap++) {
				const weight = down.weights[y * down.taps + tap]!;
				if (weight !== 0) addWeighted(sums, ring[(start + tap) % down.taps]!, weight);
			}
			const rowsOut = (y % ROWS_A_STRIPE) + 1;
			const end = rowsOut * rowBytes;
			writeLine(sums, out.subarray(end - rowBytes, end), channels);
			if (slices.due) await slices.pause();
			if (rowsOut === ROWS_A_STRIPE || y === height - 1) {
				yield { width, height: rowsOut, data: out.subarray(0, end) };
			}
		}
	} finally {
		await rows.close();
	}
}

function addWeighted(sums: Float32Array, row: Float32Array, weight: number) {
	for (let at = 0; at < sums.length; at++) sums[at]! += row[at]! * weight;
}

/** A row's pixels as 3 channels, or 4 with the colours multiplied by their alpha. */
function readLine(row: Uint8Array, line: Float32Array, channels: 3 | 4) {
	for (let at = 0, from = 0; at < line.length; at += channels, from += 4) {
		const alpha = row[from + 3]!;
		const share = channels === 4 ? alpha / 255 : 1;
		line[at] = row[from]! * share;
		line[at + 1] = row[from + 1]! * share;
		line[at + 2] = row[from + 2]! * share;
		if (channels === 4) line[at + 3] = alpha;
	}
}

function scaleOpaqueLine(line: Float32Array, across: Contributions, out: Float32Array) {
	const { starts, taps, weights } = across;
	for (let x = 0, at = 0; x < starts.length; x++) {
		let red = 0;
		let green = 0;
		let blue = 0;
		let from = starts[x]! * 3;
		for (const end = at + taps; at < end; at++, from += 3) {
			const weight = weights[at]!;
			red += line[from]! * weight;
			green += line[from + 1]! * weight;
			blue += line[from + 2]! * weight;
		}
		out[x * 3] = red;
		out[x * 3 + 1] = green;
		out[x * 3 + 2] = blue;
	}
}

function scaleTransparentLine(line: Float32Array, across: Contributions, out: Float32Array) {
	const { starts, taps, weights } = across;
	for (let x = 0, at = 0; x < starts.length; x++) {
		let red = 0;
		let green = 0;
		let blue = 0;
		let alpha = 0;
		let from = starts[x]! * 4;
		for (const end = at + taps; at < end; at++, from += 4) {
			const weight = weights[at]!;
			red += line[from]! * weight;
			green += line[from + 1]! * weight;
			blue += line[from + 2]! * weight;
			alpha += line[from + 3]! * weight;
		}
		out[x * 4] = red;
		out[x * 4 + 1] = green;
		out[x * 4 + 2] = blue;
		out[x * 4 + 3] = alpha;
	}
}

const toByte = (value: number) => (value <= 0 ? 0 : value >= 255 ? 255 : (value + 0.5) | 0);

function writeLine(sums: Float32Array, out: Uint8Array, channels: 3 | 4) {
	for (let at = 0, to = 0; at < sums.length; at += channels, to += 4) {
		const alpha = channels === 4 ? toByte(sums[at + 3]!) : 255;
		const share = channels === 4 && alpha > 0 ? 255 / Math.max(sums[at + 3]!, 0.5) : 1;
		if (alpha > 0) {
			out[to] = toByte(sums[at]! * share);
			out[to + 1] = toByte(sums[at + 1]! * share);
			out[to + 2] = toByte(sums[at + 2]! * share);
		}
		out[to + 3] = alpha;
	}
}
