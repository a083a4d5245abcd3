import { jackknifeInterval } from './jackknife';
import type { Interval } from './paired';

/** How many reviewers of one image said yes and how many no. */
export interface AnsweredUnit {
	yes: number;
	no: number;
}

/**
 * Krippendorff's alpha for yes and no, with missing answers (K. Krippendorff, Content Analysis, 4th edition, 2018,
 * chapter 12): 1 is full agreement, 0 what chance brings, below 0 less than that. Units with fewer than two
 * answers say nothing. Null if nothing varies or nothing is left: agreement by chance is then unknown.
 */
export function krippendorffAlpha(units: readonly AnsweredUnit[]): number | null {
	return alphaOf(sumsOf(units));
}

/** The 95 % interval of `krippendorffAlpha`, images of one prompt together. @param prompts the images of each. */
export function alphaInterval(prompts: ReadonlyArray<readonly AnsweredUnit[]>): Interval | null {
	const interval = jackknifeInterval(prompts.map(sumsOf), alphaOf, [sumsOf([{ yes: 1, no: 1 }])]);
	return interval && { low: Math.max(-1, interval.low), high: Math.min(1, interval.high) };
}

/** Answers of yes, of no, and the disagreement within the images. */
function sumsOf(units: readonly AnsweredUnit[]): number[] {
	const pairable = units.filter(({ yes, no }) => yes + no >= 2);
	const total = (of: (unit: AnsweredUnit) => number) =>
		pairable.reduce((sum, unit) => sum + of(unit), 0);
	return [
		total(({ yes }) => yes),
		total(({ no }) => no),
		total(({ yes, no }) => (2 * yes * no) / (yes + no - 1)),
	];
}

function alphaOf([yes = 0, no = 0, observed = 0]: readonly number[]): number | null {
	if (yes <= 0 || no <= 0) return null;
	return 1 - observed / ((2 * yes * no) / (yes + no - 1));
}
