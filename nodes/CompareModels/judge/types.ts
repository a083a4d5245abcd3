import type { Interval } from '../math/paired';
import type { Rate } from '../math/wilson';
import type { Spread } from '../math/spread';
import type { FoundText } from './text/textScore';
import type { DiffPart } from './text/wordDiff';

/** What an image is asked: yes or no, or a grade from 1 to 5. */
export interface Criterion {
	name: string;
	question: string;
	kind: 'gate' | 'grade';
	/** Of a grade, against the other grades. */
	weight: number;
}

/** What may be wrong with an image. The judge names them; the words of `json.compare.judge.failures`. */
export const FAILURE_KINDS = [
	'wrong_text',
	'missing_object',
	'extra_limbs',
	'off_brand_colour',
	'bad_composition',
	'artefacts',
	'other',
] as const;
export type FailureKind = (typeof FAILURE_KINDS)[number];

/** What an image says, compared with what it was to say. All but the rates is of the run in the middle. */
export interface JudgedText {
	/** What was to be read. */
	expected: string[];
	/** What was read. */
	read: string[];
	/** Characters wrong by characters expected, a number a run. */
	errorRates: number[];
	errorRate: Spread;
	/** Every expected text is right and nothing else can be read, in more than half of the runs. */
	exact: boolean;
	/** In the order of `expected`. */
	texts: FoundText[];
	differences: DiffPart[][];
	/** All text that is none of the expected; `extra`, `doubled` and `garbled` say of what kind. */
	unasked: string[];
	extra: string[];
	/** An expected text, or words of one, once more. */
	doubled: string[];
	/** A copy of an expected text with wrong characters, or text that could not be read. */
	garbled: string[];
}

export interface JudgedGate {
	name: string;
	/** By more than half of the runs. */
	passed: boolean;
	yes: number;
	runs: number;
	/** In one line, of a run that says so. */
	reason: string;
}

export interface JudgedGrade extends Spread {
	name: string;
	reason: string;
}

/** `json.compare.judge`: what the judge found of one image. */
export interface CellJudgement {
	/** `partly`: some questions have no answer. */
	status: 'judged' | 'partly' | 'not_judged';
	/** Why, each reason once. */
	notJudged: string[];
	/** Null if no text was expected, or it could not be read or compared. */
	text: JudgedText | null;
	gates: JudgedGate[];
	grades: JudgedGrade[];
	/** The weighted grades as 0–1, 0 where a gate is not passed; a number a run. */
	scores: number[];
	score: Spread | null;
	failures: Array<{ kind: FailureKind; detail: string }>;
	/** Every gate passed, the score at least `ACCEPTED_FROM`, the text exactly right. Null if nothing was judged. */
	accepted: boolean | null;
	/** USD of all questions about this image alone; null if a price is unknown. */
	costUsd: number | null;
	inputTokens: number;
	outputTokens: number;
}

/** The judge would accept an image from this score on: a mean grade of 3.5. */
export const ACCEPTED_FROM = 0.625;

/** Two variants on one prompt, both images side by side in both orders. */
export interface PairJudgement {
	promptIndex: number;
	repetition: number;
	/** Of the variants. */
	letter: string;
	against: string;
	/** The letter that both orders name; `tie` where they disagree or see none in front. Null: not judged. */
	winner: string | 'tie' | null;
	/** Whether both orders say the same. Null: not judged. */
	ordersAgree: boolean | null;
	reasons: string[];
	notJudged: string[];
	costUsd: number | null;
	inputTokens: number;
	outputTokens: number;
}

/** Wins, losses and ties are those of `letter`. */
export interface PairReport {
	letter: string;
	against: string;
	wins: number;
	losses: number;
	ties: number;
	notJudged: number;
	/** wins of wins + losses; the 95 % interval counts prompts. */
	winRate: Rate | null;
	/** Two-sided p of paired t on the prompts' wins minus losses, 0–1. */
	chance: number;
	/** Prompts with a judged pair: the sample of `chance`. */
	prompts: number;
	/** Mean of wins minus losses per prompt, −1 to 1; null without a judged pair. */
	difference: number | null;
	/** 95 %, of `difference`, for this pair alone. */
	interval: Interval | null;
}

/** What a finished comparison says about its judge, in addition to what each cell has. */
export interface ComparisonJudge {
	model: string;
	/** How often each image was judged. */
	runs: number;
	criteria: Criterion[];
	/** Of the order in which the images were judged. */
	seed: string;
	pairs: PairJudgement[];
	/** Answers that came, broken ones included. */
	requests: number;
	/** A reason for each question without an answer. */
	notJudged: string[];
	/** YYYY-MM-DD */
	pricesAsOf: string;
}

export interface JudgeVariantReport {
	letter: string;
	/** Images with an answer to at least one question. */
	judged: number;
	notJudged: number;
	/** Null if no text was read. */
	text: {
		pictures: number;
		exact: number;
		exactRate: Rate | null;
		/** The mean over the images; `min` and `max` are those of the judge's runs. */
		errorRate: Spread;
		/** Images with text that nobody asked for. */
		withUnasked: number;
	} | null;
	/** 0–1; `min` and `max` are those of the judge's runs. */
	score: Spread | null;
	gates: Array<{ name: string; passed: number; judged: number }>;
	/** Means over the images. */
	grades: Array<{ name: string; mean: number; min: number; max: number; judged: number }>;
	failures: Array<{ kind: FailureKind; pictures: number }>;
	accepted: { accepted: number; judged: number; rate: Rate | null };
	/** All pairs of this variant. */
	pairs: {
		wins: number;
		losses: number;
		ties: number;
		winRate: Rate | null;
		/** Of the pairs of this variant that were judged in both orders: in how many both say the same. */
		ordersAgreed: number;
		ordersAsked: number;
	} | null;
}

/** `json.report.judge` */
export interface JudgeReport {
	model: string;
	runs: number;
	criteria: Criterion[];
	/** Of the order in which the images were judged. */
	seed: string;
	variants: JudgeVariantReport[];
	pairs: PairReport[];
	/** The places of the images that need a look, the worst first. */
	worst: Array<{ promptIndex: number; repetition: number; letter: string; why: string[] }>;
	/** Questions sent, repetitions of broken answers included. */
	requests: number;
	notJudged: Array<{ reason: string; count: number }>;
	/** USD of the judge alone, as far as prices are known; null if none is. */
	costUsd: number | null;
	/** Answers of unknown price, which `costUsd` leaves out. */
	unpriced: number;
	inputTokens: number;
	outputTokens: number;
	/** YYYY-MM-DD */
	pricesAsOf: string;
}
