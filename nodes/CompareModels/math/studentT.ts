/**
 * Student's t distribution. The cumulative function is the regularized incomplete beta function
 * (Abramowitz and Stegun, Handbook of Mathematical Functions, 26.5.27 and 26.7.1), computed by its continued
 * fraction (26.5.8) with Lentz's method; the quantile inverts it by false position.
 */

const MOST_STEPS = 300;
const PRECISE = 1e-15;
/** Keeps Lentz's method from dividing by 0. */
const TINY = 1e-300;

/** Coefficients of Lanczos' approximation (g = 7, n = 9), about 15 digits. */
const LANCZOS = [
	0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
	-176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
	1.5056327351493116e-7,
];

function logGamma(value: number): number {
	const x = value - 1;
	const t = x + 7.5;
	const series = LANCZOS.slice(1).reduce(
		(total, coefficient, index) => total + coefficient / (x + index + 1),
		LANCZOS[0]!,
	);
	return 0.5 * Math.log(2 * Math.PI) + (x + 0.5) * Math.log(t) - t + Math.log(series);
}

/** The regularized incomplete beta function I_x(a, b), 0–1. */
function incompleteBeta(x: number, a: number, b: number): number {
	if (x <= 0) return 0;
	if (x >= 1) return 1;
	// The fraction converges fast on this side only.
	if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
	const front = Math.exp(
		logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x),
	);
	return (front * betaFraction(x, a, b)) / a;
}

function betaFraction(x: number, a: number, b: number): number {
	const safe = (value: number) => (Math.abs(value) < TINY ? TINY : value);
	let c = 1;
	let d = 1 / safe(1 - ((a + b) * x) / (a + 1));
	let result = d;
	for (let m = 1; m <= MOST_STEPS; m++) {
		const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
		d = 1 / safe(1 + even * d);
		c = safe(1 + even / c);
		result *= d * c;
		const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
		d = 1 / safe(1 + odd * d);
		c = safe(1 + odd / c);
		const factor = d * c;
		result *= factor;
		if (Math.abs(factor - 1) < PRECISE) break;
	}
	return result;
}

/**
 * How often chance alone brings a t at least as far from 0, on either side. 0–1.
 * @param freedom degrees of freedom, above 0.
 */
export function tChance(t: number, freedom: number): number {
	if (!Number.isFinite(t)) return 0;
	return incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5);
}

/** exp(−25) is 1e-11: chance exceeds that but in one of 1e11 cases. */
const SMALLEST_LOG_T = -25;

/**
 * Where a falling function is 0, by false position with Illinois steps (M. Dowell and P. Jarratt, 1971): in
 * logarithms the chance of a t is nearly straight, so a few steps are enough.
 */
function rootOf(value: (x: number) => number, from: number): number {
	let [low, high] = [from, 0];
	let [above, below] = [value(low), value(high)];
	while (below > 0) {
		[low, above] = [high, below];
		high += 1;
		below = value(high);
	}
	for (let step = 0; step < MOST_STEPS && high - low > PRECISE; step++) {
		const x = (low * below - high * above) / (below - above);
		const at = value(x);
		if (Math.abs(at) < PRECISE || x <= low || x >= high) return x;
		if (at > 0) {
			[low, above] = [x, at];
			below /= 2;
		} else {
			[high, below] = [x, at];
			above /= 2;
		}
	}
	return (low + high) / 2;
}

const quantiles = new Map<string, number>();

/**
 * The t that chance exceeds, on either side, in a share `alpha` of cases: for 95 % intervals `alpha` is 0.05.
 * @param alpha above 0, at most 1.
 * @param freedom degrees of freedom, above 0.
 */
export function tQuantile(alpha: number, freedom: number): number {
	const key = `${alpha}/${freedom}`;
	const known = quantiles.get(key);
	if (known !== undefined) return known;
	const found = Math.exp(
		rootOf((logT) => Math.log(tChance(Math.exp(logT), freedom) / alpha), SMALLEST_LOG_T),
	);
	// Few levels and numbers of prompts occur in a run; a process may live for months.
	if (quantiles.size > 5000) quantiles.clear();
	quantiles.set(key, found);
	return found;
}
