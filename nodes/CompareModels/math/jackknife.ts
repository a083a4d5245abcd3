import type { Interval } from './paired';
import { tQuantile } from './studentT';

/** With fewer prompts too few values are left to say how much one of them matters. */
const FEWEST_PROMPTS = 10;

/**
 * A 95 % interval of a number that follows from sums over prompts: each prompt is left out once, and how much the
 * number moves says how sure it is (delete-one jackknife, J. W. Tukey, Bias and confidence in not-quite large
 * samples, 1958), with Student's t. It is the wider of that and the same with the prompts of `extra` added, since
 * few disagreements say little. Null with fewer than ten prompts, and where without one of them there is no number.
 * @param prompts what each adds to the sums.
 * @param estimate of the sums; null where they do not say.
 * @param extra one answer's worth of what was hardly seen.
 */
export function jackknifeInterval(
	prompts: ReadonlyArray<readonly number[]>,
	estimate: (sums: readonly number[]) => number | null,
	extra: ReadonlyArray<readonly number[]> = [],
): Interval | null {
	if (prompts.length < FEWEST_PROMPTS) return null;
	const seen = plainInterval(prompts, estimate);
	const more = extra.length === 0 ? seen : plainInterval([...prompts, ...extra], estimate);
	if (seen === null || more === null) return null;
	return { low: Math.min(seen.low, more.low), high: Math.max(seen.high, more.high) };
}

function plainInterval(
	prompts: ReadonlyArray<readonly number[]>,
	estimate: (sums: readonly number[]) => number | null,
): Interval | null {
	const count = prompts.length;
	const sums = prompts[0]!.map((_, at) => prompts.reduce((sum, one) => sum + one[at]!, 0));
	const value = estimate(sums);
	const without = prompts.flatMap((one) => estimate(sums.map((sum, at) => sum - one[at]!)) ?? []);
	if (value === null || without.length < count) return null;
	const middle = without.reduce((sum, one) => sum + one, 0) / count;
	const squares = without.reduce((sum, one) => sum + (one - middle) ** 2, 0);
	const half = tQuantile(0.05, count - 1) * Math.sqrt(((count - 1) / count) * squares);
	return { low: value - half, high: value + half };
}
