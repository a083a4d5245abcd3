import { colorsOf } from './open';
import { decodeStripes } from './decode';
import { openHalver } from './halver';
import { turnUpright } from './orientation';
import { resizeGently } from './resample';
import { Slices } from './slices';
import { collected, regrouped, stripesOf, type Size, type Stripes } from './stripes';
import type { OpenedFacts, ProfileUse } from './open';
import type { DecodeLimits, Raster } from './types';

/** An image this much larger or smaller than wanted is near enough: resampling it would only blur it. */
const NEAR = { above: 1.25, below: 0.8 };
/** Rows and columns that are halved at a time: a megabyte. */
const ROWS_A_HALVING = 16;
const COLUMNS_A_HALVING = 0x4000;

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
	// Powers of two, so that nothing is cut off between two stripes or parts.
	const rows = Math.max(ROWS_A_HALVING, 1 << times);
	const columns = Math.max(COLUMNS_A_HALVING, 1 << times);
	const halver = await openHalver(Math.min(width, columns), rows, times);
	try {
		let top = 0;
		for await (const stripe of regrouped(stripes, width, rows)) {
			for (let left = 0; left < width; left += columns) {
				const part = { x: left, width: Math.min(columns, width - left) };
				halver.halve(stripe, part, data.subarray(top * small.width * 4), small.width);
			}
			top += stripe.height >> times;
			if (slices.due) await slices.pause();
		}
	} finally {
		halver.close();
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
