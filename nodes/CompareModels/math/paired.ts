import { MOST_EXACT_PROMPTS, signFlipChance } from './signFlip';
import { tChance, tQuantile } from './studentT';

/** Both ends belong to it. */
export interface Interval {
	low: number;
	high: number;
}

/**
 * What is compared on each prompt. `share`: of answers, 0–1, from `answers` answers per prompt and variant (a
 * mean). `measured`: a number, of which `step` is the least that one answer more could change.
 */
export type Scale = { kind: 'share'; answers: number } | { kind: 'measured'; step: number };

/** What the prompts that two variants share say about the difference between them. */
export interface PairedEvidence {
	prompts: number;
	/** The mean of the differences. */
	difference: number;
	/** Standard deviation of the differences. */
	spread: number;
	/** What was added each way because the differences say too little; 0 where nothing was. */
	worth: number;
	/** Two-sided, 0–1: an interval at a level below it contains 0. */
	chance: number;
	/** @param alpha 0.05 for 95 %. Null if no interval can be given: one prompt says nothing about others. */
	interval(alpha: number): Interval | null;
}

/** Differences below this are float noise. */
const NOISE = 1e-9;
/** Finer steps are, too. */
const STEPS = 1e12;
/** Up to so many answers per prompt, shares are too coarse for Student's t alone. */
const FEW_ANSWERS = 2;

/** A mean with what belongs to it. */
interface Sample {
	mean: number;
	standardError: number;
	freedom: number;
}

/**
 * Paired t on the prompts' differences. Where their spread is 0, or shares are so coarse that t alone covers
 * too little, the interval is the wider of it and the same with one answer's worth added each way
 * (D. G. Bonett and R. M. Price, Adjusted Wald confidence interval for a difference of binomial proportions
 * based on paired data, 2012). Where the exact sign-flip test of shares does not exclude chance, the interval
 * reaches to 0, too. `npm run simulate` shows what that covers.
 * @param differences one per prompt: the mean of the second variant minus that of the first.
 */
export function pairedEvidence(differences: readonly number[], scale: Scale): PairedEvidence {
	const rounded = differences.map((value) =>
		Math.abs(value) < NOISE ? 0 : Math.round(value * STEPS) / STEPS,
	);
	const plain = sampleOf(rounded);
	const worth = worthOf(rounded, plain, scale);
	const samples = samplesOf(rounded, plain, worth, scale.kind === 'measured' ? plain.mean : 0);
	const fullTies = isAllOrNothing(rounded) ? 1 : 0.5;
	const flip =
		scale.kind === 'share' && rounded.length <= MOST_EXACT_PROMPTS
			? signFlipChance(rounded, fullTies)
			: 0;
	return {
		prompts: rounded.length,
		difference: plain.mean,
		spread: plain.standardError * Math.sqrt(rounded.length),
		worth,
		get chance() {
			return rounded.length < 2 ? 1 : Math.max(flip, ...samples.map(chanceOf));
		},
		interval: (alpha) => {
			if (rounded.length < 2) return null;
			const hull = samples.map((sample) => intervalOf(sample, alpha)).reduce(hullOf);
			const wide = flip > alpha ? hullOf(hull, { low: 0, high: 0 }) : hull;
			if (scale.kind === 'measured') return wide;
			return { low: Math.max(-1, wide.low), high: Math.min(1, wide.high) };
		},
	};
}

const isAllOrNothing = (differences: readonly number[]): boolean =>
	differences.every((value) => [-1, 0, 1].includes(value));

/** One answer's worth where the differences do not vary or are too coarse; else 0. */
function worthOf(differences: readonly number[], plain: Sample, scale: Scale): number {
	const steady = plain.standardError < NOISE;
	if (scale.kind === 'measured') return steady ? scale.step : 0;
	if (isAllOrNothing(differences) || steady) return 1;
	return scale.answers <= FEW_ANSWERS ? 1 / scale.answers : 0;
}

/** What the interval must cover. */
function samplesOf(
	differences: readonly number[],
	plain: Sample,
	worth: number,
	middle: number,
): Sample[] {
	if (worth === 0) return [plain];
	const adjusted = sampleOf([...differences, middle - worth, middle + worth]);
	return plain.standardError < NOISE ? [adjusted] : [plain, adjusted];
}

function sampleOf(values: readonly number[]): Sample {
	const count = values.length;
	const mean = values.reduce((total, value) => total + value, 0) / Math.max(1, count);
	const squares = values.reduce((total, value) => total + (value - mean) ** 2, 0);
	const freedom = Math.max(1, count - 1);
	return { mean, freedom, standardError: Math.sqrt(squares / freedom / Math.max(1, count)) };
}

const chanceOf = ({ mean, standardError, freedom }: Sample): number =>
	mean === 0 ? 1 : tChance(mean / standardError, freedom);

function intervalOf({ mean, standardError, freedom }: Sample, alpha: number): Interval {
	const half = tQuantile(alpha, freedom) * standardError;
	return { low: mean - half, high: mean + half };
}

const hullOf = (one: Interval, other: Interval): Interval => ({
	low: Math.min(one.low, other.low),
	high: Math.max(one.high, other.high),
});

export const excludesZero = ({ low, high }: Interval): boolean => low > 0 || high < 0;
