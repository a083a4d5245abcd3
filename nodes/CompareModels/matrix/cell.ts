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

export interface PlannedCell extends CellPlace {
	/** With the model that is asked: a retired one may have been replaced. */
	variant: Variant;
	/** The letter that reviewers see, where the comparison is blind. */
	shownAs?: string;
	call: ImageCall;
}

/** A cell with what became of it. */
export interface FinishedCell extends PlannedCell {
	image: CallImage;
}
