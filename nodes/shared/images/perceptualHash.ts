import { grayOnWhite } from './grayOnWhite';
import { resizeGently } from './resample';
import type { Raster } from './types';

/** Pixels of the small square that the hash looks at. */
const SIDE = 32;
/** Of the waves that the square is made of, the longest 8 × 8 are kept: the rough composition. */
const WAVES = 8;
/** Gray levels below which a wave is the rounding of a plain surface and not part of the image. */
const NOISE = 0.05;

/**
 * A fingerprint of the image's rough composition (where it is light and where dark), 64 bits as 16 hex
 * digits: pHash (Zauner 2010), which compares the longest waves of a cosine transform with their median. The
 * longest of all, the mean lightness, says nothing about composition; the next wave across has its place.
 * Scaling, another file format, light retouching or a change of colour barely alter it; another motif or
 * crop does. Compare two with `hammingDistance`. Transparent parts count as white.
 */
export async function perceptualHash(raster: Raster, signal?: AbortSignal): Promise<string> {
	const gray = grayOnWhite(await resizeGently(raster, SIDE, SIDE, undefined, signal));
	const waves = longestWaves(gray);
	const sorted = [...waves].sort((a, b) => a - b);
	const median = (sorted[31]! + sorted[32]!) / 2;
	const bits = waves.map((wave) => (wave - median > NOISE ? 1 : 0));
	return Array.from({ length: bits.length / 4 }, (_, digit) =>
		bits
			.slice(digit * 4, digit * 4 + 4)
			.reduce<number>((value, bit) => value * 2 + bit, 0)
			.toString(16),
	).join('');
}

/**
 * In how many of their 64 bits two fingerprints differ: 0–6 is practically the same image, 7–12
 * a similar composition, above that another image; two that have nothing to do with each other
 * differ in about 32.
 */
export function hammingDistance(a: string, b: string): number {
	let differing = BigInt(`0x${a}`) ^ BigInt(`0x${b}`);
	let count = 0;
	for (; differing > 0n; differing &= differing - 1n) count++;
	return count;
}

/** 64 frequencies of the discrete cosine transform (DCT-II), row by row, in gray levels. */
function longestWaves(gray: Uint8Array): number[] {
	const cosines = Array.from({ length: WAVES + 1 }, (_, wave) =>
		Array.from({ length: SIDE }, (_pixel, at) => Math.cos(((at + 0.5) * wave * Math.PI) / SIDE)),
	);
	const across = Array.from({ length: SIDE }, (_, y) =>
		cosines.map((cosine) => cosine.reduce((sum, c, x) => sum + c * gray[y * SIDE + x]!, 0)),
	);
	const wave = (down: number, right: number) =>
		cosines[down]!.reduce((sum, c, y) => sum + (c * across[y]![right]!) / (SIDE * SIDE), 0);
	return Array.from({ length: WAVES * WAVES }, (_, index) =>
		index === 0 ? wave(0, WAVES) : wave(Math.floor(index / WAVES), index % WAVES),
	);
}
