import type { PairedEvidence } from './paired';
import { tQuantile } from './studentT';

/** Standard deviations that a normal distribution exceeds in one of five cases: 80 % power. */
const POWER = 0.8416212335729143;
/** More prompts than this are not a realistic plan. */
export const MOST_PROMPTS = 10_000;

/**
 * With how many prompts in all the question would be settled in four of five cases, if the difference and the
 * spread stay as seen: the interval then excludes 0, or is within the margin. Null where more than
 * `MOST_PROMPTS` would be needed.
 * @param of `worth` of an answer is added each way to what was seen, as `pairedEvidence` does where it says little.
 * @param alpha of the interval that decides.
 * @param margin both ends count from 0.
 */
export function promptsThatSettle(
	{ difference, spread, worth }: Pick<PairedEvidence, 'difference' | 'spread' | 'worth'>,
	alpha: number,
	margin: number,
	fewest: number,
): number | null {
	const distance = Math.max(Math.abs(difference), margin - Math.abs(difference));
	const half = (prompts: number, squares: number) =>
		(tQuantile(alpha, prompts - 1) + POWER) * Math.sqrt(squares / (prompts - 1) / prompts);
	const enough = (prompts: number) => {
		const squares = (prompts - 1) * spread ** 2;
		const plain = half(prompts, squares);
		return (
			Math.max(plain, worth === 0 ? 0 : half(prompts + 2, squares + 2 * worth ** 2)) < distance
		);
	};
	if (distance <= 0 || !enough(MOST_PROMPTS)) return null;
	let low = fewest - 1;
	let high = MOST_PROMPTS;
	while (high - low > 1) {
		const middle = Math.floor((low + high) / 2);
		if (enough(middle)) high = middle;
		else low = middle;
	}
	return high;
}
