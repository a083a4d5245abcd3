import type { CallImage, ImageCall } from '../../shared/items/imageCall';
import type { Variant } from './settings';

/** A cell's place in the matrix, all from 0. */
export interface CellPlace {
	promptIndex: number;
	variantIndex: number;
	repetition: number;
	/** Where it is shown among the variants of its prompt: that of the variant, but shuffled where blind. */
	column: number;
}

/** A cell with what is shown in it. */
interface VariantCell extends CellPlace {
	/** With the model that is asked: a retired one may have been replaced. */
	variant: Variant;
	/** The letter that reviewers see, where the comparison is blind. */
	shownAs?: string;
}

export interface PlannedCell extends VariantCell {
	call: ImageCall;
}

/** A cell with what became of it: requested by this run, or an image that there was before. */
export interface FinishedCell extends VariantCell {
	/** The input item that it belongs to. */
	itemIndex: number;
	prompt: string;
	/** USD, the most that its request can cost; null if no price is known, undefined without a request. */
	mostCostUsd?: number | null;
	image: CallImage;
	/** Of an image that there was before: how the sheet names it. */
	fileName?: string;
}

/** Prompt by prompt, then by repetition, then by variant. */
export const inReadingOrder = (a: CellPlace, b: CellPlace): number =>
	a.promptIndex - b.promptIndex || a.repetition - b.repetition || a.variantIndex - b.variantIndex;

/** By which a cell is found. */
export const cellKey = ({
	promptIndex,
	variantIndex,
	repetition,
}: Pick<CellPlace, 'promptIndex' | 'variantIndex' | 'repetition'>): string =>
	`${promptIndex}/${variantIndex}/${repetition}`;
