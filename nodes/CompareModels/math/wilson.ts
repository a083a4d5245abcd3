/** A share of a whole with its 95 % Wilson interval; all 0–1. */
export interface Rate {
	rate: number;
	low: number;
	high: number;
}

/** Standard deviations that hold 95 % of a normal distribution. */
const Z = 1.959963984540054;

/**
 * A share with its 95 % Wilson score interval, which stays within 0–1 and is honest for small counts.
 * Null when `total` is 0.
 */
export function wilson(successes: number, total: number, z = Z): Rate | null {
	if (total === 0) return null;
	const rate = successes / total;
	const scale = 1 + z ** 2 / total;
	const center = (rate + z ** 2 / (2 * total)) / scale;
	const half = (z / scale) * Math.sqrt((rate * (1 - rate)) / total + z ** 2 / (4 * total ** 2));
	return {
		rate,
		low: successes === 0 ? 0 : Math.max(0, center - half),
		high: successes === total ? 1 : Math.min(1, center + half),
	};
}

/** A share that counts images, with the interval of the prompts' share: it always holds the share itself. */
export const around = (rate: number, { low, high }: Rate): Rate => ({
	rate,
	low: Math.min(rate, low),
	high: Math.max(rate, high),
});
