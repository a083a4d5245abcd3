import type { CellStatus } from '../comparison/types';
import type { Agreement } from '../math/kappa';
import type { Interval } from '../math/paired';
import type { Rate } from '../math/wilson';
import type { Delivery } from './delivery';
import type { Verdict } from './verdictTypes';

/** What a tally needs of one Images item. */
export interface TallyImage {
	/** `json.compare.id`: which run of Compare it is from; images of 0.1.0 have none. */
	compareId?: string;
	/** From 0. */
	promptIndex: number;
	/** Lets answers name the prompt by its text. */
	prompt?: string;
	/** From 0. */
	repetition: number;
	/** The variant's true letter. */
	letter: string;
	/** The letter that reviewers saw, where the comparison was blind. */
	shownAs?: string;
	label: string;
	model: string;
	/** USD; null if no price is known. */
	costUsd: number | null;
	/** Milliseconds; null if nothing was sent. */
	durationMs: number | null;
	status: CellStatus;
	attempts?: number;
	/** To the stored image, 0–1. */
	similarity?: number;
	/** To the stored image, 0–64. */
	perceptualDistance?: number;
	/** What the judge found of it. */
	judge?: { accepted: boolean | null; textExact?: boolean; score?: number };
}

/** One reviewer's answer, as a form or a spreadsheet gives it. */
export interface Decision {
	/** The comparison that it is about. Needed where the images come from several. */
	compareId?: string;
	/** From 0. Without it `prompt` tells; without both there must be one prompt only. */
	promptIndex?: number | string;
	/** The prompt's whole text. */
	prompt?: string;
	/** From 0. Without it the answer is for every repetition of the prompt. */
	repetition?: number | string;
	/** The variant's true letter; `letter` is then not looked at. */
	variant?: string;
	/** As shown: "A", " a ", "A, C", "A and C", "both", "none". */
	letter?: string;
	letters?: readonly string[];
	/** With it the answer judges only the images of `letter`; without it `letter` is a choice among all. */
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
	/** The same reviewer answered the same again: the last answer counts. */
	replaced: number;
	/** Neither a letter nor a yes or no. */
	blank: number;
	/** No such prompt, repetition or comparison, the image did not arrive, or the prompt is not named. */
	unmatched: number;
	/** Why, in words. */
	unmatchedBecause: { reason: string; count: number }[];
	/** Not a clear choice, or neither yes nor no. */
	unreadable: number;
	/** What was written there, at most 50 different texts. */
	unreadableTexts: { text: string; count: number }[];
	/** Letters in answers that no variant has. */
	unknownLetters: { letter: string; count: number }[];
	/** Letters in answers for which no image had arrived. */
	lettersWithoutPicture: { letter: string; count: number }[];
	/** Used answers that stand for several repetitions. */
	forSeveralRepetitions: number;
	prompts: number;
	/** Indexes of prompts with an image and no used answer. */
	unansweredPrompts: number[];
	reviewers: string[];
	/** Runs of Compare that the images come from. */
	comparisons: number;
	/** Images that came more than once and count once. */
	duplicateImages: number;
}

/** An amount in USD with its 95 % interval. */
export interface CostInterval {
	low: number;
	/** Null: no upper end can be given. */
	high: number | null;
}

export interface VariantTally {
	letter: string;
	label: string;
	model: string;
	/**
	 * `acceptance`: reviewers said which images can be used, by yes or no or by naming all that can be.
	 * `preference`: every answer named one letter, which says what is liked best, not what can be used.
	 */
	basis: 'acceptance' | 'preference';
	/** Images that reviewers judged. Several reviewers of one image make one verdict, by majority. */
	judged: number;
	accepted: number;
	rejected: number;
	/** As many for as against: neither accepted nor rejected, but judged. */
	split: number;
	/**
	 * accepted of judged; the 95 % interval is that of the prompts' share and holds the rate. With
	 * `basis: preference` the share of images that were preferred. Null when none was judged.
	 */
	acceptance: Rate | null;
	/** Refused requests of answered prompts. */
	refused: number;
	/** accepted of judged + refused: what one gets from a request. */
	usable: Rate | null;
	/**
	 * What tests and recommendation rest on: the mean over reviewers within an image, then over the repetitions of
	 * a prompt, then over prompts; refusals count as not taken.
	 */
	share: Rate | null;
	/** Prompts with an answer, or a refusal, of this variant: the sample of `share`. */
	prompts: number;
	/** USD paid for the judged images, rejected ones included; null when a price is missing or none was judged. */
	paidUsd: number | null;
	/** paidUsd by accepted. Null without an accepted image, and with `basis: preference`. */
	costPerAcceptedUsd: number | null;
	/** 95 %: the mean cost by the ends of `acceptance`. Null with `basis: preference` or a missing price. */
	costPerAcceptedInterval: CostInterval | null;
	/** Judged images without a known price. */
	unpricedImages: number;
	/** Milliseconds, over all images that arrived. */
	medianLatencyMs: number | null;
	/** Of all images of the variant, answered or not. */
	delivery: Delivery;
}

