import { simulatedPage, type PageSetup } from './pages';
import { Random } from './random';
import { letterOf } from '../../nodes/shared/letterOf';
import { VoteCounts } from '../../nodes/CompareModels/statistics/cases';
import { comparedImages } from '../../nodes/CompareModels/statistics/comparedImages';
import { duelsOf, pairsOf } from '../../nodes/CompareModels/statistics/pairs';
import { isOut, winnerAmong } from '../../nodes/CompareModels/statistics/ranking';
import { atOnce } from '../../nodes/shared/images/slices';
import { readVotes } from '../../nodes/CompareModels/statistics/votes';
import { simulatedTally, simulatedVotes, trueCostPerAccepted, type VotingSetup } from './votes';

/** What one cell of the simulation found: shares of its runs, 0–1. */
export interface Found {
	[what: string]: number;
}

/** One setting, many runs: the same numbers for the same seed. */
export function simulate(runs: number, seed: string, once: (random: Random) => Found): Found {
	const random = new Random(seed);
	const totals: Found = {};
	for (let run = 0; run < runs; run++) {
		for (const [what, value] of Object.entries(once(random))) {
			totals[what] = (totals[what] ?? 0) + value / runs;
		}
	}
	return totals;
}

/**
 * Votes on variants with known shares: what a tally concludes of them. Strengths and verdicts are left out, which take
 * most of its time and change neither winner nor shortlist.
 */
export function winners(setup: VotingSetup, runs: number, seed: string): Found {
	const best = Math.max(...setup.shares);
	const letters = setup.shares.map((_, variant) => letterOf(variant));
	const shareOf = (letter: string) => setup.shares[letters.indexOf(letter)]!;
	const isTied = setup.shares.filter((share) => share === best).length > 1;
	return simulate(runs, seed, (random) => {
		const { images, decisions } = simulatedVotes(setup, random);
		const compared = comparedImages(images);
		const votes = new VoteCounts(atOnce(readVotes(compared, decisions)).votes);
		const duels = duelsOf(letters, compared.images, votes);
		const winner = winnerAmong(letters, duels);
		const isRight = winner !== null && !isTied && shareOf(winner) === best;
		const out = letters.filter((letter) => isOut(letter, letters, duels));
		return {
			'false winner': Number(winner !== null && !isRight),
			'right winner': Number(isRight),
			// Of several that are equally good, the first.
			'the best is out': Number(out.includes(letters[setup.shares.indexOf(best)]!)),
			'on the shortlist': 1 - out.length / letters.length,
			'false pair in the matrix': Number(
				pairsOf(duels, compared.images, votes).some(
					({ settled, letter, against, difference }) =>
						settled && difference! * (shareOf(letter) - shareOf(against)) <= 0,
				),
			),
		};
	});
}

/** Two variants: how often the intervals hold the truth, and how wide they are. */
export function coverage(setup: VotingSetup, runs: number, seed: string): Found {
	const [a, b] = setup.shares as [number, number];
	const holds = (truth: number, interval: { low: number; high: number | null } | null) =>
		Number(
			interval !== null &&
				interval.low <= truth + 1e-9 &&
				(interval.high === null || interval.high >= truth - 1e-9),
		);
	return simulate(runs, seed, (random) => {
		const { variants, verdicts } = simulatedTally(setup, random);
		const line = verdicts[0]!.lines.find(({ measure }) => measure === 'acceptance')!;
		const [first] = variants;
		return {
			difference: holds(b - a, line.interval),
			'its width': line.interval ? line.interval.high - line.interval.low : 2,
			share: holds(a, first!.share),
			'share’s width': first!.share ? first!.share.high - first!.share.low : 1,
			acceptance: holds(a, first!.acceptance),
			'cost per accepted': holds(trueCostPerAccepted(a), first!.costPerAcceptedInterval),
			'settled in the end': Number(line.word === 'better' || line.word === 'worse'),
		};
	});
}

/** Variants that do not differ: how often a page calls anything better or worse, and a line alone excludes 0. */
export function pages(setup: PageSetup, runs: number, seed: string): Found {
	return simulate(runs, seed, (random) => {
		const lines = simulatedPage(setup, random).flatMap((verdict) => verdict.lines);
		const measured = lines.filter(({ interval }) => interval !== null);
		const alone = measured.filter(({ interval }) => interval!.low > 0 || interval!.high < 0);
		return {
			'any better or worse': Number(
				lines.some(({ word }) => word === 'better' || word === 'worse'),
			),
			'a line alone': alone.length / measured.length,
		};
	});
}
