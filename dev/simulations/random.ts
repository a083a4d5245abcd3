import { seededNumbers } from '../../nodes/CompareModels/math/seededShuffle';

// Jest's sandbox is slow with globals.
const { sqrt, log, cos, PI } = Math;

/** Random numbers that are the same for the same seed. */
export class Random {
	/** From 0 to below 1. */
	readonly uniform: () => number;

	constructor(seed: string) {
		this.uniform = seededNumbers(seed);
	}

	/** Normal with mean 0 and standard deviation 1 (Box and Muller). */
	normal(): number {
		return sqrt(-2 * log(1 - this.uniform())) * cos(2 * PI * this.uniform());
	}

	/** Gamma with scale 1 (Marsaglia and Tsang). */
	private gamma(shape: number): number {
		if (shape < 1) return this.gamma(shape + 1) * (1 - this.uniform()) ** (1 / shape);
		const d = shape - 1 / 3;
		for (;;) {
			const x = this.normal();
			const v = (1 + x / sqrt(9 * d)) ** 3;
			if (v > 0 && log(1 - this.uniform()) < 0.5 * x * x + d - d * v + d * log(v)) {
				return d * v;
			}
		}
	}

	/**
	 * A prompt's own share: around `share`, with answers to one prompt correlated by `correlation` (0–1; beta-binomial).
	 */
	promptShare(share: number, correlation: number): number {
		if (correlation === 0) return share;
		const size = (1 - correlation) / correlation;
		const [a, b] = [this.gamma(share * size), this.gamma((1 - share) * size)];
		return a + b === 0 ? share : a / (a + b);
	}
}
