import { mean, percentile } from '../statistics/percentile';
import { percent, seconds, usd } from './format';
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

const change = (from: number, to: number, more: string, less: string): string => {
	if (from === to) return 'as much as now';
	if (from === 0) return more;
	return to > from ? `${percent(to / from - 1)} ${more}` : `${percent(1 - to / from)} ${less}`;
};

/** In the order in which they are told. */
export const MEASURES: readonly Measure[] = [
	{
		measure: 'cost',
		name: 'cost',
		of: delivered(({ costUsd }) => costUsd),
		better: -1,
		whole: mean,
		says: (from, to) =>
			`A picture costs ${usd(to)} instead of ${usd(from)}: ${change(from, to, 'more', 'less')}.`,
		missing: 'What a picture costs is not known for both.',
	},
	{
		measure: 'time',
		name: 'time',
		of: delivered(({ durationMs }) => durationMs),
		better: -1,
		whole: (values) => percentile(values, 0.5),
		says: (from, to) =>
			`The usual wait (median) is ${seconds(to)} instead of ${seconds(from)}: ${change(from, to, 'longer', 'shorter')}.`,
		missing: 'There is no waiting time of both.',
	},
	{
		measure: 'refusals',
		name: 'refusals',
		of: ({ status }) => (status === 'ok' ? 0 : status === 'refused' ? 1 : undefined),
		better: -1,
		whole: mean,
		says: (from, to) => `${percent(to)} of the requests are refused instead of ${percent(from)}.`,
		missing: 'No request of both was answered.',
	},
	{
		measure: 'text',
		name: 'text',
		of: delivered(({ textErrorRate }) => textErrorRate),
		better: -1,
		whole: mean,
		says: (from, to) => `${percent(to)} of the letters are wrong instead of ${percent(from)}.`,
		missing: 'Text in the pictures: not measured. Add Judge Model under Judge.',
	},
	{
		measure: 'judge',
		name: "judge's score",
		of: delivered(({ score }) => score),
		better: 1,
		whole: mean,
		says: (from, to) =>
			`The judge gives ${Math.round(to * 100)} of 100 points instead of ${Math.round(from * 100)}.`,
		missing: null,
	},
	{
		measure: 'drift',
		name: 'drift',
		of: delivered(({ similarity }) => similarity),
		better: 1,
		whole: mean,
		says: (from, to) =>
			`Similarity to the stored pictures is ${to.toFixed(2)} instead of ${from.toFixed(2)}.`,
		missing: 'Drift from stored pictures: not measured. Name them in Baseline Binary Field.',
	},
	{
		measure: 'acceptance',
		name: 'acceptance',
		of: delivered(({ accepted }) => accepted),
		better: 1,
		whole: mean,
		says: (from, to) => `People take ${percent(to)} of the pictures instead of ${percent(from)}.`,
		missing:
			'Acceptance: not measured yet. Show the pictures to people and run Tally on their answers.',
	},
];
