import { mean } from './percentile';

/** A number over several runs of the judge. */
export interface Spread {
	mean: number;
	min: number;
	max: number;
	runs: number;
}

/** Mean, least and most of a few numbers; null without any. */
export function spreadOf(values: readonly number[]): Spread | null {
	const average = mean(values);
	if (average === null) return null;
	return {
		mean: average,
		min: values.reduce((a, b) => Math.min(a, b)),
		max: values.reduce((a, b) => Math.max(a, b)),
		runs: values.length,
	};
}
