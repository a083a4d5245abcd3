import { type Markup, markup } from '../../shared/markup';
import { plainLine } from '../../shared/text';
import { percent, usd } from '../../shared/words';
import { variantName } from '../comparison/names';
import type { Comparison } from '../comparison/types';
import { mean } from '../math/percentile';
import { tQuantile } from '../math/studentT';
import { foldByPrompt } from '../statistics/fold';
import type { ComparisonReport } from '../statistics/types';
import { scaleSteps } from './charts';

/** An estimate with its 95 % interval, where there is one. */
interface Estimate {
	value: number;
	low: number;
	high: number;
}

interface Point {
	letter: string;
	name: string;
	cost: Estimate;
	quality: Estimate;
}

/** Pixels. */
const HEIGHT = 240;
const FLOOR = 216;
const TOP = 12;

/** Cost against quality, a cross of intervals per variant. Null with fewer than two variants that have both. */
export function costQualityChart(comparison: Comparison, report: ComparisonReport): Markup | null {
	const quality = qualityOf(report);
	if (quality === null) return null;
	const points = report.variants.flatMap((variant, index): Point[] => {
		const cost = costOf(comparison, index);
		const own = quality.of(variant.letter);
		return cost && own
			? [{ letter: variant.letter, name: variantName(variant), cost, quality: own }]
			: [];
	});
	if (points.length < 2) return null;
	const steps = scaleSteps(Math.max(...points.map(({ cost }) => cost.high)));
	const end = steps.at(-1)!;
	const x = (value: number) =>
		`${((Math.max(0, Math.min(value, end)) / end) * 92 + 4).toFixed(2)}%`;
	const y = (value: number) => (FLOOR - Math.max(0, Math.min(1, value)) * (FLOOR - TOP)).toFixed(1);
	const said = points.map(
		({ letter, name, cost, quality: own }) =>
			`${letter}, ${plainLine(name)}: ${usd(cost.value)}, ${percent(own.value)}`,
	);
	return markup`<div class="chart wide"><h3>Cost per image against ${quality.title}</h3><svg class="plot" height="${HEIGHT}" role="img" aria-label="${said.join('; ')}">${[
		0, 0.5, 1,
	].map(
		(level) =>
			markup`<line class="track" x1="4%" x2="96%" y1="${y(level)}" y2="${y(level)}"/><text x="0" y="${Number(y(level)) + 4}">${percent(level)}</text>`,
	)}${steps.map(
		(step) =>
			markup`<text x="${x(step)}" y="${HEIGHT - 4}" text-anchor="middle">$${Number(step.toPrecision(6))}</text>`,
	)}${points.map(
		({ letter, cost, quality: own }) =>
			markup`<line class="range" x1="${x(cost.low)}" x2="${x(cost.high)}" y1="${y(own.value)}" y2="${y(own.value)}"/><line class="range" x1="${x(cost.value)}" x2="${x(cost.value)}" y1="${y(own.low)}" y2="${y(own.high)}"/><circle class="spot" cx="${x(cost.value)}" cy="${y(own.value)}" r="11"/><text class="letter" x="${x(cost.value)}" y="${Number(y(own.value)) + 4}" text-anchor="middle">${letter}</text>`,
	)}</svg><p class="note">Right is more expensive, up is ${quality.up}. Lines are 95% intervals; variants whose lines overlap may be alike.</p></div>`;
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
