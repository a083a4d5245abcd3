/**
 * The smallest differences that matter: within them two variants are practically the same. Shares, scores and
 * similarities as they are (0–1), cost and time as a part of what it is now, distances in bits of 64.
 */
export const MARGINS = {
	cost: 0.05,
	time: 0.1,
	delivery: 0.05,
	refusals: 0.05,
	text: 0.05,
	judge: 0.03,
	drift: 0.02,
	distance: 3,
	/** Also of preferences. */
	acceptance: 0.05,
} as const;

/** All false claims of one page together, 0–1. */
export const PAGE_LEVEL = 0.05;

/** Fewer prompts never show that one variant is better: all going one way is chance in 1 of 16 cases. */
export const FEWEST_PROMPTS = 6;
