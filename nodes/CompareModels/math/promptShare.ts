import { tQuantile } from './studentT';
import { wilson, type Rate } from './wilson';

const NOISE = 1e-9;

/**
 * A share of answers with its 95 % interval, the prompt as the unit: Wilson's score interval with the number of
 * prompts that would bring the spread seen (the effective sample size of E. L. Korn and B. I. Graubard,
 * Confidence intervals for proportions with small expected number of positive counts estimated from survey
 * data, 1998) and Student's t. Where all prompts say all or nothing alike, Wilson's own.
 * @param shares one per prompt, 0–1. Null without any.
 */
export function promptShare(shares: readonly number[], alpha = 0.05): Rate | null {
	const prompts = shares.length;
	if (prompts === 0) return null;
	const rate = shares.reduce((total, share) => total + share, 0) / prompts;
	const squares = shares.reduce((total, share) => total + (share - rate) ** 2, 0);
	const variance = prompts < 2 ? 0 : squares / (prompts - 1) / prompts;
	if (variance < NOISE ** 2 || prompts < 2) return wilson(rate * prompts, prompts);
	const effective = (rate * (1 - rate)) / variance;
	return wilson(rate * effective, effective, tQuantile(alpha, prompts - 1));
}
