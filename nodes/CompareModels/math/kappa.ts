import { jackknifeInterval } from './jackknife';
import type { Interval } from './paired';

/** How two judges of the same images agree. */
export interface Agreement {
	/** Images that both judged. */
	pictures: number;
	/** By the judge's yes or no, and the people's. */
	bothYes: number;
	onlyJudge: number;
	onlyPeople: number;
	bothNo: number;
	/** Share of the images on which they say the same, 0–1. */
	agreement: number;
	/**
	 * Cohen's kappa: agreement beyond what chance brings; 1 is full agreement, 0 no more than chance.
	 * Null if one of them, or both, always says the same, so that chance cannot be told.
	 */
	kappa: number | null;
	/** 95 %, of `kappa`, with the prompt as the unit. Null with fewer than ten prompts, or where nothing varies. */
	kappaInterval: Interval | null;
	/** In words. */
	text: string;
}

/** The judge's and the people's yes or no on one image. */
export interface TwoVerdicts {
	/** Number of its prompt. */
	place: number;
	judge: boolean;
	people: boolean;
}

/** Both yes, only the judge, only the people, both no. */
type Counts = readonly [number, number, number, number];

const countsOf = ({ judge, people }: TwoVerdicts): Counts =>
	judge ? (people ? [1, 0, 0, 0] : [0, 1, 0, 0]) : people ? [0, 0, 1, 0] : [0, 0, 0, 1];

const sumOf = (counts: readonly Counts[]): Counts =>
	counts.reduce(([a, b, c, d], [e, f, g, h]): Counts => [a + e, b + f, c + g, d + h], [0, 0, 0, 0]);

/** Null without any. */
export function agreementOf(verdicts: readonly TwoVerdicts[]): Agreement | null {
	const pictures = verdicts.length;
	if (pictures === 0) return null;
	const byPrompt = new Map<number, Counts[]>();
	for (const verdict of verdicts) {
		byPrompt.set(verdict.place, [...(byPrompt.get(verdict.place) ?? []), countsOf(verdict)]);
	}
	const prompts = [...byPrompt.values()].map(sumOf);
	const counts = sumOf(prompts);
	const [bothYes, onlyJudge, onlyPeople, bothNo] = counts;
	const kappa = kappaOf(counts);
	// One disagreement each way.
	const interval = jackknifeInterval(prompts, kappaOf, [
		[0, 1, 0, 0],
		[0, 0, 1, 0],
	]);
	const kappaInterval = interval && {
		low: Math.max(-1, interval.low),
		high: Math.min(1, interval.high),
	};
	const agreement = (bothYes + bothNo) / pictures;
	return {
		...{ pictures, bothYes, onlyJudge, onlyPeople, bothNo, agreement, kappa, kappaInterval },
		text: inWords(pictures, bothYes + bothNo, kappa, kappaInterval),
	};
}

function kappaOf([bothYes = 0, onlyJudge = 0, onlyPeople = 0, bothNo = 0]: readonly number[]) {
	const pictures = bothYes + onlyJudge + onlyPeople + bothNo;
	const judgeYes = (bothYes + onlyJudge) / pictures;
	const peopleYes = (bothYes + onlyPeople) / pictures;
	const byChance = judgeYes * peopleYes + (1 - judgeYes) * (1 - peopleYes);
	const varies = [judgeYes, peopleYes].every((share) => share > 0 && share < 1);
	return varies ? ((bothYes + bothNo) / pictures - byChance) / (1 - byChance) : null;
}

/** Usual names of ranges of kappa (Landis and Koch, 1977). */
const NAMES: ReadonlyArray<readonly [number, string]> = [
	[0.8, 'almost perfect agreement'],
	[0.6, 'substantial agreement'],
	[0.4, 'moderate agreement'],
	[0.2, 'fair agreement'],
	[0, 'slight agreement'],
];

function inWords(
	pictures: number,
	same: number,
	kappa: number | null,
	interval: Interval | null,
): string {
	const counts = `The judge and the reviewers agree on ${same} of ${pictures} images`;
	if (kappa === null) {
		return `${counts}. One of them gives every image the same answer, so agreement beyond chance is unknown.`;
	}
	const name = NAMES.find(([from]) => kappa > from)?.[1] ?? 'no agreement beyond chance';
	return `${counts}: ${name} (kappa ${kappa.toFixed(2)}${rangeInWords(interval)}).`;
}

/** Behind a number of agreement: its interval, or that there is none. */
export const rangeInWords = (interval: Interval | null): string =>
	interval === null
		? ', from too few prompts for an interval'
		: `, 95% interval ${interval.low.toFixed(2)} to ${interval.high.toFixed(2)}`;
