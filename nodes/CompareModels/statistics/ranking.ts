import { bradleyTerry } from '../math/bradleyTerry';
import type { Interval } from '../math/paired';
import { seededNumbers } from '../math/seededShuffle';
import type { VoteCounts } from './cases';
import type { CountedImage } from './comparedImages';
import { foldByPrompt } from './fold';
import { FEWEST_PROMPTS, PAGE_LEVEL } from './margins';
import { beats, type Duel } from './pairs';
import type { PairTally, RankedVariant, Ranking } from './tallyTypes';

const FEWEST_VARIANTS = 3;
/** Any fixed text: the same votes give the same intervals. */
const SEED = 'ranking';

/** All variants in order, with what can be said of their places. Null with fewer than three. */
export function rankingOf(
	letters: readonly string[],
	images: readonly CountedImage[],
	votes: VoteCounts,
	duels: readonly Duel[],
	pairs: readonly PairTally[],
): Ranking | null {
	if (letters.length < FEWEST_VARIANTS) return null;
	const strengths = strengthsOf(letters, images, votes);
	if (strengths === null) return null;
	const variants = letters
		.map((letter, index): RankedVariant => {
			const above = pairs.filter((pair) => pair.settled && loserOf(pair) === letter).length;
			const below = pairs.filter((pair) => pair.settled && winnerOf(pair) === letter).length;
			return {
				letter,
				...strengths[index]!,
				bestRank: 1 + above,
				worstRank: letters.length - below,
				isOut: isOut(letter, letters, duels),
			};
		})
		.sort((a, b) => b.strength - a.strength);
	return {
		variants,
		winner: winnerAmong(letters, duels),
		shortlist: variants.filter(({ isOut: out }) => !out).map(({ letter }) => letter),
	};
}

/** The variant that beats every other at 5 %: an intersection-union test needs no correction. */
export function winnerAmong(letters: readonly string[], duels: readonly Duel[]): string | null {
	const winner = letters.find((letter) =>
		letters.every((other) => other === letter || isAhead(letter, other, duels)),
	);
	return letters.length > 1 && winner !== undefined ? winner : null;
}

function isAhead(letter: string, other: string, duels: readonly Duel[]): boolean {
	const duel = duels.find((one) => isBetween(one, letter, other));
	return duel !== undefined && beats(duel) && sideOf(duel) === letter;
}

/** Below some other variant: one-sided, Bonferroni over the rivals. */
export function isOut(letter: string, letters: readonly string[], duels: readonly Duel[]): boolean {
	const oneSided = PAGE_LEVEL / (letters.length - 1);
	return duels.some((duel) => {
		if (duel.letter !== letter && duel.against !== letter) return false;
		const interval = duel.evidence.interval(2 * oneSided);
		if (interval === null || duel.evidence.prompts < FEWEST_PROMPTS) return false;
		return duel.letter === letter ? interval.high < 0 : interval.low > 0;
	});
}

const isBetween = ({ letter, against }: Duel, one: string, other: string): boolean =>
	(letter === one && against === other) || (letter === other && against === one);
const sideOf = ({ letter, against, evidence }: Duel): string =>
	evidence.difference > 0 ? letter : against;
const winnerOf = ({ letter, against, difference }: PairTally): string =>
	(difference ?? 0) > 0 ? letter : against;
const loserOf = ({ letter, against, difference }: PairTally): string =>
	(difference ?? 0) > 0 ? against : letter;

/** Null without an answer. */
function strengthsOf(
	letters: readonly string[],
	images: readonly CountedImage[],
	votes: VoteCounts,
): Array<{ strength: number; interval: Interval | null }> | null {
	const folded = letters.map((letter) =>
		foldByPrompt(
			images
				.filter((image) => image.letter === letter)
				.map((image) => ({ image, promptIndex: image.place })),
			({ image }) => votes.usableShare(image),
			() => 1,
		),
	);
	const places = [...new Set(folded.flatMap((one) => [...one.keys()]))].sort((a, b) => a - b);
	if (places.length === 0) return null;
	return bradleyTerry(
		places.map((place) => folded.map((one) => one.get(place)?.mean)),
		letters.length,
		seededNumbers(SEED),
	);
}
