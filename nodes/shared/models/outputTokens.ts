import { formatSize } from './sizes';
import type { Dimensions, OutputTokenRule, Quality, SizeRule } from './types';

/**
 * Output tokens of one image. Grid: OpenAI's own calculator for gpt-image-2 and 2.5. Table: the sizes of
 * the older models. Null if the rule knows nothing of that quality or size.
 */
export function outputTokensPerImage(
	rule: OutputTokenRule,
	quality: Quality,
	dims: Dimensions,
): number | null {
	if (rule.kind === 'table') return rule.tokensByQuality[quality]?.[formatSize(dims)] ?? null;
	const grid = rule.gridByQuality[quality];
	if (grid === undefined) return null;
	const long = Math.max(dims.width, dims.height);
	const short = Math.min(dims.width, dims.height);
	return gridTokens(grid, roundHalfToEven((grid * short) / long), dims.width * dims.height);
}

/**
 * The most that one image can take: of all qualities where `quality` is `auto`, and of all sizes that the
 * model may deliver where `size` is `auto`. OpenAI promises no bound for `auto`; 1254x1254 was
 * seen, but only the most expensive legal size can hold a budget. Free sizes: a square of the largest number
 * of pixels (2880x2880), which both factors of the formula make the most expensive.
 * Null if the rule knows nothing of that quality or size.
 */
export function mostOutputTokensPerImage(
	rule: OutputTokenRule,
	sizeRule: SizeRule,
	quality: 'auto' | Quality,
	size: 'auto' | Dimensions,
): number | null {
	const known = Object.keys(
		rule.kind === 'grid' ? rule.gridByQuality : rule.tokensByQuality,
	) as Quality[];
	const most = (quality === 'auto' ? known : [quality]).map((one) =>
		size === 'auto' ? mostOfAllSizes(rule, sizeRule, one) : outputTokensPerImage(rule, one, size),
	);
	const tokens = most.filter((count) => count !== null);
	return tokens.length > 0 ? Math.max(...tokens) : null;
}

/**
 * The least that one image can take: of all qualities where `quality` is not given, and of all sizes that the
 * model may deliver where `size` is not, or is not in its table. 1 where the rule knows nothing.
 */
export function leastOutputTokensPerImage(
	rule: OutputTokenRule,
	quality: Quality | undefined,
	size: Dimensions | undefined,
	sizeRule: SizeRule,
): number {
	const known = Object.keys(
		rule.kind === 'grid' ? rule.gridByQuality : rule.tokensByQuality,
	) as Quality[];
	const wanted = quality !== undefined && known.includes(quality) ? [quality] : known;
	const least = wanted.map(
		(one) =>
			(size && outputTokensPerImage(rule, one, size)) ?? leastOfAllSizes(rule, sizeRule, one),
	);
	return Math.max(1, Math.min(...least));
}

function leastOfAllSizes(rule: OutputTokenRule, sizeRule: SizeRule, quality: Quality): number {
	if (rule.kind === 'table')
		return Math.min(...Object.values(rule.tokensByQuality[quality] ?? [1]));
	const grid = rule.gridByQuality[quality] ?? 1;
	if (sizeRule.kind !== 'free') {
		return Math.min(
			...sizeRule.sizes.map((size) => outputTokensPerImage(rule, quality, size) ?? 1),
		);
	}
	return gridTokens(grid, roundHalfToEven(grid / sizeRule.maxRatio), sizeRule.minPixels);
}

function mostOfAllSizes(
	rule: OutputTokenRule,
	sizeRule: SizeRule,
	quality: Quality,
): number | null {
	if (rule.kind === 'table') {
		const counts = Object.values(rule.tokensByQuality[quality] ?? {});
		return counts.length > 0 ? Math.max(...counts) : null;
	}
	const grid = rule.gridByQuality[quality];
	if (grid === undefined) return null;
	const pixels =
		sizeRule.kind === 'free'
			? sizeRule.maxPixels
			: Math.max(...sizeRule.sizes.map(({ width, height }) => width * height));
	return gridTokens(grid, grid, pixels);
}

function gridTokens(long: number, short: number, pixels: number): number {
	return Math.ceil((long * short * (2_000_000 + pixels)) / 4_000_000);
}

function roundHalfToEven(value: number): number {
	const floor = Math.floor(value);
	if (value - floor !== 0.5) return Math.round(value);
	return floor % 2 === 0 ? floor : floor + 1;
}
