import { letterOf } from '../../nodes/shared/letterOf';
import { tally } from '../../nodes/CompareModels/statistics/tally';
import type {
	Decision,
	TallyImage,
	TallyReport,
} from '../../nodes/CompareModels/statistics/tallyTypes';
import type { Random } from './random';

/** A comparison that people vote on, with its truth. */
export interface VotingSetup {
	/** True share of images that people accept, by variant, 0–1. */
	shares: number[];
	prompts: number;
	repetitions: number;
	reviewers: number;
	/** How answers to one prompt hang together, 0–1. */
	correlation: number;
	/**
	 * `yesNo`: each reviewer says yes or no to each image. `oneLetter`: each names the image liked best, or none;
	 * `withoutRepetition`: one answer for all repetitions of a prompt, as people write it into a spreadsheet.
	 */
	ballot: 'yesNo' | 'oneLetter' | 'withoutRepetition';
}

const COST_USD = 0.05;

/** One tally of simulated votes. */
export function simulatedTally(setup: VotingSetup, random: Random): TallyReport {
	const { images, decisions } = simulatedVotes(setup, random);
	return tally(images, decisions);
}

/** True cost per accepted image: every image costs the same. */
export const trueCostPerAccepted = (share: number): number => COST_USD / share;

export function simulatedVotes(
	setup: VotingSetup,
	random: Random,
): { images: TallyImage[]; decisions: Decision[] } {
	const { shares, prompts, repetitions, reviewers, correlation, ballot } = setup;
	const images: TallyImage[] = [];
	const decisions: Decision[] = [];
	const answered = ballot === 'withoutRepetition' ? 1 : repetitions;
	for (let promptIndex = 0; promptIndex < prompts; promptIndex++) {
		const own = shares.map((share) => random.promptShare(share, correlation));
		for (let repetition = 0; repetition < repetitions; repetition++) {
			images.push(...shares.map((_, variant) => imageOf(promptIndex, repetition, variant)));
		}
		for (let repetition = 0; repetition < answered; repetition++) {
			for (let person = 0; person < reviewers; person++) {
				const liked = own.map((share) => random.uniform() < share);
				const where = {
					promptIndex,
					reviewer: `reviewer ${person}`,
					...(ballot !== 'withoutRepetition' && { repetition }),
				};
				decisions.push(...answersOf(where, liked, ballot, random));
			}
		}
	}
	return { images, decisions };
}

function answersOf(
	where: Partial<Decision>,
	liked: boolean[],
	ballot: VotingSetup['ballot'],
	random: Random,
): Decision[] {
	if (ballot === 'yesNo') {
		return liked.map((accepted, variant) => ({ ...where, letter: letterOf(variant), accepted }));
	}
	// Of those liked, any: whoever likes none says so.
	const letters = liked.flatMap((likes, variant) => (likes ? [letterOf(variant)] : []));
	const letter = letters[Math.floor(random.uniform() * letters.length)] ?? 'none';
	return [{ ...where, letter }];
}

function imageOf(promptIndex: number, repetition: number, variant: number): TallyImage {
	const letter = letterOf(variant);
	return {
		...{ promptIndex, repetition, letter, label: '', model: `model ${letter}` },
		...{ costUsd: COST_USD, durationMs: 10_000, status: 'ok', attempts: 1 },
	};
}
