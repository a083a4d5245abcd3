import type { CellStatus } from '../comparison/types';

/** What a verdict needs of one picture. */
export interface VerdictCell {
	/** From 0. */
	promptIndex: number;
	letter: string;
	status: CellStatus;
	costUsd: number | null;
	durationMs: number | null;
	/** To the stored picture, 0–1. */
	similarity?: number;
	/** Wrong letters by letters expected, from 0. */
	textErrorRate?: number;
	/** The judge's score, 0–1. */
	score?: number;
	/** Share of the reviewers who took it, 0–1. */
	accepted?: number;
}

export type VerdictMeasure =
	'cost' | 'time' | 'refusals' | 'text' | 'judge' | 'drift' | 'acceptance';

/**
 * `clear`: chance alone brings such a split less than once in 20 times. `open`: it may be chance.
 * `same`: no prompt differs. `unknown`: not measured on both variants.
 */
export type Certainty = 'clear' | 'open' | 'same' | 'unknown';

export interface VerdictLine {
	measure: VerdictMeasure;
	/** What would change, in a sentence. */
	text: string;
	/** How sure that is, in a sentence. */
	certainty: Certainty;
	because: string;
	/** Of the prompts that could be compared: on how many the switch is better, worse, level. */
	better: number;
	worse: number;
	level: number;
	/** Two-sided sign test, 0–1. */
	chance: number;
}

/** What a switch from one variant to another would change. */
export interface Verdict {
	from: string;
	to: string;
	/** In one or two sentences. */
	text: string;
	lines: VerdictLine[];
}
