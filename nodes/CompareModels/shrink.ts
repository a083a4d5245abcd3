import { breathe } from '../shared/images/breathe';
import { resizeGently } from '../shared/images/resample';
import type { Raster } from '../shared/images/types';

/** A picture this much larger or smaller than wanted is near enough: resampling it would only blur it. */
const NEAR = { above: 1.25, below: 0.8 };
/** Output rows between two pauses, a few milliseconds of work at 4K. */
const ROWS_A_STRIPE = 64;

/**
 * A smaller copy whose longer edge has about `edge` pixels, for everything that is only looked at
 * small. Halves as often as it can, which costs a tenth of resampling. Lets the event loop turn.
 * @returns the raster itself where it is small enough.
 */
export async function shrink(raster: Raster, edge: number): Promise<Raster> {
	let small = raster;
	const longest = () => Math.max(small.width, small.height);
	while (longest() / 2 >= edge * NEAR.below && Math.min(small.width, small.height) > 1) {
		small = await halve(small);
	}
	if (longest() <= edge * NEAR.above) return small;
	const scale = edge / longest();
	return await resizeGently(
		small,
		Math.max(1, Math.round(small.width * scale)),
		Math.max(1, Math.round(small.height * scale)),
	);
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
