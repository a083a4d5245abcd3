import type { Rate } from '../math/wilson';

/** A share that counts images, with the interval of the prompts' share: it always holds the share itself. */
export const around = (rate: number, { low, high }: Rate): Rate => ({
	rate,
	low: Math.min(rate, low),
	high: Math.max(rate, high),
});
