import { mean } from './percentile';
import type { Spread } from '../judge/types';

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
