import { bradleyTerry } from '../../nodes/CompareModels/math/bradleyTerry';
import { holmInFamilies } from '../../nodes/CompareModels/math/holm';
import {
	excludesZero,
	pairedEvidence,
	type PairedEvidence,
} from '../../nodes/CompareModels/math/paired';
import { promptShare } from '../../nodes/CompareModels/math/promptShare';
import { simulate, type Found } from './cells';
import { Random } from './random';

/** Answers to the same prompts on two variants. */
export interface AnsweredPrompts {
	shares: readonly number[];
	prompts: number;
	/** Per prompt and variant. */
	answers: number;
	/** How answers to one prompt hang together, 0–1. */
	correlation: number;
}

export interface PairSetup extends AnsweredPrompts {
	shares: readonly [number, number];
}

function answeredShare(
	share: number,
	{ answers, correlation }: AnsweredPrompts,
	random: Random,
): number {
	const own = random.promptShare(share, correlation);
	let yes = 0;
	for (let answer = 0; answer < answers; answer++) yes += Number(random.uniform() < own);
	return yes / answers;
}

/** The heart of a tally without its answers: 3,000 runs in a second. */
export function samples(setup: PairSetup, runs: number, seed: string): Found {
	const [a, b] = setup.shares;
	const drawn = (share: number, random: Random) =>
		Array.from({ length: setup.prompts }, () => answeredShare(share, setup, random));
	return simulate(runs, seed, (random) => {
		const [first, second] = [drawn(a, random), drawn(b, random)];
		const interval = pairedEvidence(
			second.map((value, prompt) => value - first[prompt]!),
			{ kind: 'share', answers: setup.answers },
		).interval(0.05)!;
		const share = promptShare(first)!;
		return {
			difference: Number(interval.low <= b - a + 1e-9 && interval.high >= b - a - 1e-9),
			width: interval.high - interval.low,
			share: Number(share.low <= a + 1e-9 && share.high >= a - 1e-9),
			'beside 0': Number(excludesZero(interval)),
		};
	});
}

/** Many lines without a difference, corrected as a page: how often any is called clear. */
export function families(
	choices: number,
	others: number,
	prompts: number,
	runs: number,
	seed: string,
): Found {
	const evidenceOf = (random: Random, isShare: boolean): PairedEvidence =>
		pairedEvidence(
			Array.from({ length: prompts }, () =>
				isShare
					? Number(random.uniform() < 0.6) - Number(random.uniform() < 0.6)
					: 0.3 * random.normal(),
			),
			isShare ? { kind: 'share', answers: 1 } : { kind: 'measured', step: 0.1 },
		);
	return simulate(runs, seed, (random) => {
		const lines = [
			Array.from({ length: choices }, () => evidenceOf(random, true)),
			Array.from({ length: others }, (_, index) => evidenceOf(random, index % 2 === 0)),
		];
		const decided = holmInFamilies(
			lines.map((family) =>
				family.map(({ chance, interval }) => ({
					chance,
					settledAt: (alpha: number) => excludesZero(interval(alpha)!),
				})),
			),
			0.05,
		);
		return { 'any clear': Number(decided.flat().some(({ settled }) => settled)) };
	});
}

/** The truth is that of very many prompts. */
const VERY_MANY = 4000;

/** How often the intervals of strengths hold the true ones. */
export function strengths(setup: AnsweredPrompts, runs: number, seed: string): Found {
	const { shares, prompts } = setup;
	const drawn = (count: number, random: Random) =>
		Array.from({ length: count }, () => shares.map((share) => answeredShare(share, setup, random)));
	const truth = bradleyTerry(
		drawn(VERY_MANY, new Random(`truth of ${seed}`)),
		shares.length,
		() => 0,
	);
	return simulate(runs, seed, (random) => {
		const found = bradleyTerry(drawn(prompts, random), shares.length, random.uniform);
		const held = found.filter(
			({ interval }, index) =>
				interval!.low <= truth[index]!.strength && interval!.high >= truth[index]!.strength,
		);
		return { strength: held.length / found.length };
	});
}
