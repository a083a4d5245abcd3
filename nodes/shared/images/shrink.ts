import { colorsOf } from './open';
import { decodeStripes } from './decode';
import { turnUpright } from './orientation';
import { resizeGently } from './resample';
import { Slices } from './slices';
import { collected, regrouped, stripesOf, type Size, type Stripes } from './stripes';
import type { OpenedFacts, ProfileUse } from './open';
import type { DecodeLimits, Raster } from './types';

/** An image this much larger or smaller than wanted is near enough: resampling it would only blur it. */
const NEAR = { above: 1.25, below: 0.8 };
/** Rows that are halved at a time, a few milliseconds of work at 4K. */
const ROWS_A_HALVING = 16;

/**
 * Opens an image for everything that is only looked at small: upright, in sRGB, its longer edge about `edge`
 * pixels. It is made smaller while it is decoded, so that a large one never lies in memory whole.
 * @throws {ImageDecodeError} for what cannot be decoded, or has more pixels than `limits` allow.
 */
export async function openSmall(
	bytes: Uint8Array,
	facts: OpenedFacts,
	limits: DecodeLimits,
	edge: number,
	signal?: AbortSignal,
): Promise<{ raster: Raster; profile: ProfileUse }> {
	const { profile, convert } = await colorsOf(bytes, facts);
	const stored = decodeStripes(bytes, facts, limits, signal);
	const halved = await halve(stored, facts, halvings(facts, edge), signal);
	const small = await shrink(halved, edge, signal);
	await convert?.(small, new Slices(signal));
	const { orientation = 1 } = facts;
	const raster = orientation === 1 ? small : await turnUpright(small, orientation, signal);
	return { raster, profile };
}

/**
 * A smaller copy whose longer edge has about `edge` pixels. Halves as often as it can, which costs a
 * tenth of resampling.
 * @returns the raster itself where it is small enough.
 */
export async function shrink(raster: Raster, edge: number, signal?: AbortSignal): Promise<Raster> {
	const times = halvings(raster, edge);
	const small = times === 0 ? raster : await halve(stripesOf(raster), raster, times, signal);
	const longest = Math.max(small.width, small.height);
	if (longest <= edge * NEAR.above) return small;
	const scale = edge / longest;
	return await resizeGently(
		small,
		Math.max(1, Math.round(small.width * scale)),
		Math.max(1, Math.round(small.height * scale)),
		undefined,
		signal,
	);
}

/** Halves an image that comes in stripes, several times. An odd last row or column is left out. */
async function halve(
	stripes: Stripes,
	{ width, height }: Size,
	times: number,
	signal?: AbortSignal,
): Promise<Raster> {
	if (times === 0) return await collected(stripes, { width, height });
	const small = { width: width >> times, height: height >> times };
	const data = new Uint8Array(small.width * small.height * 4);
	const slices = new Slices(signal);
	// A power of two, so that no row is cut off between two stripes.
	const rows = Math.max(ROWS_A_HALVING, 1 << times);
	let filled = 0;
	let scratch: Uint8Array | undefined;
	const scratchOf = ({ data: { length } }: Raster) => new Uint8Array(length / 4);
	for await (const stripe of regrouped(stripes, width, rows)) {
		let part = stripe;
		for (let time = 1; time < times; time++)
			part = halveRaster(part, (scratch ??= scratchOf(stripe)));
		filled += halveRaster(part, data.subarray(filled)).data.length;
		if (slices.due) await slices.pause();
	}
	return { ...small, data };
}

/** How often an image can be halved before it is smaller than wanted. */
function halvings({ width, height }: Size, edge: number): number {
	let times = 0;
	const longest = Math.max(width, height);
	const shortest = Math.min(width, height);
	while (longest >> (times + 1) >= edge * NEAR.below && shortest >> (times + 1) > 0) times++;
	return times;
}

/**
 * Each pixel the mean of four; transparent ones lend no colour.
 * @param into where the smaller image is written, from the beginning; may be the memory of the larger one.
 */
function halveRaster({ width, height, data }: Raster, into: Uint8Array): Raster {
	const half = { width: width >> 1, height: height >> 1 };
	const out = into.subarray(0, half.width * half.height * 4);
	for (let y = 0, to = 0; y < half.height; y++) {
		let at = y * 2 * width * 4;
		for (let x = 0; x < half.width; x++, at += 8, to += 4) meanOfFour(data, at, width * 4, out, to);
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
