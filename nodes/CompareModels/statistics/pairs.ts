import { holm } from '../math/holm';
import { excludesZero, pairedEvidence, type PairedEvidence } from '../math/paired';
import { mean } from '../math/percentile';
import { promptShare } from '../math/promptShare';
import { promptsThatSettle } from '../math/settle';
import { around, type Rate } from '../math/wilson';
import { shareOf, type VoteCounts } from './cases';
import { caseKey, type CountedImage } from './comparedImages';
import { foldByPrompt } from './fold';
import { FEWEST_PROMPTS, MARGINS, PAGE_LEVEL } from './margins';
import type { PairTally } from './tallyTypes';

/** Shares that differ by less are level: float noise is not a preference. */
const NOISE = 1e-9;

/** Two variants: what is shown of them, and what can be concluded. */
export interface Duel {
	letter: string;
	against: string;
	/** On the prompts that both were answered or refused on; `letter` minus `against`. */
	evidence: PairedEvidence;
}

/** Two-sided, for this pair alone. */
export const beats = ({ evidence }: Duel): boolean => {
	const interval = evidence.interval(PAGE_LEVEL);
	return evidence.prompts >= FEWEST_PROMPTS && interval !== null && excludesZero(interval);
};

/**
 * About how many more prompts would settle who is ahead, if difference and spread stay as seen. Null if it is
 * settled, where the two are level, and where no number of prompts would do.
 */
export function morePromptsOf(duel: Duel): number | null {
	const { prompts, difference } = duel.evidence;
	if (prompts < 2 || Math.abs(difference) < NOISE || beats(duel)) return null;
	const needed = promptsThatSettle(
		duel.evidence,
		PAGE_LEVEL,
		MARGINS.acceptance,
		Math.max(FEWEST_PROMPTS, prompts + 1),
	);
	return needed === null ? null : needed - prompts;
}

/** Every two variants against each other. */
export function duelsOf(
	letters: readonly string[],
	images: readonly CountedImage[],
	votes: VoteCounts,
): Duel[] {
	const folded = new Map(
		letters.map((letter) => [
			letter,
			foldByPrompt(
				images
					.filter((image) => image.letter === letter)
					.map((image) => ({ image, promptIndex: image.place })),
				({ image }) => votes.usableShare(image),
				({ image }) => votes.answers(image),
			),
		]),
	);
	return everyTwo(letters).map(([letter, against]) => {
		const [one, other] = [folded.get(letter)!, folded.get(against)!];
		const shared = [...one.keys()].filter((place) => other.has(place));
		const answers = shared.map(
			(place) => (one.get(place)!.answers + other.get(place)!.answers) / 2,
		);
		return {
			...{ letter, against },
			evidence: pairedEvidence(
				shared.map((place) => one.get(place)!.mean - other.get(place)!.mean),
				{ kind: 'share', answers: mean(answers) ?? 1 },
			),
		};
	});
}

const everyTwo = (letters: readonly string[]): Array<readonly [string, string]> =>
	letters.flatMap((letter, index) =>
		letters.slice(index + 1).map((against) => [letter, against] as const),
	);

/** Counts of the images that reviewers saw of both, with the test of the prompts. */
export function pairsOf(
	duels: readonly Duel[],
	images: readonly CountedImage[],
	votes: VoteCounts,
): PairTally[] {
	const corrected = holm(
		duels.map((duel) => ({
			chance: duel.evidence.chance,
			settledAt: (alpha: number) => {
				const interval = duel.evidence.interval(alpha);
				return (
					duel.evidence.prompts >= FEWEST_PROMPTS && interval !== null && excludesZero(interval)
				);
			},
		})),
		PAGE_LEVEL,
	);
	return duels.map((duel, index) => {
		const { letter, against, evidence } = duel;
		const cases = casesOf(letter, against, images, votes);
		const wins = cases.filter(({ difference }) => difference > NOISE).length;
		const losses = cases.filter(({ difference }) => difference < -NOISE).length;
		return {
			...{ letter, against, wins, losses },
			ties: cases.length - wins - losses,
			winRate: winRateOf(cases),
			chance: evidence.chance,
			prompts: evidence.prompts,
			difference: evidence.prompts === 0 ? null : evidence.difference,
			interval: evidence.interval(PAGE_LEVEL),
			settled: corrected[index]!.settled,
			morePrompts: morePromptsOf(duel),
		};
	});
}

interface Case {
	place: number;
	difference: number;
}

function casesOf(
	letter: string,
	against: string,
	images: readonly CountedImage[],
	votes: VoteCounts,
): Case[] {
	const rivals = new Map(
		images.filter((image) => image.letter === against).map((image) => [caseKey(image), image]),
	);
	return images.flatMap((image) => {
		const rival = rivals.get(caseKey(image));
		if (image.letter !== letter || !rival) return [];
		const [own, other] = [votes.of(image), votes.of(rival)];
		return own && other ? [{ place: image.place, difference: shareOf(own) - shareOf(other) }] : [];
	});
}

/** Wins of wins and losses; the interval counts prompts. */
function winRateOf(cases: readonly Case[]): Rate | null {
	const decided = cases
		.filter(({ difference }) => Math.abs(difference) > NOISE)
		.map(({ place, difference }) => ({ promptIndex: place, won: Number(difference > 0) }));
	const rate = mean(decided.map(({ won }) => won));
	const byPrompt = foldByPrompt(
		decided,
		({ won }) => won,
		() => 1,
	);
	const folded = promptShare([...byPrompt.values()].map((one) => one.mean));
	return rate === null || folded === null ? null : around(rate, folded);
}
