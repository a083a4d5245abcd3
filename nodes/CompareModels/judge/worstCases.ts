import type { ComparisonCell } from '../report/types';
import type { CellJudgement, JudgeReport } from './types';

/** As many as a person looks at before they know what is wrong. */
export const MOST_WORST_CASES = 6;

/**
 * The pictures that the judge would not take, the worst first: those that fail at a gate or say
 * something else, then by score and by wrong letters.
 */
export function worstCases(cells: readonly ComparisonCell[]): JudgeReport['worst'] {
	return cells
		.flatMap(({ judge, ...cell }) => (judge?.accepted === false ? [{ cell, judge }] : []))
		.sort(
			(a, b) =>
				badness(b.judge) - badness(a.judge) ||
				a.cell.promptIndex - b.cell.promptIndex ||
				a.cell.variantIndex - b.cell.variantIndex,
		)
		.slice(0, MOST_WORST_CASES)
		.map(({ cell: { promptIndex, repetition, letter }, judge }) => ({
			...{ promptIndex, repetition, letter },
			why: whyNotAccepted(judge),
		}));
}

/** Missing quality and wrong letters weigh alike, each up to 1. */
function badness({ score, text }: CellJudgement): number {
	return 1 - (score?.mean ?? 1) + Math.min(1, text?.errorRate.mean ?? 0);
}

function whyNotAccepted({ gates, grades, text }: CellJudgement): string[] {
	const failed = gates.filter(({ passed }) => !passed);
	const low = grades.filter(({ mean }) => mean < 3);
	return [
		...(text && !text.exact ? ['Text differs'] : []),
		...failed.map(({ name, reason }) => `${name}: ${reason || 'no'}`),
		...low.map(({ name, reason }) => `${name}: ${reason || 'low grade'}`),
	];
}
