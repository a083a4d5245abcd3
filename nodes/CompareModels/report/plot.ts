import { type Markup, markup } from '../../shared/markup';
import { plainLine } from '../../shared/text';
import { percent, usd } from '../../shared/words';
import { scaleSteps } from './charts';

/** An estimate with its 95 % interval, where there is one. */
export interface Estimate {
	value: number;
	low: number;
	high: number;
}

/** A variant's place: cost in USD, quality as a share, 0–1. */
export interface PlotPoint {
	letter: string;
	name: string;
	cost: Estimate;
	quality: Estimate;
}

/** Pixels. */
const HEIGHT = 300;
const FLOOR = 276;
const TOP = 12;

/** Cost against quality, a cross of intervals per variant. Null with fewer than two. */
export function costPlot(
	points: readonly PlotPoint[],
	words: { title: string; note: string },
): Markup | null {
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
	// Letters above all lines.
	return markup`<div class="chart wide"><h3>${words.title}</h3><svg class="plot" height="${HEIGHT}" role="img" aria-label="${said.join('; ')}">${[
		0, 0.5, 1,
	].map(
		(level) =>
			markup`<line class="track" x1="4%" x2="96%" y1="${y(level)}" y2="${y(level)}"/><text x="0" y="${Number(y(level)) + 4}">${percent(level)}</text>`,
	)}${steps.map(
		(step) =>
			markup`<text x="${x(step)}" y="${HEIGHT - 4}" text-anchor="middle">$${Number(step.toPrecision(6))}</text>`,
	)}${points.map(
		({ cost, quality: own }) =>
			markup`<line class="range" x1="${x(cost.low)}" x2="${x(cost.high)}" y1="${y(own.value)}" y2="${y(own.value)}"/><line class="range" x1="${x(cost.value)}" x2="${x(cost.value)}" y1="${y(own.low)}" y2="${y(own.high)}"/>`,
	)}${points.map(
		({ letter, cost, quality: own }) =>
			markup`<circle class="spot" cx="${x(cost.value)}" cy="${y(own.value)}" r="9"/><text class="letter" x="${x(cost.value)}" y="${Number(y(own.value)) + 4}" text-anchor="middle">${letter}</text>`,
	)}</svg><p class="note">${words.note}</p></div>`;
}
