import { formatSize, legalSizes, checkSize, lowestBy } from './sizes';
import type { Dimensions, FreeSizeRule, SizeRule } from './types';

/** A delivered image is not enlarged more than this many times: beyond, it looks visibly soft. */
export const MAX_ENLARGEMENT = 2;

/** What is cut off below this many pixels in both directions is rounding to a legal size: no scaling for it. */
const ROUNDING_PIXELS = 16;

/** Losing a part of the image counts this many times as much as paying for that many more pixels. */
const LOSS_WEIGHT = 4;

export type Cover =
	| {
			ok: true;
			/** What to ask the API for. */
			size: Dimensions;
			/** Factor on the delivered image before the crop to the target: 1 crop only, below 1 shrink, above 1 enlarge. */
			scale: number;
	  }
	| { ok: false; /** Why, as a sentence without a full stop. */ reason: string };

/**
 * The legal size from which `target` can be cut, after scaling by `scale`.
 * Free sizes: the next multiples at or above the target where the rules allow them, so that a crop of
 * some pixels is enough (1080x1350 from 1088x1360). A target flatter than the rules allow is cut from
 * the flattest legal size. Otherwise, and for listed sizes: least enlargement first, then least image
 * lost to the crop with the fewest pixels.
 */
export function coverSize(rule: SizeRule, target: Dimensions): Cover {
	if (rule.kind === 'free') {
		const size = nextMultiples(rule, target);
		if (checkSize(rule, size).ok) return { ok: true, size, scale: coverScale(target, size) };
	}
	const sizes = legalSizes(rule);
	const enlargement = Math.max(
		1,
		coverScale(
			target,
			lowestBy(sizes, (size) => coverScale(target, size)),
		),
	);
	if (enlargement > MAX_ENLARGEMENT) {
		return {
			ok: false,
			reason: `${formatSize(target)} would need the image to be enlarged ${timesText(enlargement)}, more than ${MAX_ENLARGEMENT}×`,
		};
	}
	const size = lowestBy(sizes, (candidate) => {
		const scale = coverScale(target, candidate);
		if (scale > enlargement) return Infinity;
		const pixels = candidate.width * candidate.height;
		const kept = (target.width * target.height) / (pixels * scale ** 2);
		return LOSS_WEIGHT * (1 - kept) + Math.log(pixels);
	});
	return { ok: true, size, scale: coverScale(target, size) };
}

/** "1.25×": a factor in words, two decimals at most. */
export function timesText(factor: number): string {
	return `${Number(factor.toFixed(2))}×`;
}

/**
 * How much an image of `size` pixels is scaled before `target` is cut out of its middle: 1 where it is only
 * a hair larger and is cut as it is.
 */
export function coverScale(target: Dimensions, size: Dimensions): number {
	const fits = (over: number) => over >= 0 && over < ROUNDING_PIXELS;
	if (fits(size.width - target.width) && fits(size.height - target.height)) return 1;
	return Math.max(target.width / size.width, target.height / size.height);
}

/** The target with both edges raised to the next multiple, the shorter one as far as the ratio asks. */
function nextMultiples(rule: FreeSizeRule, { width, height }: Dimensions): Dimensions {
	const up = (edge: number) => Math.ceil(edge / rule.multipleOf) * rule.multipleOf;
	return {
		width: Math.max(up(width), up(up(height) / rule.maxRatio)),
		height: Math.max(up(height), up(up(width) / rule.maxRatio)),
	};
}
