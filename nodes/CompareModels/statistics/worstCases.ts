import type { ComparisonCell } from '../comparison/types';
import type { CellJudgement, JudgeReport } from '../judge/types';

/** As many as a person looks at before they know what is wrong. */
export const MOST_WORST_CASES = 6;

/** Among the reasons where the text is not exactly right. */
export const TEXT_DIFFERS = 'Text differs';
const LOW_GRADE = 3;

/**
 * The images that the judge would not take, the worst first: those that fail at a gate or say
 * something else, then by score and by wrong characters.
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

/** Missing quality and wrong characters weigh alike, each up to 1. */
function badness({ score, text }: CellJudgement): number {
	return 1 - (score?.mean ?? 1) + Math.min(1, text?.errorRate.mean ?? 0);
}

/** The lowest grade says why, where nothing is plainly wrong. */
function whyNotAccepted({ gates, grades, text }: CellJudgement): string[] {
	const failed = gates.filter(({ passed }) => !passed);
	const low = grades.filter(({ mean }) => mean < LOW_GRADE);
	const lowest = [...grades].sort((a, b) => a.mean - b.mean).slice(0, 1);
	const wrong = text !== null && !text.exact;
	const named = wrong || failed.length > 0 || low.length > 0 ? low : lowest;
	return [
		...(wrong ? [TEXT_DIFFERS] : []),
		...failed.map(({ name, reason }) => `${name}: no${inBrackets(reason)}`),
		...named.map(
			({ name, mean, reason }) => `${name}: ${shortNumber(mean)} of 5${inBrackets(reason)}`,
		),
	];
}

const inBrackets = (reason: string) => (reason === '' ? '' : ` (${reason.replace(/\.$/, '')})`);
const shortNumber = (value: number) => String(Math.round(value * 10) / 10);
