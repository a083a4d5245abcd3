import type { CellStatus } from '../comparison/types';
import type { Rate } from '../math/wilson';
import type { Verdict } from './verdictTypes';
import type { Agreement } from '../math/kappa';

/** What a tally needs of one Images item. */
export interface TallyImage {
	/** From 0. */
	promptIndex: number;
	/** Lets answers name the prompt by its text. */
	prompt?: string;
	/** From 0. */
	repetition: number;
	letter: string;
	label: string;
	model: string;
	/** USD; null where no price is known. */
	costUsd: number | null;
	/** Milliseconds; null where nothing was sent. */
	durationMs: number | null;
	status: CellStatus;
	/** To the stored picture, 0–1. */
	similarity?: number;
	/** What the judge found of it. */
	judge?: { accepted: boolean | null; errorRate?: number; score?: number };
}

/** One reviewer's answer, as it came out of a form or a spreadsheet. */
export interface Decision {
	/** From 0. Without it `prompt` tells; without both there must be one prompt only. */
	promptIndex?: number | string;
	/** The prompt's whole text. */
	prompt?: string;
	/** From 0. Without it the answer is for every repetition of the prompt. */
	repetition?: number | string;
	/** "A", " a ", "A, C", "A and C", "both", "none". */
	letter?: string;
	letters?: readonly string[];
	/** With it the answer judges only the pictures of `letter`; without it `letter` is a choice among all. */
	accepted?: boolean | number | string;
	/** Answers without a reviewer count as one reviewer each. */
	reviewer?: string;
}

/** What became of the answers. `given` = used + replaced + blank + unmatched + unreadable. */
export interface AnswerCounts {
	given: number;
	used: number;
	/** Of those used: "none of them". */
	choseNone: number;
	/** The same reviewer answered the same again or anew: the last answer counts. */
	replaced: number;
	/** Neither a letter nor a yes or no. */
	blank: number;
	/** No such prompt or repetition, no picture of it arrived, or the prompt is not told. */
	unmatched: number;
	/** No known letter in it, or neither yes nor no. */
	unreadable: number;
	/** Letters in answers that no variant has. */
	unknownLetters: { letter: string; count: number }[];
	/** Letters in answers for which no picture had arrived. */
	lettersWithoutPicture: { letter: string; count: number }[];
	/** Used answers that stand for several repetitions. */
	forSeveralRepetitions: number;
	prompts: number;
	/** Indexes of prompts with a picture and no used answer. */
	unansweredPrompts: number[];
	reviewers: string[];
}

export interface VariantTally {
	letter: string;
	label: string;
	model: string;
	/** Pictures that reviewers judged. Several reviewers of one picture make one verdict, by majority. */
	judged: number;
	accepted: number;
	rejected: number;
	/** As many for as against: neither accepted nor rejected, but judged. */
	split: number;
	/** accepted of judged. Null when none was judged. */
	acceptance: Rate | null;
	/** Refused requests of answered prompts. */
	refused: number;
	/** accepted of judged + refused: what one gets from a request. */
	usable: Rate | null;
	/** USD paid for the judged pictures, rejected ones included; null when a price is missing or none was judged. */
	paidUsd: number | null;
	/** paidUsd by accepted. Null without an accepted picture. */
	costPerAcceptedUsd: number | null;
	/** Judged pictures without a known price. */
	unpricedImages: number;
	/** Milliseconds, over all pictures that arrived. */
	medianLatencyMs: number | null;
}

/** Two variants on the pictures that reviewers saw of both. `wins` are those of `letter`. */
export interface PairTally {
	letter: string;
	against: string;
	/** Prompts (and repetitions) on which a larger share of reviewers accepted `letter`. */
	wins: number;
	losses: number;
	/** As large a share of reviewers for one as for the other: both, neither, or divided. */
	ties: number;
	/** wins of wins + losses. Null when all are ties. */
	winRate: Rate | null;
	/** Two-sided exact sign test: how often chance alone would split so unevenly, 0–1. */
	chance: number;
}

export interface Recommendation {
	/** Sentences for a person. */
	text: string;
	/** The variant in front, conclusive or not; null without an accepted picture. */
	letter: string | null;
	/** Whether it beats every other beyond chance (sign test below 5 %). */
	conclusive: boolean;
}

export interface TallyReport {
	variants: VariantTally[];
	pairs: PairTally[];
	answers: AnswerCounts;
	recommendation: Recommendation;
	/** What a switch from the first variant to each other one would change. */
	verdicts: Verdict[];
	/** Of the judge with the people; null where no picture has both. */
	agreement: Agreement | null;
	/** How the intervals and the chance were computed. */
	method: string;
}
