import type { CellStatus } from '../comparison/types';
import type { Interval } from '../math/paired';

/** What a verdict needs of one image. */
export interface VerdictCell {
	/** From 0. */
	promptIndex: number;
	letter: string;
	status: CellStatus;
	/** USD */
	costUsd: number | null;
	/** Milliseconds. */
	durationMs: number | null;
	/** To the stored image, 0–1. */
	similarity?: number;
	/** To the stored image, 0–64. */
	perceptualDistance?: number;
	/** Whether every expected text is right and nothing else is written. */
	textExact?: boolean;
	/** The judge's score, 0–1. */
	score?: number;
	/** Share of the reviewers who accepted it, 0–1; 0 for a refusal of an answered prompt. */
	accepted?: number;
	/** Share of the reviewers who preferred it, with ballots of a single letter; 0 for such a refusal. */
	preferred?: number;
	/** How many answers `accepted` or `preferred` is the mean of. */
	answers?: number;
}

/** `acceptance` is what people choose: see `VerdictLine.name` for whether they accept or prefer. */
export type VerdictMeasure =
	| 'cost'
	| 'time'
	| 'delivery'
	| 'refusals'
	| 'text'
	| 'judge'
	| 'drift'
	| 'distance'
	| 'acceptance';

/**
 * `clear`: better or worse. `same`: practically the same. `open`: not known yet. `unknown`: not measured on both
 * variants.
 */
export type Certainty = 'clear' | 'open' | 'same' | 'unknown';

/** Follows from `pageInterval` alone, in this order: within the margin, without 0, else not known yet. */
export type VerdictWord =
	'practically the same' | 'better' | 'worse' | 'not known yet' | 'not measured';

export interface VerdictLine {
	measure: VerdictMeasure;
	/** In a sentence: "cost", "images that did not arrive"; `preference` where each answer named one letter. */
	name: string;
	word: VerdictWord;
	certainty: Certainty;
	/** What would change, in a sentence with its 95 % interval. */
	text: string;
	/** Why the word, in one or two sentences. */
	because: string;
	/** Of the prompts that could be compared: on how many the switch is better, worse, level. Descriptive. */
	better: number;
	worse: number;
	level: number;
	/** Prompts with a value of both variants: the sample. */
	prompts: number;
	/** What the first and the second variant come to over these prompts; for cost and time geometric means. */
	from: number | null;
	to: number | null;
	/** `relative`: `difference` and the intervals are to / from − 1. `absolute`: to − from. */
	unit: 'relative' | 'absolute';
	difference: number | null;
	/** 95 %, for this line alone. Null if one prompt, or none, was measured. */
	interval: Interval | null;
	/** Adjusted for all lines of the page: the word follows from it. */
	pageInterval: Interval | null;
	/** In the units of `difference`: within ± this the variants are practically the same. */
	margin: number;
	/** Two-sided p of the test behind the intervals, for this line alone, 0–1. */
	chance: number;
	/** About how many more prompts would settle it at the difference seen; null if it is settled, or beyond 10,000. */
	morePrompts: number | null;
}

/** What a switch from one variant to another would change. */
export interface Verdict {
	from: string;
	to: string;
	/** In one or two sentences. */
	text: string;
	lines: VerdictLine[];
}
