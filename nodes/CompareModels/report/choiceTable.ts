import { type Markup, markup } from '../../shared/markup';
import { count } from '../../shared/words';
import { MEASURES } from '../statistics/verdictMeasures';
import type { ComparisonReport, VariantReport } from '../statistics/types';
import type { VerdictLine, VerdictMeasure } from '../statistics/verdictTypes';
import { rankOf } from './choiceOrder';
import { type VariantRow, variantTable } from './variantTable';

/** How the variants compare: one row per measure, each variant with its word against the first. */
export function choiceTable(report: ComparisonReport): Markup {
	const { variants, verdicts } = report;
	const lineOf = (letter: string, { measure, name }: VerdictLine) =>
		verdicts
			.find(({ to }) => to === letter)
			?.lines.find((line) => line.measure === measure && line.name === name);
	const all = verdicts.flatMap(({ lines }) => lines);
	const isSeen = (measure: VerdictMeasure) =>
		all.some((line) => line.measure === measure && (line.from !== 0 || line.to !== 0));
	// The row of what arrived says it already.
	const measured = uniqueLines(all).filter(
		({ measure }) => measure !== 'delivery' || isSeen(measure),
	);
	const rows = measured.map((line): VariantRow => {
		const measure = measureOf(line);
		return {
			title: measure?.title ?? line.name,
			cells: variants.map(({ letter }, index) => {
				if (index === 0) return valueOf(line.measure, line.name, line.from, line.prompts);
				const own = lineOf(letter, line);
				return own && own.word !== 'not measured' ? compared(own) : null;
			}),
		};
	});
	return variantTable(
		'The choice',
		variants,
		[
			{
				title: 'Images that arrived',
				cells: variants.map(({ ok, runs }) => `${count(ok)} of ${count(runs)}`),
			},
			...rows,
			...thousand(variants),
		],
		false,
	);
}

/** One of each measure that was measured with any variant. */
function uniqueLines(lines: readonly VerdictLine[]): VerdictLine[] {
	const known = new Map<string, VerdictLine>();
	for (const line of lines) {
		const key = `${line.measure}/${line.name}`;
		if (line.word !== 'not measured' && !known.has(key)) known.set(key, line);
	}
	return [...known.values()].sort((a, b) => rankOf(a) - rankOf(b));
}

const measureOf = ({ measure, name }: Pick<VerdictLine, 'measure' | 'name'>) =>
	MEASURES.find((one) => one.measure === measure && one.name === name);

function valueOf(
	measure: VerdictMeasure,
	name: string,
	value: number | null,
	prompts: number,
): string | null {
	if (value === null) return null;
	const known = measureOf({ measure, name });
	if (known === undefined) return null;
	return known.scale.kind === 'share' && value === 0 ? 'none' : known.shown(value, null, prompts);
}

const compared = (line: VerdictLine): Markup =>
	markup`${valueOf(line.measure, line.name, line.to, line.prompts) ?? '–'} <small>${said(line)}</small>`;

/** The word of a line, with the difference and its interval behind it. */
export function said(line: VerdictLine): Markup {
	const { word, difference, interval } = line;
	const isNever = line.from === 0 && line.to === 0;
	const measure = measureOf(line);
	const change = difference === null || !measure || isNever ? '' : measure.change(difference);
	const range =
		interval && measure
			? ` (${measure.change(interval.low)} to ${measure.change(interval.high)})`
			: '';
	const kind = word === 'better' || word === 'worse' ? word : 'open';
	return markup`<strong class="word ${kind}">${word}</strong>${
		isNever && interval && measure
			? `, up to ${measure.change(interval.high)} possible`
			: change === ''
				? null
				: `: ${change}${range}`
	}`;
}

function thousand(variants: readonly VariantReport[]): VariantRow[] {
	const cells = variants.map(({ costUsd }) =>
		costUsd && costUsd.perImage !== null ? `$${(costUsd.perImage * 1000).toFixed(2)}` : null,
	);
	return cells.every((cell) => cell === null)
		? []
		: [{ title: 'Cost of 1,000 images at the mean paid here', cells }];
}
