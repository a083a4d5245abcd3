import { mean, sum } from '../math/percentile';
import { pairedEvidence } from '../math/paired';
import { promptShare } from '../math/promptShare';
import { around, type Rate } from '../math/wilson';
import { foldByPrompt } from './fold';
import { PAGE_LEVEL } from './margins';
import type { JudgeVariantReport, PairJudgement, PairReport } from '../judge/types';

/** Every two variants that the judge saw side by side. */
export function pairReports(letters: string[], judged: PairJudgement[]): PairReport[] {
	return letters.flatMap((letter, index) =>
		letters.slice(index + 1).flatMap((against) => {
			const own = judged.filter((pair) => pair.letter === letter && pair.against === against);
			if (own.length === 0) return [];
			const count = (winner: PairJudgement['winner']) =>
				own.filter((pair) => pair.winner === winner).length;
			const differences = [...byPrompt(own, (pair) => sideOf(pair, letter)).values()];
			const evidence = pairedEvidence(
				differences.map((prompt) => prompt.mean),
				{ kind: 'share', answers: mean(differences.map(({ answers }) => answers)) ?? 1 },
			);
			return [
				{
					...{ letter, against, wins: count(letter), losses: count(against) },
					...{ ties: count('tie'), notJudged: count(null) },
					winRate: winRateOf(own, letter),
					chance: evidence.chance,
					prompts: evidence.prompts,
					difference: evidence.prompts === 0 ? null : evidence.difference,
					interval: evidence.interval(PAGE_LEVEL),
				},
			];
		}),
	);
}

const byPrompt = (
	pairs: readonly PairJudgement[],
	valueOf: (pair: PairJudgement) => number | null,
) => foldByPrompt(pairs, valueOf, () => 1);

/** 1 for a win, −1 for a loss, 0 for a tie. */
const sideOf = ({ winner }: PairJudgement, letter: string): number | null =>
	winner === null ? null : winner === 'tie' ? 0 : winner === letter ? 1 : -1;

/** Wins of wins and losses; the interval counts prompts. */
function winRateOf(pairs: readonly PairJudgement[], letter: string): Rate | null {
	const decided = pairs.filter(({ winner }) => winner !== null && winner !== 'tie');
	const won = ({ winner }: PairJudgement) => Number(winner === letter);
	const rate = mean(decided.map(won));
	const share = promptShare([...byPrompt(decided, won).values()].map((prompt) => prompt.mean));
	return rate === null || share === null ? null : around(rate, share);
}

/** What the pairs say of one variant; null if it was in none. */
export function ownPairs(
	letter: string,
	pairs: PairReport[],
	judged: readonly PairJudgement[],
): JudgeVariantReport['pairs'] {
	const own = pairs.filter((pair) => pair.letter === letter || pair.against === letter);
	if (own.length === 0) return null;
	const of = judged.filter((pair) => pair.letter === letter || pair.against === letter);
	const asked = of.filter(({ ordersAgree }) => ordersAgree !== null);
	return {
		wins: sum(own.map((pair) => (pair.letter === letter ? pair.wins : pair.losses))),
		losses: sum(own.map((pair) => (pair.letter === letter ? pair.losses : pair.wins))),
		ties: sum(own.map((pair) => pair.ties)),
		winRate: winRateOf(of, letter),
		ordersAgreed: asked.filter(({ ordersAgree }) => ordersAgree).length,
		ordersAsked: asked.length,
	};
}
