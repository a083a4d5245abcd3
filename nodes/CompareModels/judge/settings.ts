import type { TextRules } from './text/normalize';
import type { Criterion } from './types';

/** What is expected of one item's images. */
export interface JudgedPrompt {
	/** Texts that the images are to show; none: nothing is read. */
	expected: string[];
	/** In the order and with the names of `JudgeSettings.criteria`; the questions are the item's own. */
	criteria: Criterion[];
}

export interface JudgeSettings {
	model: string;
	/** How often each question is asked. */
	runs: number;
	pairwise: boolean;
	rules: TextRules;
	/** Those of the first item. */
	criteria: Criterion[];
	/** By item. */
	prompts: JudgedPrompt[];
}
