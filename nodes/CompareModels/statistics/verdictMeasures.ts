import { finePercent, percent, seconds, usd } from '../../shared/words';
import type { Rate } from '../math/wilson';
import { MARGINS } from './margins';
import type { VerdictCell, VerdictMeasure } from './verdictTypes';

/** One thing that a switch may change. */
export interface Measure {
	measure: VerdictMeasure;
	/** In the conclusion: "cost". */
	name: string;
	/** At the beginning of a line: "Cost per image". */
	title: string;
	/** Choices of people are a family of their own when a page is corrected for its many lines. */
	family: 'choice' | 'other';
	/** Of one image; undefined if it has none. */
	of: (cell: VerdictCell) => number | null | undefined;
	/** How many answers that is the mean of. */
	answers: (cell: VerdictCell) => number;
	/** The sign of what is better. */
	better: 1 | -1;
	/** `ratio`: compared by logarithms, never below `least`. `share`: 0–1. `number`: as it is. */
	scale: { kind: 'ratio'; least: number } | { kind: 'share' } | { kind: 'number'; step: number };
	/** A value as people read it; a share with its 95 % interval over `prompts`. */
	shown: (value: number, rate: Rate | null, prompts: number) => string;
	/** A difference as people read it: "12% less". */
	change: (difference: number) => string;
	/** Where it is not measured; null: the line is left out. */
	missing: string | null;
}

const delivered = (of: (cell: VerdictCell) => number | null | undefined) => (cell: VerdictCell) =>
	cell.status === 'ok' ? of(cell) : undefined;
const once = () => 1;
const votes = ({ answers }: VerdictCell) => answers ?? 1;

const relative = (more: string, less: string) => (difference: number) =>
	Math.abs(difference) < 0.0005
		? 'no change'
		: `${finePercent(Math.abs(difference))} ${difference > 0 ? more : less}`;

const counted = (value: number, unit: string) => `${value} ${unit}${value === 1 ? '' : 's'}`;

/** "12 points more", of hundredths. */
const points = (difference: number) => {
	const size = Math.abs(difference) * 100;
	const rounded = size < 9.95 ? Math.round(size * 10) / 10 : Math.round(size);
	return rounded === 0
		? 'no change'
		: `${counted(rounded, 'point')} ${difference > 0 ? 'more' : 'less'}`;
};

const stepsOf = (digits: number, more: string, less: string) => (difference: number) => {
	const size = Math.abs(difference).toFixed(digits);
	return Number(size) === 0 ? 'no change' : `${size} ${difference > 0 ? more : less}`;
};

/** "none in 20 prompts, up to 16% possible", or a share. */
const orNone = (value: number, rate: Rate | null, prompts: number) =>
	value === 0 && rate
		? `none on ${counted(prompts, 'prompt')} (up to ${percent(rate.high)} possible)`
		: finePercent(value);

const score = (value: number) => `${Math.round(value * 100)}`;
const share = (value: number) => percent(value);

/** In the order of the report. */
export const MEASURES: readonly Measure[] = [
	{
		measure: 'cost',
		name: 'cost',
		title: 'Cost per image',
		family: 'other',
		of: delivered(({ costUsd }) => costUsd),
		answers: once,
		better: -1,
		scale: { kind: 'ratio', least: 1e-9 },
		shown: usd,
		change: relative('more', 'less'),
		missing: 'The cost per image is not known for both variants.',
	},
	{
		measure: 'time',
		name: 'time',
		title: 'Time per image',
		family: 'other',
		of: delivered(({ durationMs }) => durationMs),
		answers: once,
		better: -1,
		scale: { kind: 'ratio', least: 1 },
		shown: seconds,
		change: relative('longer', 'shorter'),
		missing: 'No waiting time was measured for both variants.',
	},
	{
		measure: 'delivery',
		name: 'images that did not arrive',
		title: 'Requests that brought no image for technical reasons',
		family: 'other',
		of: ({ status }) =>
			status === 'budget' || status === 'cancelled' || status === 'refused'
				? undefined
				: status === 'ok'
					? 0
					: 1,
		answers: once,
		better: -1,
		scale: { kind: 'share' },
		shown: orNone,
		change: points,
		missing: null,
	},
	{
		measure: 'refusals',
		name: 'refusals',
		title: 'Requests that were refused',
		family: 'other',
		of: ({ status }) => (status === 'ok' ? 0 : status === 'refused' ? 1 : undefined),
		answers: once,
		better: -1,
		scale: { kind: 'share' },
		shown: orNone,
		change: points,
		missing: 'Neither variant has an answered request on the same prompt.',
	},
	{
		measure: 'text',
		name: 'text',
		title: 'Images with every text right',
		family: 'other',
		of: delivered(({ textExact }) => (textExact === undefined ? undefined : Number(textExact))),
		answers: once,
		better: 1,
		scale: { kind: 'share' },
		shown: share,
		change: points,
		missing: 'Text in the images is not measured: add Judge Model under Judge.',
	},
	{
		measure: 'judge',
		name: 'the judge’s score',
		title: 'The judge’s score of 100',
		family: 'other',
		of: delivered(({ score: given }) => given),
		answers: once,
		better: 1,
		// A grade of a criterion.
		scale: { kind: 'number', step: 0.25 },
		shown: score,
		change: points,
		missing: null,
	},
	{
		measure: 'drift',
		name: 'drift',
		title: 'Similarity to the stored images',
		family: 'other',
		of: delivered(({ similarity }) => similarity),
		answers: once,
		better: 1,
		scale: { kind: 'number', step: MARGINS.drift },
		shown: (value) => value.toFixed(2),
		change: stepsOf(2, 'more', 'less'),
		missing: 'Drift from stored images is not measured: name them in Baseline Binary Field.',
	},
	{
		measure: 'distance',
		name: 'perceptual distance',
		title: 'Perceptual distance to the stored images',
		family: 'other',
		of: delivered(({ perceptualDistance }) => perceptualDistance),
		answers: once,
		better: -1,
		scale: { kind: 'number', step: MARGINS.distance },
		shown: (value) => value.toFixed(1),
		change: stepsOf(1, 'more', 'less'),
		missing: null,
	},
	{
		measure: 'acceptance',
		name: 'acceptance',
		title: 'Images that people accept',
		family: 'choice',
		of: ({ accepted }) => accepted,
		answers: votes,
		better: 1,
		scale: { kind: 'share' },
		shown: share,
		change: points,
		missing:
			'Acceptance is not measured yet: show the images to people and run Tally on their answers.',
	},
	{
		measure: 'acceptance',
		name: 'preference',
		title: 'Images that people choose',
		family: 'choice',
		of: ({ preferred }) => preferred,
		answers: votes,
		better: 1,
		scale: { kind: 'share' },
		shown: share,
		change: points,
		missing: null,
	},
];
