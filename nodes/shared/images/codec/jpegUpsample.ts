import type { JpegFrame } from './jpegFrame';
import type { Raster } from '../types';

/** Gives a row of a component's samples; beyond the last one the last is repeated. */
export type SampleRows = (component: number, row: number) => Uint8Array;

/** How a component's samples are brought to full resolution. */
interface Upsampler {
	/** Fills `out` with row `y` of the image. @returns the filled row, which may be a source row itself. */
	(y: number): Uint8Array;
}

/**
 * Gives a function that writes rows of the image as RGBA. Colour in half resolution is interpolated, each
 * sample from its nearest two in both directions (3:1), as libjpeg does.
 */
export function createRowWriter(frame: JpegFrame, rows: SampleRows, isRgb: boolean) {
	const { width, components } = frame;
	const samplers = components.map((_, index) => samplerOf(frame, index, rows));

	return (y: number, { data }: Raster, to: number): void => {
		const [first, second, third] = samplers.map((sample) => sample(y));
		if (!second || !third) writeGray(first!, width, data, to);
		else if (isRgb) writeRgb(first!, second, third, width, data, to);
		else writeColors(first!, second, third, width, data, to);
	};
}

function samplerOf(frame: JpegFrame, index: number, rows: SampleRows): Upsampler {
	const { h, v, width } = frame.components[index]!;
	const across = frame.maxH / h;
	const down = frame.maxV / v;
	const out = new Uint8Array(frame.width + 2 * across);
	const row = (y: number) => rows(index, y);
	if (across === 1 && down === 1) return row;
	// The filter needs neighbours; other factors than these are rare.
	if (across === 2 && down === 1 && width > 2) {
		return (y) => {
			doubleAcross(row(y), width, out);
			return out;
		};
	}
	if (across === 2 && down === 2 && width > 2) {
		const sums = new Int32Array(width);
		return (y) => {
			sumRows(row(y >> 1), row((y >> 1) + (y & 1 ? 1 : -1)), sums);
			doubleSums(sums, out);
			return out;
		};
	}
	if (across === 1 && down === 2) {
		return (y) => {
			const near = row(y >> 1);
			const far = row((y >> 1) + (y & 1 ? 1 : -1));
			const bias = y & 1 ? 2 : 1;
			for (let x = 0; x < width; x++) out[x] = (near[x]! * 3 + far[x]! + bias) >> 2;
			return out;
		};
	}
	return (y) => {
		const source = row(Math.floor(y / down));
		for (let x = 0; x < frame.width; x++) out[x] = source[(x / across) | 0]!;
		return out;
	};
}

function doubleAcross(row: Uint8Array, width: number, out: Uint8Array): void {
	const last = width - 1;
	out[0] = row[0]!;
	out[1] = (row[0]! * 3 + row[1]! + 2) >> 2;
	for (let x = 1; x < last; x++) {
		const own = row[x]! * 3;
		out[2 * x] = (own + row[x - 1]! + 1) >> 2;
		out[2 * x + 1] = (own + row[x + 1]! + 2) >> 2;
	}
	out[2 * last] = (row[last]! * 3 + row[last - 1]! + 1) >> 2;
	out[2 * last + 1] = row[last]!;
}

function sumRows(near: Uint8Array, far: Uint8Array, sums: Int32Array): void {
	for (let x = 0; x < sums.length; x++) sums[x] = near[x]! * 3 + far[x]!;
}

function doubleSums(sums: Int32Array, out: Uint8Array): void {
	const last = sums.length - 1;
	out[0] = (sums[0]! * 4 + 8) >> 4;
	out[1] = (sums[0]! * 3 + sums[1]! + 7) >> 4;
	for (let x = 1; x < last; x++) {
		const own = sums[x]! * 3;
		out[2 * x] = (own + sums[x - 1]! + 8) >> 4;
		out[2 * x + 1] = (own + sums[x + 1]! + 7) >> 4;
	}
	out[2 * last] = (sums[last]! * 3 + sums[last - 1]! + 8) >> 4;
	out[2 * last + 1] = (sums[last]! * 4 + 7) >> 4;
}

function writeGray(gray: Uint8Array, width: number, data: Uint8Array, to: number): void {
	for (let x = 0, at = to; x < width; x++, at += 4) {
		data[at] = data[at + 1] = data[at + 2] = gray[x]!;
		data[at + 3] = 255;
	}
}

function writeRgb(
	red: Uint8Array,
	green: Uint8Array,
	blue: Uint8Array,
	width: number,
	data: Uint8Array,
	to: number,
): void {
	for (let x = 0, at = to; x < width; x++, at += 4) {
		data[at] = red[x]!;
		data[at + 1] = green[x]!;
		data[at + 2] = blue[x]!;
		data[at + 3] = 255;
	}
}

/** Rec. 601 in whole numbers of 16 bits, rounded as libjpeg rounds. */
const HALF = 1 << 15;
const differences = Array.from({ length: 256 }, (_, value) => value - 128);
const RED_BY_CR = Int32Array.from(differences, (cr) => (91881 * cr + HALF) >> 16);
const BLUE_BY_CB = Int32Array.from(differences, (cb) => (116130 * cb + HALF) >> 16);
const GREEN_BY_CR = Int32Array.from(differences, (cr) => -46802 * cr);
const GREEN_BY_CB = Int32Array.from(differences, (cb) => -22554 * cb + HALF);

const clamped = (value: number) => (value < 0 ? 0 : value > 255 ? 255 : value);

function writeColors(
	luma: Uint8Array,
	blueness: Uint8Array,
	redness: Uint8Array,
	width: number,
	data: Uint8Array,
	to: number,
): void {
	for (let x = 0, at = to; x < width; x++, at += 4) {
		const light = luma[x]!;
		const cb = blueness[x]!;
		const cr = redness[x]!;
		data[at] = clamped(light + RED_BY_CR[cr]!);
		data[at + 1] = clamped(light + ((GREEN_BY_CB[cb]! + GREEN_BY_CR[cr]!) >> 16));
		data[at + 2] = clamped(light + BLUE_BY_CB[cb]!);
		data[at + 3] = 255;
	}
}
