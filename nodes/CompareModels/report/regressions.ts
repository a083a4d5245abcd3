import { mean } from '../math/percentile';
import { MARGINS } from '../statistics/margins';
import type { Comparison, ComparisonCell } from '../comparison/types';

/** What a switch from the first variant to another makes worse on one prompt. */
export interface Regression {
	letter: string;
	/** In a few words, behind the letter. */
	why: string;
	/** The larger, the worse. */
	weight: number;
}

/** The regressions of each prompt, the worst first; empty if nothing gets worse. */
export function regressionsOf({ prompts, variants, cells }: Comparison): Regression[][] {
	const byPlace = new Map<string, ComparisonCell[]>();
	for (const cell of cells) {
		const key = `${cell.promptIndex}/${cell.variantIndex}`;
		byPlace.set(key, [...(byPlace.get(key) ?? []), cell]);
	}
	return prompts.map((_, prompt) => {
		const first = byPlace.get(`${prompt}/0`) ?? [];
		return variants
			.slice(1)
			.flatMap(({ letter }, index) => {
				const other = byPlace.get(`${prompt}/${index + 1}`) ?? [];
				const worst = worstOf(first, other);
				return worst ? [{ letter, ...worst }] : [];
			})
			.sort((a, b) => b.weight - a.weight);
	});
}

type Of = (cell: ComparisonCell) => number | undefined;

const arrives: Of = ({ status }) =>
	status === 'budget' || status === 'cancelled' ? undefined : Number(status === 'ok');
const accepts: Of = ({ judge }) =>
	typeof judge?.accepted === 'boolean' ? Number(judge.accepted) : undefined;
const readsRight: Of = ({ judge }) => (judge?.text ? Number(judge.text.exact) : undefined);
const scores: Of = ({ judge }) => judge?.score?.mean;

/** In the order of their weight. */
const KINDS: Array<{ of: Of; least: number; weight: number; why: string }> = [
	{ of: arrives, least: 0.001, weight: 4, why: 'brought no image' },
	{ of: accepts, least: 0.001, weight: 3, why: 'is not accepted by the judge' },
	{ of: readsRight, least: 0.001, weight: 2, why: 'has wrong text' },
	{ of: scores, least: MARGINS.judge, weight: 1, why: 'has a lower score' },
];

function worstOf(
	first: readonly ComparisonCell[],
	other: readonly ComparisonCell[],
): Omit<Regression, 'letter'> | undefined {
	for (const { of, least, weight, why } of KINDS) {
		const [before, after] = [first, other].map((cells) =>
			mean(cells.map(of).filter((value) => value !== undefined)),
		);
		if (before === null || after === null || before === undefined || after === undefined) continue;
		if (before - after >= least) return { why, weight: weight + (before - after) / 2 };
	}
	return undefined;
}
