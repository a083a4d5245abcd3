import { plural, seconds, usd } from '../../shared/words';
import { type Markup, markup } from '../../shared/markup';
import { variantName } from '../comparison/names';
import { plainLine } from '../../shared/text';
import { slowestOf } from '../statistics/latencyWords';
import type { ComparisonVariant } from '../comparison/types';
import type { ComparisonReport } from '../statistics/types';

type Charted = Pick<ComparisonVariant, 'letter' | 'label' | 'model' | 'name'>;

/** Round numbers from 0 to at least `most`, three or four steps. */
export function scaleSteps(most: number): number[] {
	const power = 10 ** Math.floor(Math.log10(most / 4));
	const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((s) => s * 4 >= most);
	const wide = step ?? most / 4;
	const last = Math.ceil(most / wide - 1e-9);
	return Array.from({ length: last + 1 }, (_, index) => index * wide);
}

export const share = (value: number, end: number): string => `${((value / end) * 100).toFixed(2)}%`;

/** Widths are in percent of the drawing, so that letters and dots keep their size on any screen. */
export const scaleLine = (steps: number[], end: number, word: (value: number) => string): Markup =>
	markup`<div class="scale" aria-hidden="true"><svg height="24">${steps.map((step, index) => {
		const x = share(step, end);
		const anchor = index === 0 ? 'start' : index === steps.length - 1 ? 'end' : 'middle';
		return markup`<line class="tick" x1="${x}" x2="${x}" y1="0" y2="5"/><text x="${x}" y="20" text-anchor="${anchor}">${word(step)}</text>`;
	})}</svg></div>`;

/** A variant's bar, with its name and its value. */
export const row = (variant: Charted, saying: string, drawing: Markup, value: string): Markup =>
	markup`<div class="bar"><div class="who"><span class="badge">${variant.letter}</span><span><bdi>${variantName(variant)}</bdi></span></div><div class="value">${value}</div><svg height="20" role="img" aria-label="${variant.letter}, ${plainLine(variantName(variant))}: ${saying}"><line class="track" x1="0" x2="100%" y1="10" y2="10"/>${drawing}</svg></div>`;

export const chart = (title: string, rows: Markup[], scale: Markup, note: string): Markup =>
	markup`<div class="chart"><h3>${title}</h3>${rows}${scale}<p class="note">${note}</p></div>`;

/** Each variant's range of waiting times. Null when no image has a time. */
export function latencyChart({ variants }: ComparisonReport): Markup | null {
	const most = Math.max(0, ...variants.map((variant) => variant.latencyMs?.max ?? 0));
	if (most === 0) return null;
	const steps = scaleSteps(most / 1000).map((step) => step * 1000);
	const end = steps[steps.length - 1] ?? most;
	const rows = variants.map((variant) => {
		const times = variant.latencyMs;
		if (!times) return row(variant, 'no image arrived', markup``, '–');
		const slow = slowestOf(times);
		const [min, p50, p95, max] = [times.min, times.p50, slow.ms, times.max].map((ms) =>
			share(ms, end),
		);
		const width = share(slow.ms - times.p50, end);
		return row(
			variant,
			`median ${seconds(times.p50)}, ${slow.title.toLowerCase()} ${seconds(slow.ms)}, fastest ${seconds(times.min)}, slowest ${seconds(times.max)}`,
			markup`<line class="range" x1="${min}" x2="${max}" y1="10" y2="10"/><rect class="band" x="${p50}" width="${width}" y="5" height="10"/><line class="range" x1="${p95}" x2="${p95}" y1="4" y2="16"/><circle class="ring" cx="${p50}" cy="10" r="6"/>`,
			seconds(times.p50),
		);
	});
	return chart(
		'Waiting time per image',
		rows,
		scaleLine(steps, end, (ms) => `${Number((ms / 1000).toPrecision(6))} s`),
		'Line: fastest to slowest. Dot: median. Bar: from the median to the slowest seen, or to what 95% of at least 20 images stayed within.',
	);
}

/** Each variant's mean cost of a delivered image. Null when no image has a known price. */
export function costChart({ variants, pricesAsOf }: ComparisonReport): Markup | null {
	const most = Math.max(0, ...variants.map((variant) => variant.costUsd?.perImage ?? 0));
	if (most === 0) return null;
	const steps = scaleSteps(most);
	const end = steps[steps.length - 1] ?? most;
	const rows = variants.map((variant) => {
		const cost = variant.costUsd;
		if (!cost || cost.perImage === null) return row(variant, 'no known price', markup``, '–');
		const bar = markup`<rect class="fill" x="0" width="${share(cost.perImage, end)}" y="4" height="12" rx="2"/>`;
		return row(variant, `${usd(cost.perImage)} an image`, bar, usd(cost.perImage));
	});
	const unpriced = variants.reduce(
		(total, variant) => total + (variant.costUsd?.unpricedImages ?? variant.ok),
		0,
	);
	return chart(
		'Cost per image',
		rows,
		scaleLine(steps, end, (value) => `$${Number(value.toPrecision(6))}`),
		`Mean of the delivered images, at prices of ${pricesAsOf}.${
			unpriced > 0 ? ` ${plural(unpriced, 'image')} without a known price left out.` : ''
		}`,
	);
}
