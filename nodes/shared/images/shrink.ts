import { breathe } from './breathe';
import { decodeImage } from './exactPixels';
import { decodePngStripes } from './png';
import { resizeGently } from './resample';
import type { DecodeLimits, ImageFacts, Raster } from './types';

/** A picture this much larger or smaller than wanted is near enough: resampling it would only blur it. */
const NEAR = { above: 1.25, below: 0.8 };
/** Output rows between two pauses, a few milliseconds of work at 4K. */
const ROWS_A_STRIPE = 64;

/**
 * Opens a picture for everything that is only looked at small: its longer edge gets about `edge` pixels.
 * A PNG is made smaller while it is decoded, so that a large one never lies in memory whole. Lets the
 * event loop turn.
 * @throws {ImageDecodeError} for what cannot be decoded, or has more pixels than `limits` allow.
 */
export async function openSmall(
	bytes: Uint8Array,
	facts: Pick<ImageFacts, 'format' | 'width' | 'height'>,
	limits: DecodeLimits,
	edge: number,
): Promise<Raster> {
	const times = halvings(facts, edge);
	const isStriped = facts.format === 'png' && times > 0;
	const raster = isStriped
		? await halveWhileDecoding(bytes, facts, limits, times)
		: await decodeImage(bytes, facts, limits);
	return await shrink(raster, edge);
}

async function halveWhileDecoding(
	bytes: Uint8Array,
	{ width, height }: { width: number; height: number },
	limits: DecodeLimits,
	times: number,
): Promise<Raster> {
	const small = { width: width >> times, height: height >> times };
	const data = new Uint8Array(small.width * small.height * 4);
	let filled = 0;
	// A power of two, so that no row is cut off between two stripes.
	const rows = Math.max(ROWS_A_STRIPE, 1 << times);
	for await (const stripe of decodePngStripes(bytes, limits, rows)) {
		let part = stripe;
		for (let time = 0; time < times; time++) part = await halve(part);
		data.set(part.data, filled);
		filled += part.data.length;
	}
	return { ...small, data };
}

/**
 * A smaller copy whose longer edge has about `edge` pixels. Halves as often as it can, which costs a
 * tenth of resampling. Lets the event loop turn.
 * @returns the raster itself where it is small enough.
 */
export async function shrink(raster: Raster, edge: number): Promise<Raster> {
	let small = raster;
	for (let left = halvings(raster, edge); left > 0; left--) small = await halve(small);
	const longest = Math.max(small.width, small.height);
	if (longest <= edge * NEAR.above) return small;
	const scale = edge / longest;
	return await resizeGently(
		small,
		Math.max(1, Math.round(small.width * scale)),
		Math.max(1, Math.round(small.height * scale)),
	);
}

/** How often a picture can be halved before it is smaller than wanted. */
function halvings({ width, height }: { width: number; height: number }, edge: number): number {
	let times = 0;
	const longest = Math.max(width, height);
	const shortest = Math.min(width, height);
	while (longest >> (times + 1) >= edge * NEAR.below && shortest >> (times + 1) > 0) times++;
	return times;
}

/** Each pixel the mean of four; transparent ones lend no colour. An odd last row or column is left out. */
async function halve({ width, height, data }: Raster): Promise<Raster> {
	const half = { width: width >> 1, height: height >> 1 };
	const out = new Uint8Array(half.width * half.height * 4);
	for (let y = 0, to = 0; y < half.height; y++) {
		let at = y * 2 * width * 4;
		for (let x = 0; x < half.width; x++, at += 8, to += 4) meanOfFour(data, at, width * 4, out, to);
		if (y % ROWS_A_STRIPE === ROWS_A_STRIPE - 1) await breathe();
	}
	return { ...half, data: out };
}

function meanOfFour(
	from: Uint8Array,
	at: number,
	rowBytes: number,
	out: Uint8Array,
	to: number,
): void {
	const below = at + rowBytes;
	const alphas = from[at + 3]! + from[at + 7]! + from[below + 3]! + from[below + 7]!;
	out[to + 3] = (alphas + 2) >> 2;
	if (alphas === 1020) {
		for (let channel = 0; channel < 3; channel++) {
			const sum =
				from[at + channel]! +
				from[at + 4 + channel]! +
				from[below + channel]! +
				from[below + 4 + channel]!;
			out[to + channel] = (sum + 2) >> 2;
		}
	} else if (alphas > 0) {
		for (let channel = 0; channel < 3; channel++) {
			const sum =
				from[at + channel]! * from[at + 3]! +
				from[at + 4 + channel]! * from[at + 7]! +
				from[below + channel]! * from[below + 3]! +
				from[below + 4 + channel]! * from[below + 7]!;
			out[to + channel] = sum / alphas + 0.5;
		}
	}
}
