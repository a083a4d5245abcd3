import { summarizeJudge } from './summarizeJudge';
import { variantName, withDistinctNames } from '../comparison/names';
import { slicesOf } from './slices';
import type { Comparison, ComparisonCell, ComparisonVariant } from '../comparison/types';
import type {
	ComparisonReport,
	CostSummary,
	LatencySummary,
	Leader,
	Spent,
	VariantReport,
} from './types';
import { VERDICT_METHOD, verdictsOf } from './verdict';
import type { VerdictCell, VerdictMeasure } from './verdictTypes';
import { excludesZero } from '../math/paired';
import { mean, percentile, PERCENTILE_METHOD, roundUsd, sum } from '../math/percentile';
import { promptShare } from '../math/promptShare';
import { around, type Rate } from '../math/wilson';
import { deliveryOf, type Delivery } from './delivery';
import { foldByPrompt } from './fold';
import { FEWEST_PROMPTS, MARGINS, PAGE_LEVEL } from './margins';
import { compareOn, shownInterval } from './verdictLine';
import { MEASURES } from './verdictMeasures';

const known = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined;

function latency(images: ComparisonCell[]): LatencySummary | null {
	const times = images.map((cell) => cell.durationMs).filter(known);
	const at = (share: number) => percentile(times, share);
	const [min, p50, p95, max, average] = [at(0), at(0.5), at(0.95), at(1), mean(times)];
	return known(min) && known(p50) && known(p95) && known(max) && known(average)
		? { images: times.length, min, p50, p95, max, mean: average }
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
	const delivery = deliveryOf(cells);
	const { arrived, refused, failed, notRun } = delivery;
	const refusals = refusalsOf(cells, refused, arrived);
	const usages = cells.map((cell) => cell.usage).filter(known);
	const similarity = measured(images.map((cell) => cell.similarity).filter(known));
	const distance = measured(images.map((cell) => cell.perceptualDistance).filter(known));
	return {
		...variant,
		runs: cells.length,
		ok: arrived,
		...{ refused, failed, notRun },
		refusalRate: refusals && refusals.rate,
		refusalInterval: refusals,
		delivery,
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

/** The share counts requests; its interval counts prompts. */
function refusalsOf(cells: ComparisonCell[], refused: number, arrived: number): Rate | null {
	const byPrompt = foldByPrompt(
		cells,
		({ status }) => (status === 'refused' ? 1 : status === 'ok' ? 0 : null),
		() => 1,
	);
	const share = promptShare([...byPrompt.values()].map((prompt) => prompt.mean));
	return share && around(refused / (refused + arrived), share);
}

/** The variant with the lowest number; null where fewer than two have one. */
function leader(
	variants: VariantReport[],
	cells: readonly VerdictCell[],
	measure: VerdictMeasure,
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
		settled: ranked
			.slice(1)
			.every(({ variant }) => isAhead(first.variant.letter, variant.letter, cells, measure)),
	};
}

/** Beyond chance on this measure alone, and by more than its margin. */
function isAhead(
	letter: string,
	rival: string,
	cells: readonly VerdictCell[],
	name: VerdictMeasure,
): boolean {
	const measure = MEASURES.find((one) => one.measure === name)!;
	const own = (of: string) => cells.filter((cell) => cell.letter === of);
	const compared = compareOn(measure, own(rival), own(letter));
	if (compared === null || compared.evidence.prompts < FEWEST_PROMPTS) return false;
	const interval = shownInterval(compared, compared.evidence.interval(PAGE_LEVEL));
	if (interval === null || !excludesZero(interval)) return false;
	const margin = MARGINS[name];
	if (interval.low >= -margin && interval.high <= margin) return false;
	return interval.low > 0 === measure.better > 0;
}

/**
 * The numbers of a finished comparison. Only images that arrived count in latency, cost per image and
 * likeness; refused, failed and skipped cells are counted apart.
 */
export function summarize(given: Comparison): ComparisonReport {
	const comparison = withDistinctNames(given);
	const slices = slicesOf(comparison);
	const variants = comparison.variants.map((variant, index) =>
		variantReport(
			variant,
			comparison.cells.filter((cell) => cell.variantIndex === index),
		),
	);
	const cells = comparison.cells.map(verdictCell);
	const judge = summarizeJudge(comparison);
	const totals = variants.map((variant) => variant.costUsd?.total).filter(known);
	const totalCostUsd = totals.length === 0 ? null : roundUsd(sum(totals));
	return {
		id: comparison.id,
		prompts: comparison.prompts.length,
		repetitions: comparison.repetitions,
		cells: comparison.cells.length,
		variants,
		cheapest: leader(variants, cells, 'cost', (variant) => variant.costUsd?.perImage),
		fastest: leader(variants, cells, 'time', (variant) => variant.latencyMs?.p50),
		mostSimilar: leader(variants, cells, 'drift', (variant) => variant.similarity?.mean, -1),
		percentileMethod: PERCENTILE_METHOD,
		latencyMethod: LATENCY_METHOD,
		verdictMethod: VERDICT_METHOD,
		margins: MARGINS,
		pricesAsOf: comparison.pricesAsOf,
		verdicts: verdictsOf(comparison.variants, cells),
		...(judge && { judge }),
		totalCostUsd,
		spentUsd: spentOf(totalCostUsd, judge?.costUsd ?? null, deliveryOf(comparison.cells)),
		durationMs: Date.parse(comparison.finishedAt) - Date.parse(comparison.startedAt),
		...(slices && { slices }),
		warnings: comparison.warnings,
	};
}

function spentOf(images: number | null, judge: number | null, delivery: Delivery): Spent {
	const { perhapsBilled, perhapsBilledUsd } = delivery;
	const parts = [images, judge].filter(known);
	const total = parts.length === 0 ? null : roundUsd(sum(parts));
	return { images, judge, total, perhapsBilled, perhapsBilledUsd };
}

function verdictCell({ judge, ...cell }: ComparisonCell): VerdictCell {
	return { ...cell, textExact: judge?.text?.exact, score: judge?.score?.mean };
}

const LATENCY_METHOD =
	'From sending the request that brought the image to its last byte. Earlier attempts that failed, waits for rate limits and requests that brought no image are not counted';
