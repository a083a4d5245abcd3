import type { Comparison, ComparisonCell } from '../comparison/types';
import { mean } from '../math/percentile';

/** `json.report.slices`: descriptive, without a claim. */
export interface Slice {
	/** Of the input field; empty: the item has none. */
	value: string;
	prompts: number;
	variants: Array<{
		letter: string;
		/** Requests that were answered, or images that there were. */
		images: number;
		arrived: number;
		refused: number;
		/** Images that the judge accepts, of those that it judged. */
		accepted: number | null;
		judged: number;
		/** The judge's mean score, 0–1. */
		score: number | null;
		/** USD, the mean of images with a known price. */
		costPerImageUsd: number | null;
	}>;
}

/** Results by the value of an input field, in the order of the prompts. Undefined if nothing is sliced. */
export function slicesOf({ sliceBy, prompts, variants, cells }: Comparison): Slice[] | undefined {
	if (sliceBy === undefined) return undefined;
	const values = [...new Set(prompts.map(({ slice = '' }) => slice))];
	return values.map((value) => {
		const own = prompts.flatMap(({ slice = '' }, index) => (slice === value ? [index] : []));
		const inSlice = new Set(own);
		return {
			value,
			prompts: own.length,
			variants: variants.map(({ letter }, variantIndex) => ({
				letter,
				...numbersOf(
					cells.filter(
						(cell) => cell.variantIndex === variantIndex && inSlice.has(cell.promptIndex),
					),
				),
			})),
		};
	});
}

function numbersOf(cells: readonly ComparisonCell[]) {
	const arrived = cells.filter(({ status }) => status === 'ok');
	const judged = arrived.flatMap(({ judge }) =>
		typeof judge?.accepted === 'boolean' ? [judge.accepted] : [],
	);
	return {
		images: cells.length,
		arrived: arrived.length,
		refused: cells.filter(({ status }) => status === 'refused').length,
		accepted: judged.length === 0 ? null : judged.filter(Boolean).length,
		judged: judged.length,
		score: mean(arrived.flatMap(({ judge }) => judge?.score?.mean ?? [])),
		costPerImageUsd: mean(arrived.flatMap(({ costUsd }) => costUsd ?? [])),
	};
}
