import { breathe } from './breathe';
import { contributions, type Contributions } from './lanczos';
import { isOpaque } from './raster';
import type { Raster, Rectangle } from './types';

export { crop } from './raster';

/** Rows between two pauses, about 10 ms of work at 4K. */
const ROWS_A_STRIPE = 32;

/** Scales to `width` × `height` pixels with a Lanczos filter; transparent pixels lend no colour. */
export function resize(raster: Raster, width: number, height: number): Raster {
	const steps = resampleInSteps(raster, whole(raster), width, height);
	for (;;) {
		const step = steps.next();
		if (step.done) return step.value;
	}
}

/**
 * Scales a part of the picture, at fractions of pixels too, to `width` × `height` pixels like
 * `resize`, and lets the event loop turn in between.
 */
export async function resizeGently(
	raster: Raster,
	width: number,
	height: number,
	part: Rectangle = whole(raster),
): Promise<Raster> {
	const steps = resampleInSteps(raster, part, width, height);
	for (;;) {
		const step = steps.next();
		if (step.done) return step.value;
		await breathe();
	}
}

const whole = ({ width, height }: Raster): Rectangle => ({ x: 0, y: 0, width, height });

/** Row by row; of the rows scaled across only those are kept that the next output row needs. */
function* resampleInSteps(
	source: Raster,
	part: Rectangle,
	width: number,
	height: number,
): Generator<void, Raster> {
	const channels = isOpaque(source) ? 3 : 4;
	const across = contributions(source.width, part.x, part.width, width);
	const down = contributions(source.height, part.y, part.height, height);
	const ring = Array.from({ length: down.taps }, () => new Float32Array(width * channels));
	const line = new Float32Array(source.width * channels);
	const sums = new Float32Array(width * channels);
	const data = new Uint8Array(width * height * 4);
	const scaleLine = channels === 3 ? scaleOpaqueLine : scaleTransparentLine;

	let nextRow = 0;
	for (let y = 0; y < height; y++) {
		const start = down.starts[y]!;
		nextRow = Math.max(nextRow, start);
		for (; nextRow < start + down.taps; nextRow++) {
			readLine(source, nextRow, line, channels);
			scaleLine(line, across, ring[nextRow % down.taps]!);
		}
		sums.fill(0);
		for (let tap = 0; tap < down.taps; tap++) {
			const weight = down.weights[y * down.taps + tap]!;
			if (weight !== 0) addWeighted(sums, ring[(start + tap) % down.taps]!, weight);
		}
		writeLine(sums, data.subarray(y * width * 4, (y + 1) * width * 4), channels);
		if (y % ROWS_A_STRIPE === ROWS_A_STRIPE - 1) yield;
	}
	return { width, height, data };
}

function addWeighted(sums: Float32Array, row: Float32Array, weight: number) {
	for (let at = 0; at < sums.length; at++) sums[at]! += row[at]! * weight;
}

/** Pixels of row `y` as 3 channels, or 4 with the colours multiplied by their alpha. */
function readLine({ width, data }: Raster, y: number, line: Float32Array, channels: 3 | 4) {
	let from = y * width * 4;
	for (let at = 0; at < line.length; at += channels, from += 4) {
		const alpha = data[from + 3]!;
		const share = channels === 4 ? alpha / 255 : 1;
		line[at] = data[from]! * share;
		line[at + 1] = data[from + 1]! * share;
		line[at + 2] = data[from + 2]! * share;
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
