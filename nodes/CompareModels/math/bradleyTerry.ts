import { tQuantile } from './studentT';

/** One prompt: what each variant got of it, 0–1; undefined if it has no answer. */
export type PromptShares = ReadonlyArray<number | undefined>;

/** Added to each side of each pair, so that a variant that always wins has a strength at all. */
const HALF_A_WIN = 0.5;
const RESAMPLES = 500;
const MOST_ROUNDS = 500;
const PRECISE = 1e-9;

/**
 * Bradley–Terry strengths: of each prompt that two variants share, a variant gets (1 + difference of their
 * shares) / 2 of a win, so that a tie is half a win for each; half a win is added to each side of each pair.
 * Intervals by a bootstrap over prompts: its standard error × √(n/(n − 1)) × Student's t (percentiles of few
 * prompts are too narrow). Null ends with fewer than two prompts.
 * @param random numbers from 0 to below 1.
 */
export function bradleyTerry(
	prompts: readonly PromptShares[],
	variants: number,
	random: () => number,
): Array<{ strength: number; interval: { low: number; high: number } | null }> {
	const wins = prompts.map((shares) => winsOf(shares, variants));
	const strengths = fit(totalOf(wins, variants), variants);
	const count = prompts.length;
	if (count < 2) return strengths.map((strength) => ({ strength, interval: null }));
	const sums = new Float64Array(variants);
	const squares = new Float64Array(variants);
	for (let round = 0; round < RESAMPLES; round++) {
		const drawn = wins.map(() => wins[Math.floor(random() * count)]!);
		fit(totalOf(drawn, variants), variants).forEach((strength, index) => {
			sums[index]! += strength;
			squares[index]! += strength ** 2;
		});
	}
	const factor = Math.sqrt(count / (count - 1)) * tQuantile(0.05, count - 1);
	return strengths.map((strength, index) => {
		const mean = sums[index]! / RESAMPLES;
		const variance = Math.max(0, squares[index]! / RESAMPLES - mean ** 2);
		const half = Math.sqrt((variance * RESAMPLES) / (RESAMPLES - 1)) * factor;
		return { strength, interval: { low: strength - half, high: strength + half } };
	});
}

/** Wins of one prompt, row against column. */
function winsOf(shares: PromptShares, variants: number): Float64Array {
	const wins = new Float64Array(variants * variants);
	for (let one = 0; one < variants; one++) {
		for (let other = 0; other < variants; other++) {
			const [own, rival] = [shares[one], shares[other]];
			if (one === other || own === undefined || rival === undefined) continue;
			wins[one * variants + other] = (1 + own - rival) / 2;
		}
	}
	return wins;
}

function totalOf(prompts: readonly Float64Array[], variants: number): Float64Array {
	const total = new Float64Array(variants * variants).fill(HALF_A_WIN);
	for (const wins of prompts) {
		for (let index = 0; index < total.length; index++) total[index]! += wins[index]!;
	}
	return total;
}

/** The most likely strengths, by the method of D. R. Hunter (MM algorithms for generalized Bradley–Terry models, 2004). */
function fit(wins: Float64Array, variants: number): number[] {
	let strengths = new Float64Array(variants).fill(1);
	for (let round = 0; round < MOST_ROUNDS; round++) {
		const next = strengths.map((own, one) => {
			let won = 0;
			let expected = 0;
			for (let other = 0; other < variants; other++) {
				if (other === one) continue;
				const forward = wins[one * variants + other]!;
				won += forward;
				expected += (forward + wins[other * variants + one]!) / (own + strengths[other]!);
			}
			return won / expected;
		});
		const middle = Math.exp(next.reduce((sum, value) => sum + Math.log(value), 0) / variants);
		let change = 0;
		next.forEach((value, index) => {
			const scaled = value / middle;
			change = Math.max(change, Math.abs(Math.log(scaled / strengths[index]!)));
			next[index] = scaled;
		});
		strengths = next;
		if (change < PRECISE) break;
	}
	return [...strengths].map(Math.log);
}
