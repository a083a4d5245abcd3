import { type Case, shareOf } from './cases';
import { signTest } from '../math/signTest';
import type { PairTally } from './tallyTypes';
import { wilson } from '../math/wilson';

/** Every two variants against each other, on the cases in which pictures of both were judged. */
export function pairsOf(letters: readonly string[], cases: readonly Case[]): PairTally[] {
	return letters.flatMap((letter, index) =>
		letters.slice(index + 1).map((against) => {
			const differences = cases.flatMap(({ votes }) => {
				const [one, other] = [votes.get(letter), votes.get(against)];
				return one && other ? [shareOf(one) - shareOf(other)] : [];
			});
			const wins = differences.filter((difference) => difference > 0).length;
			const losses = differences.filter((difference) => difference < 0).length;
			return {
				letter,
				against,
				wins,
				losses,
				ties: differences.length - wins - losses,
				winRate: wilson(wins, wins + losses),
				chance: signTest(wins, losses),
			};
		}),
	);
}
