import { agreementOf, type TwoVerdicts } from '../../nodes/CompareModels/math/kappa';
import {
	alphaInterval,
	krippendorffAlpha,
	type AnsweredUnit,
} from '../../nodes/CompareModels/math/krippendorff';
import type { Interval } from '../../nodes/CompareModels/math/paired';
import { simulate, type Found } from './cells';
import { Random } from './random';

/** Images that several judge, alike within a prompt. */
export interface AgreementSetup {
	prompts: number;
	/** Per prompt. */
	images: number;
	/** Share of images that people accept, 0–1. */
	share: number;
	/** How often a second judge follows the first, 0–1; else it guesses. */
	follows: number;
}

const CORRELATION = 0.3;
const REVIEWERS = 3;
/** The truth is that of very many prompts. */
const VERY_MANY = 20_000;

/** How often the intervals of kappa and alpha hold the truth, where they are given, and how wide they are. */
export function agreement(setup: AgreementSetup, runs: number, seed: string): Found {
	const many = { ...setup, prompts: VERY_MANY };
	const truth = new Random(`truth of ${seed}`);
	const kappa = agreementOf(twoVerdicts(many, truth))!.kappa!;
	const alpha = krippendorffAlpha(answers(many, truth).flat())!;
	return simulate(runs, seed, (random) => {
		const kappas = agreementOf(twoVerdicts(setup, random))!.kappaInterval;
		const alphas = alphaInterval(answers(setup, random));
		return {
			kappa: holds(kappas, kappa),
			'its width': kappas ? kappas.high - kappas.low : 2,
			alpha: holds(alphas, alpha),
			'alpha’s width': alphas ? alphas.high - alphas.low : 2,
			'without an interval': (Number(kappas === null) + Number(alphas === null)) / 2,
		};
	});
}

/** No interval claims nothing. */
const holds = (interval: Interval | null, truth: number): number =>
	Number(interval === null || (interval.low <= truth && interval.high >= truth));

function twoVerdicts(setup: AgreementSetup, random: Random): TwoVerdicts[] {
	return Array.from({ length: setup.prompts }, (_, place) => {
		const own = random.promptShare(setup.share, CORRELATION);
		return Array.from({ length: setup.images }, () => {
			const people = random.uniform() < own;
			const judge = random.uniform() < setup.follows ? people : random.uniform() < own;
			return { place, judge, people };
		});
	}).flat();
}

function answers(setup: AgreementSetup, random: Random): AnsweredUnit[][] {
	return Array.from({ length: setup.prompts }, () =>
		Array.from({ length: setup.images }, () => {
			const own = random.promptShare(setup.share, Math.max(0.1, setup.follows));
			const yes = Array.from({ length: REVIEWERS }, () => Number(random.uniform() < own)).reduce(
				(sum, one) => sum + one,
			);
			return { yes, no: REVIEWERS - yes };
		}),
	);
}