/** Two variants. `wins` are those of `letter`, on the images that reviewers saw of both. */
export interface PairTally {
	letter: string;
	against: string;
	/** Prompts (and repetitions) on which a larger share of reviewers took `letter`. */
	wins: number;
	losses: number;
	/** As large a share of reviewers for one as for the other: both, neither, or divided. */
	ties: number;
	/** wins of wins + losses; the 95 % interval counts prompts. Null when all are ties. */
	winRate: Rate | null;
	/** Two-sided p of paired t on the prompts' shares, refusals counted as not taken, 0–1. */
	chance: number;
	/** Prompts with a share of both: the sample of `chance`, `difference` and `interval`. */
	prompts: number;
	/** Mean difference of the prompts' shares, `letter` minus `against`; null without a prompt. */
	difference: number | null;
	/** 95 %, of `difference`, for this pair alone. Null with fewer than two prompts. */
	interval: Interval | null;
	/** Whether one beats the other after all pairs are corrected for one another (Holm, 5 %). */
	settled: boolean;
	/**
	 * About how many more prompts would settle this pair alone, at the difference seen. Null if it is settled,
	 * where the two are level, and where no number of prompts would do.
	 */
	morePrompts: number | null;
}

export interface Recommendation {
	/** Sentences for a person. */
	text: string;
	/** The variant in front, conclusive or not; null in a tie and without a taken image. */
	letter: string | null;
	/** Whether it beats every other beyond chance (5 %). */
	conclusive: boolean;
	/** The letters that are level in front; empty without a tie. */
	level: string[];
}

export interface RankedVariant {
	letter: string;
	/** Bradley–Terry, a logarithm: all variants together have the mean 0. */
	strength: number;
	/** 95 %, of the strength. Null with fewer than two prompts. */
	interval: Interval | null;
	/** As far as the pairs are settled: from 1. */
	bestRank: number;
	worstRank: number;
	/** Significantly below some other variant. */
	isOut: boolean;
}

/** With three variants or more. */
export interface Ranking {
	/** The strongest first. */
	variants: RankedVariant[];
	/** Beats every other at 5 %; null if none does. */
	winner: string | null;
	/** All variants that are not out, the strongest first. */
	shortlist: string[];
}

export interface ReviewerTally {
	reviewer: string;
	/** Images that someone else judged, too. */
	images: number;
	/** How often the others say the same, 0–1. */
	agreement: number;
	/** Agrees with the others less than they do with one another, beyond chance. */
	standsApart: boolean;
}

export interface ReviewerAgreement {
	/** Images with at least two reviewers. */
	images: number;
	/** Krippendorff's alpha; null if nothing varies, or with fewer than 10 such images. */
	alpha: number | null;
	/** 95 %, of `alpha`, with the prompt as the unit. Null with fewer than ten prompts, or where `alpha` is. */
	alphaInterval: Interval | null;
	/** Those with a name. */
	reviewers: ReviewerTally[];
	/** In words. */
	text: string;
}

/** Results by a value of a field of the images: descriptive, without a claim. */
export interface TallySlice {
	value: string;
	prompts: number;
	variants: Array<
		Pick<
			VariantTally,
			| 'letter'
			| 'label'
			| 'basis'
			| 'judged'
			| 'accepted'
			| 'acceptance'
			| 'refused'
			| 'costPerAcceptedUsd'
		>
	>;
}

export interface TallyReport {
	/** First, so that it is on top of the output. */
	recommendation: Recommendation;
	variants: VariantTally[];
	pairs: PairTally[];
	answers: AnswerCounts;
	/** What a switch from the first variant to each other one would change. */
	verdicts: Verdict[];
	/** Of the judge with the people; null if no image has both. */
	agreement: Agreement | null;
	/** Of the reviewers with one another; null with fewer than two. */
	reviewerAgreement: ReviewerAgreement | null;
	/** Null with fewer than three variants, or without an answer. */
	ranking: Ranking | null;
	/** How the intervals and the chance were computed. */
	method: string;
}
