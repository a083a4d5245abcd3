import { summarizeJudge } from './summarizeJudge';
import { variantName } from '../comparison/names';
import type { Comparison, ComparisonCell, ComparisonVariant } from '../comparison/types';
import type { ComparisonReport, CostSummary, LatencySummary, Leader, VariantReport } from './types';
import { verdictsOf } from './verdict';
import type { VerdictCell } from './verdictTypes';
import { mean, percentile, percentileMethod, sum } from '../math/percentile';
import { wilson } from '../math/wilson';

const known = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined;

/** To a billionth of a dollar: sums of floats end in noise that a reader takes for numbers. */
export const roundUsd = (usd: number): number => Math.round(usd * 1e9) / 1e9;

function latency(images: ComparisonCell[]): LatencySummary | null {
	const times = images.map((cell) => cell.durationMs).filter(known);
	const at = (share: number) => percentile(times, share);
	const [min, p50, p95, max, average] = [at(0), at(0.5), at(0.95), at(1), mean(times)];
	return known(min) && known(p50) && known(p95) && known(max) && known(average)
		? { min, p50, p95, max, mean: average }
		: null;
}

function cost(cells: ComparisonCell[], images: ComparisonCell[]): CostSummary | null {
	const paid = cells.map((cell) => cell.costUsd).filter(known);
	if (paid.length === 0) return null;
	const priced = images.map((cell) => cell.costUsd).filter(known);
	const perImage = mean(priced);
	return {
		total: roundUsd(sum(paid)),
		perImage: perImage === null ? null : roundUsd(perImage),
		pricedImages: priced.length,
		unpricedImages: images.length - priced.length,
	};
}

function measured(values: number[]) {
	const average = mean(values);
	return average === null
		? null
		: {
				mean: average,
				// No spread: a comparison may have more cells than a call takes arguments.
				min: values.reduce((a, b) => Math.min(a, b)),
				max: values.reduce((a, b) => Math.max(a, b)),
				count: values.length,
			};
}

function variantReport(variant: ComparisonVariant, cells: ComparisonCell[]): VariantReport {
	const images = cells.filter((cell) => cell.status === 'ok');
	const refused = cells.filter((cell) => cell.status === 'refused').length;
	const notRun = cells.filter(({ status }) => status === 'budget' || status === 'cancelled').length;
	const refusals = wilson(refused, images.length + refused);
	const usages = cells.map((cell) => cell.usage).filter(known);
	const similarity = measured(images.map((cell) => cell.similarity).filter(known));
	const distance = measured(images.map((cell) => cell.perceptualDistance).filter(known));
	return {
		...variant,
		runs: cells.length,
		ok: images.length,
		refused,
		failed: cells.length - images.length - refused - notRun,
		notRun,
		refusalRate: refusals && refusals.rate,
		refusalInterval: refusals,
		latencyMs: latency(images),
		tokens: {
			input: sum(usages.map((usage) => usage.inputTokens)),
			output: sum(usages.map((usage) => usage.outputTokens)),
			total: sum(usages.map((usage) => usage.totalTokens)),
		},
		costUsd: cost(cells, images),
		similarity: similarity && {
			mean: similarity.mean,
			min: similarity.min,
			count: similarity.count,
		},
		perceptualDistance: distance && {
			mean: distance.mean,
			max: distance.max,
			count: distance.count,
		},
	};
}

/** The variant with the lowest number; null where fewer than two have one. */
function leader(
	variants: VariantReport[],
	numberOf: (variant: VariantReport) => number | null | undefined,
	sign = 1,
): Leader | null {
	const ranked = variants
		.flatMap((variant) => {
			const value = numberOf(variant);
			return known(value) ? [{ variant, value }] : [];
		})
		.sort((a, b) => sign * (a.value - b.value));
	const first = ranked[0];
	if (!first || ranked.length < 2) return null;
	return {
		letter: first.variant.letter,
		label: variantName(first.variant),
		value: first.value,
		tiedWith: ranked
			.slice(1)
			.filter(({ value }) => value === first.value)
			.map(({ variant }) => variant.letter),
		compared: ranked.length,
	};
}

/**
 * The numbers of a finished comparison. Only images that arrived count in latency, cost per image and
 * likeness; refused, failed and skipped cells are counted apart.
 */
export function summarize(comparison: Comparison): ComparisonReport {
	const variants = comparison.variants.map((variant, index) =>
		variantReport(
			variant,
			comparison.cells.filter((cell) => cell.variantIndex === index),
		),
	);
	const judge = summarizeJudge(comparison);
	const totals = variants.map((variant) => variant.costUsd?.total).filter(known);
	return {
		prompts: comparison.prompts.length,
		repetitions: comparison.repetitions,
		cells: comparison.cells.length,
		variants,
		cheapest: leader(variants, (variant) => variant.costUsd?.perImage),
		fastest: leader(variants, (variant) => variant.latencyMs?.p50),
		mostSimilar: leader(variants, (variant) => variant.similarity?.mean, -1),
		percentileMethod,
		pricesAsOf: comparison.pricesAsOf,
		verdicts: verdictsOf(comparison.variants, comparison.cells.map(verdictCell)),
		...(judge && { judge }),
		totalCostUsd: totals.length === 0 ? null : roundUsd(sum(totals)),
		durationMs: Date.parse(comparison.finishedAt) - Date.parse(comparison.startedAt),
		warnings: comparison.warnings,
	};
}

function verdictCell({ judge, ...cell }: ComparisonCell): VerdictCell {
	return { ...cell, textExact: judge?.text?.exact, score: judge?.score?.mean };
}
