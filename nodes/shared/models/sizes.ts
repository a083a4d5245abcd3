import { plainValue } from '../values';
import type { Dimensions, FreeSizeRule, SizeRule } from './types';

export type SizeCheck =
	| { ok: true; /** OpenAI calls sizes of so many pixels experimental. */ experimental: boolean }
	| {
			ok: false;
			/** Which rules are broken, each a clause such as "width 1000 is not …". */ reasons: string[];
			nearest: Dimensions;
	  };

/** Between the numbers: also the sign of multiplication and its like, and the Cyrillic letter. */
const SIZE = /^\s*(\d{1,6})\s*(?:px)?\s*(?:[x×*✕✖⨯х]|by)\s*(\d{1,6})\s*(?:px)?\s*$/i;

/** How much a change of the ratio counts compared with a change of an edge. */
const RATIO_WEIGHT = 0.1;

/**
 * Reads "1024x1024", with spaces, with "px", and with whatever looks like an x between the two. Undefined for
 * anything else, and for an edge of zero.
 */
export function parseSize(text: string): Dimensions | undefined {
	const match = SIZE.exec(plainValue(text));
	if (!match) return undefined;
	const [width, height] = [Number(match[1]), Number(match[2])];
	return width > 0 && height > 0 ? { width, height } : undefined;
}

/** "1024x1024", as the API writes sizes. */
export function formatSize({ width, height }: Dimensions): string {
	return `${width}x${height}`;
}

/** Whether a model of this rule takes the size. */
export function takesSize(rule: SizeRule, dims: Dimensions): boolean {
	return brokenRules(rule, dims).length === 0;
}

/** Whether a model of this rule takes the size, and if not which rules it breaks. */
export function checkSize(rule: SizeRule, dims: Dimensions): SizeCheck {
	const reasons = brokenRules(rule, dims);
	if (reasons.length > 0) return { ok: false, reasons, nearest: nearestLegalSize(rule, dims) };
	const experimental =
		rule.kind === 'free' && dims.width * dims.height > rule.experimentalAbovePixels;
	return { ok: true, experimental };
}

/**
 * The legal size at the least distance from `dims`: the logarithm of the factor by which the edge changes
 * that changes more, plus a tenth of that of the ratio. So one edge stays where it can (1920x1080 gives
 * 1920x1088), and the ratio stays where both have to change (512x512 gives 816x816). A legal size is its
 * own nearest one.
 */
export function nearestLegalSize(rule: SizeRule, dims: Dimensions): Dimensions {
	// Taken out of Math once: this runs for some 29,000 sizes.
	const { abs, log, max } = Math;
	return lowestBy(legalSizes(rule), ({ width, height }) => {
		const wider = log(width / dims.width);
		const higher = log(height / dims.height);
		return max(abs(wider), abs(higher)) + RATIO_WEIGHT * abs(wider - higher);
	});
}

/** The size with the lowest cost; of equals the first. */
export function lowestBy(
	sizes: readonly Dimensions[],
	costOf: (size: Dimensions) => number,
): Dimensions {
	let best: Dimensions | undefined;
	let lowest = Infinity;
	for (const size of sizes) {
		const cost = costOf(size);
		if (best === undefined || cost < lowest) {
			best = size;
			lowest = cost;
		}
	}
	if (best === undefined) throw new RangeError('A size rule allows no size at all');
	return best;
}

const freeSizes = new WeakMap<FreeSizeRule, readonly Dimensions[]>();

/** Every size that the rule allows. */
export function legalSizes(rule: SizeRule): readonly Dimensions[] {
	if (rule.kind === 'listed') return rule.sizes;
	const known = freeSizes.get(rule);
	if (known) return known;
	const sizes: Dimensions[] = [];
	for (let width = rule.multipleOf; width <= rule.maxEdge; width += rule.multipleOf) {
		for (let height = rule.multipleOf; height <= rule.maxEdge; height += rule.multipleOf) {
			if (brokenLines(rule, { width, height }).length === 0) sizes.push({ width, height });
		}
	}
	freeSizes.set(rule, sizes);
	return sizes;
}

function brokenRules(rule: SizeRule, dims: Dimensions): string[] {
	return rule.kind === 'free'
		? brokenLines(rule, dims).map(({ reason }) => reason(rule, dims))
		: brokenListedRule(rule.sizes, dims);
}

function brokenListedRule(sizes: readonly Dimensions[], dims: Dimensions): string[] {
	if (sizes.some(({ width, height }) => width === dims.width && height === dims.height)) return [];
	return [`${formatSize(dims)} is not one of ${sizes.map(formatSize).join(', ')}`];
}

interface FreeRuleLine {
	broken(rule: FreeSizeRule, dims: Dimensions): boolean;
	reason(rule: FreeSizeRule, dims: Dimensions): string;
}

const longEdge = ({ width, height }: Dimensions) => Math.max(width, height);
const shortEdge = ({ width, height }: Dimensions) => Math.min(width, height);
const pixelsOf = ({ width, height }: Dimensions) => width * height;
const grouped = (count: number) => count.toLocaleString('en-US');

const FREE_RULE_LINES: readonly FreeRuleLine[] = [
	{
		broken: ({ multipleOf }, { width }) => width % multipleOf !== 0,
		reason: ({ multipleOf }, { width }) => `width ${width} is not a multiple of ${multipleOf}`,
	},
	{
		broken: ({ multipleOf }, { height }) => height % multipleOf !== 0,
		reason: ({ multipleOf }, { height }) => `height ${height} is not a multiple of ${multipleOf}`,
	},
	{
		broken: ({ maxEdge }, dims) => longEdge(dims) > maxEdge,
		reason: ({ maxEdge }, dims) => `the longer edge ${longEdge(dims)} is above ${maxEdge} pixels`,
	},
	{
		broken: ({ maxRatio }, dims) => longEdge(dims) > shortEdge(dims) * maxRatio,
		reason: ({ maxRatio }) => `the longer edge is more than ${maxRatio} times the shorter one`,
	},
	{
		broken: ({ minPixels }, dims) => pixelsOf(dims) < minPixels,
		reason: ({ minPixels }, dims) =>
			`${grouped(pixelsOf(dims))} pixels are fewer than ${grouped(minPixels)}`,
	},
	{
		broken: ({ maxPixels }, dims) => pixelsOf(dims) > maxPixels,
		reason: ({ maxPixels }, dims) =>
			`${grouped(pixelsOf(dims))} pixels are more than ${grouped(maxPixels)}`,
	},
];

function brokenLines(rule: FreeSizeRule, dims: Dimensions): readonly FreeRuleLine[] {
	return FREE_RULE_LINES.filter(({ broken }) => broken(rule, dims));
}
