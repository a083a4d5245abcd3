import type { BitWriter, HuffmanCodes } from './jpegBits';
import { ZIGZAG } from './jpegTables';

// Looked up once, as in pngFilter.ts.
const { SQRT1_2, clz32 } = Math;

/**
 * What the transform below makes a coefficient larger by, by its row and its column (Arai, Agui and
 * Nakajima's transform of 1988 leaves these factors to the quantization).
 */
const FACTORS = [0, 1, 2, 3, 4, 5, 6, 7].map((index) =>
	index === 0 ? 1 : Math.cos((index * Math.PI) / 16) * Math.SQRT2,
);

/** What to multiply each transformed coefficient with, for its step. @param steps row by row. */
export function scalesOf(steps: Uint8Array): Float32Array {
	return Float32Array.from(
		steps,
		(step, at) => 1 / (step * FACTORS[at >> 3]! * FACTORS[at & 7]! * 8),
	);
}

/** How one colour component of an image is written. */
export interface Component {
	scales: Float32Array;
	dc: HuffmanCodes;
	ac: HuffmanCodes;
	/** The mean of the block before: only differences are written. */
	previous: number;
}

const END_OF_BLOCK = 0x00;
const SIXTEEN_ZEROS = 0xf0;
const quantized = new Int16Array(64);

/** Writes a block of 8 × 8 values around 0; the block is used up. */
export function writeBlock(block: Float32Array, component: Component, out: BitWriter): void {
	transform(block);
	const { scales, dc, ac } = component;
	for (let at = 0; at < 64; at++) {
		const value = block[ZIGZAG[at]!]! * scales[ZIGZAG[at]!]!;
		quantized[at] = value < 0 ? value - 0.5 : value + 0.5;
	}
	writeValue(quantized[0]! - component.previous, 0, dc, out);
	component.previous = quantized[0]!;
	let last = 63;
	while (last > 0 && quantized[last] === 0) last--;
	let zeros = 0;
	for (let at = 1; at <= last; at++) {
		const value = quantized[at]!;
		if (value === 0) {
			zeros++;
			continue;
		}
		for (; zeros > 15; zeros -= 16) out.write(ac.bits[SIXTEEN_ZEROS]!, ac.lengths[SIXTEEN_ZEROS]!);
		writeValue(value, zeros, ac, out);
		zeros = 0;
	}
	if (last < 63) out.write(ac.bits[END_OF_BLOCK]!, ac.lengths[END_OF_BLOCK]!);
}

/** The code says how many zeros come before and how many bits the value has; then those bits. */
function writeValue(value: number, zeros: number, codes: HuffmanCodes, out: BitWriter): void {
	const size = 32 - clz32(value < 0 ? -value : value);
	const symbol = (zeros << 4) | size;
	out.write(codes.bits[symbol]!, codes.lengths[symbol]!);
	out.write(value < 0 ? value + (1 << size) - 1 : value, size);
}

/** The cosine transform in two directions, in place. */
function transform(block: Float32Array): void {
	for (let row = 0; row < 64; row += 8) transformLine(block, row, 1);
	for (let column = 0; column < 8; column++) transformLine(block, column, 8);
}

function transformLine(block: Float32Array, at: number, step: number): void {
	const i1 = at + step;
	const i2 = i1 + step;
	const i3 = i2 + step;
	const i4 = i3 + step;
	const i5 = i4 + step;
	const i6 = i5 + step;
	const i7 = i6 + step;
	const sum07 = block[at]! + block[i7]!;
	const gap07 = block[at]! - block[i7]!;
	const sum16 = block[i1]! + block[i6]!;
	const gap16 = block[i1]! - block[i6]!;
	const sum25 = block[i2]! + block[i5]!;
	const gap25 = block[i2]! - block[i5]!;
	const sum34 = block[i3]! + block[i4]!;
	const gap34 = block[i3]! - block[i4]!;

	const even0 = sum07 + sum34;
	const even3 = sum07 - sum34;
	const even1 = sum16 + sum25;
	const evenTurned = (sum16 - sum25 + even3) * SQRT1_2;
	block[at] = even0 + even1;
	block[i4] = even0 - even1;
	block[i2] = even3 + evenTurned;
	block[i6] = even3 - evenTurned;

	const odd0 = gap34 + gap25;
	const odd1 = (gap25 + gap16) * SQRT1_2;
	const odd2 = gap16 + gap07;
	const shared = (odd0 - odd2) * 0.382683433;
	const low = odd0 * 0.5411961 + shared;
	const high = odd2 * 1.306562965 + shared;
	const plus = gap07 + odd1;
	const minus = gap07 - odd1;
	block[i5] = minus + low;
	block[i3] = minus - low;
	block[i1] = plus + high;
	block[i7] = plus - high;
}
