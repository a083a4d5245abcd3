import type { Markup } from '../../shared/markup';
import { variantName } from '../comparison/names';
import type { Comparison } from '../comparison/types';
import { mean } from '../math/percentile';
import { tQuantile } from '../math/studentT';
import { foldByPrompt } from '../statistics/fold';
import type { ComparisonReport } from '../statistics/types';
import { costPlot, type Estimate, type PlotPoint } from './plot';

/** Cost against quality, a cross of intervals per variant. Null with fewer than two variants that have both. */
export function costQualityChart(comparison: Comparison, report: ComparisonReport): Markup | null {
	const quality = qualityOf(report);
	if (quality === null) return null;
	const points = report.variants.flatMap((variant, index): PlotPoint[] => {
		const cost = costOf(comparison, index);
		const own = quality.of(variant.letter);
		return cost && own
			? [{ letter: variant.letter, name: variantName(variant), cost, quality: own }]
			: [];
	});
	return costPlot(points, {
		title: `Cost per image against ${quality.title}`,
		note: `Right is more expensive, up is ${quality.up}. Lines are 95% intervals; variants whose lines overlap may be alike.`,
	});
}

/** What people would choose by, as far as it was measured. */
function qualityOf({ judge }: ComparisonReport) {
	if (judge === undefined) return null;
	const of = (letter: string) => judge.variants.find((variant) => variant.letter === letter);
	const rate = (found: { rate: number; low: number; high: number } | null | undefined) =>
		found ? { value: found.rate, low: found.low, high: found.high } : null;
	const both = (read: (letter: string) => Estimate | null) =>
		judge.variants.filter(({ letter }) => read(letter)).length >= 2;
	const accepted = (letter: string) => rate(of(letter)?.accepted.rate);
	const exact = (letter: string) => rate(of(letter)?.text?.exactRate);
	if (both(accepted)) {
		return {
			title: 'what the judge accepts',
			up: 'a larger share of accepted images',
			of: accepted,
		};
	}
	if (both(exact)) {
		return { title: 'images with every text right', up: 'a larger share', of: exact };
	}
	return null;
}

/** USD: the mean over the prompts. */
function costOf({ cells }: Comparison, variantIndex: number): Estimate | null {
	const byPrompt = foldByPrompt(
		cells.filter((cell) => cell.variantIndex === variantIndex && cell.status === 'ok'),
		({ costUsd }) => costUsd,
		() => 1,
	);
	const values = [...byPrompt.values()].map((prompt) => prompt.mean);
	const value = mean(values);
	if (value === null) return null;
	if (values.length < 2) return { value, low: value, high: value };
	const squares = values.reduce((sum, one) => sum + (one - value) ** 2, 0);
	const error = Math.sqrt(squares / (values.length - 1) / values.length);
	const wide = tQuantile(0.05, values.length - 1) * error;
	return { value, low: Math.max(0, value - wide), high: value + wide };
}
