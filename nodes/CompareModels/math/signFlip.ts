/** Sums are counted on a grid of at most this many steps to each side. */
const MOST_STEPS = 20_000;
/** Steps of the largest difference if the differences are not multiples of one another. */
const STEPS = 100;
/** With more prompts Student's t and the exact test agree to a fraction of a percent. */
export const MOST_EXACT_PROMPTS = 200;
const NOISE = 1e-9;

/**
 * Two-sided exact sign-flip test (Fisher's randomization test for pairs): how often a fair coin per prompt,
 * which swaps its two variants, brings a sum at least as far from 0. Exact for equal variants, whatever the
 * answers look like and however they hang together within a prompt. 0–1; 1 without a difference.
 * @param differences one per prompt.
 * @param asFar how much sums exactly as far from 0 count: 1, or 0.5 for the mid-p (H. O. Lancaster, Significance tests
 * in discrete distributions, 1961), which answers in fine steps need: in full, ties make it too careful.
 */
export function signFlipChance(differences: readonly number[], asFar: 0.5 | 1 = 1): number {
	const sizes = differences.map(Math.abs).filter((size) => size > NOISE);
	if (sizes.length === 0) return 1;
	const steps = stepsOf(sizes);
	let sign = 0;
	const observed = Math.abs(
		differences
			.filter((difference) => Math.abs(difference) > NOISE)
			.reduce((total, difference) => total + Math.sign(difference) * steps[sign++]!, 0),
	);
	const most = steps.reduce((total, step) => total + step, 0);
	let chances = new Float64Array(2 * most + 1);
	chances[most] = 1;
	// Sums lie within what the steps so far add up to.
	let reach = 0;
	for (const step of steps) {
		const next = new Float64Array(2 * most + 1);
		for (let sum = most - reach; sum <= most + reach; sum++) {
			const half = chances[sum]! / 2;
			next[sum - step]! += half;
			next[sum + step]! += half;
		}
		chances = next;
		reach += step;
	}
	if (observed === 0) return 1;
	let beyond = 0;
	for (let sum = most + observed + 1; sum <= 2 * most; sum++) beyond += chances[sum]!;
	// As far on the other side, too.
	return 2 * (beyond + asFar * chances[most + observed]!);
}

/** The sizes as whole steps: exact where all are multiples of the smallest, else on a fine grid. */
function stepsOf(sizes: readonly number[]): number[] {
	const smallest = sizes.reduce((a, b) => Math.min(a, b));
	const largest = sizes.reduce((a, b) => Math.max(a, b));
	const multiples = sizes.map((size) => Math.round(size / smallest));
	const exact = sizes.every(
		(size, index) => Math.abs(size - multiples[index]! * smallest) < NOISE * largest,
	);
	const total = multiples.reduce((a, b) => a + b, 0);
	if (exact && total <= MOST_STEPS) return multiples;
	const scale = Math.min(STEPS, Math.floor(MOST_STEPS / sizes.length)) / largest;
	return sizes.map((size) => Math.round(size * scale));
}
