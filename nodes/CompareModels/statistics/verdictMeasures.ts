import { mean, percentile } from '../math/percentile';
import { finePercent, percent, seconds, usd } from '../../shared/words';
import type { VerdictCell, VerdictMeasure } from './verdictTypes';

/** One thing that a switch may change. */
export interface Measure {
	measure: VerdictMeasure;
	/** In the conclusion: "cost". */
	name: string;
	/** Of one picture; undefined where it has none. */
	of: (cell: VerdictCell) => number | null | undefined;
	/** The sign of what is better. */
	better: 1 | -1;
	/** What all pictures of a variant come to. */
	whole: (values: number[]) => number | null;
	/** What would change. */
	says: (from: number, to: number) => string;
	/** Where it is not measured. */
	missing: string | null;
}

const delivered = (of: (cell: VerdictCell) => number | null | undefined) => (cell: VerdictCell) =>
	cell.status === 'ok' ? of(cell) : undefined;

/** "$2 instead of $1: 100% more", or "$1, as now". */
function compared(
	from: number,
	to: number,
	word: (value: number) => string,
	more?: string,
	less?: string,
): string {
	if (word(from) === word(to)) return `${word(to)}, as now`;
	const change =
		more === undefined || less === undefined || from === 0
			? ''
			: `: ${to > from ? `${percent(to / from - 1)} ${more}` : `${percent(1 - to / from)} ${less}`}`;
	return `${word(to)} instead of ${word(from)}${change}`;
}

const points = (score: number) => `${Math.round(score * 100)} of 100 points`;
const hundredths = (value: number) => value.toFixed(2);

/** In the order in which they are told. */
export const MEASURES: readonly Measure[] = [
	{
		measure: 'cost',
		name: 'cost',
		of: delivered(({ costUsd }) => costUsd),
		better: -1,
		whole: mean,
		says: (from, to) => `What a picture costs: ${compared(from, to, usd, 'more', 'less')}.`,
		missing: 'What a picture costs is not known for both.',
	},
	{
		measure: 'time',
		name: 'time',
		of: delivered(({ durationMs }) => durationMs),
		better: -1,
		whole: (values) => percentile(values, 0.5),
		says: (from, to) =>
			`The usual wait (median): ${compared(from, to, seconds, 'longer', 'shorter')}.`,
		missing: 'There is no waiting time of both.',
	},
	{
		measure: 'refusals',
		name: 'refusals',
		of: ({ status }) => (status === 'ok' ? 0 : status === 'refused' ? 1 : undefined),
		better: -1,
		whole: mean,
		says: (from, to) => `Requests that are refused: ${compared(from, to, percent)}.`,
		missing: 'No request of both was answered.',
	},
	{
		measure: 'text',
		name: 'text',
		of: delivered(({ textErrorRate }) => textErrorRate),
		better: -1,
		whole: mean,
		says: (from, to) => `Wrong letters in the pictures: ${compared(from, to, finePercent)}.`,
		missing: 'Text in the pictures: not measured. Add Judge Model under Judge.',
	},
	{
		measure: 'judge',
		name: 'the judge’s score',
		of: delivered(({ score }) => score),
		better: 1,
		whole: mean,
		says: (from, to) => `The judge gives ${compared(from, to, points)}.`,
		missing: null,
	},
	{
		measure: 'drift',
		name: 'drift',
		of: delivered(({ similarity }) => similarity),
		better: 1,
		whole: mean,
		says: (from, to) => `Similarity to the stored pictures: ${compared(from, to, hundredths)}.`,
		missing: 'Drift from stored pictures: not measured. Name them in Baseline Binary Field.',
	},
	{
		measure: 'acceptance',
		name: 'acceptance',
		of: delivered(({ accepted }) => accepted),
		better: 1,
		whole: mean,
		says: (from, to) => `Pictures that people take: ${compared(from, to, percent)}.`,
		missing:
			'Acceptance: not measured yet. Show the pictures to people and run Tally on their answers.',
	},
];
