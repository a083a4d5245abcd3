import type { CallImage, ImageCall } from '../../shared/items/imageCall';
import type { Variant } from './settings';

/** A cell's place in the matrix, all from 0. */
export interface CellPlace {
	promptIndex: number;
	variantIndex: number;
	repetition: number;
}

export interface PlannedCell extends CellPlace {
	/** With the model that is asked: a retired one may have been replaced. */
	variant: Variant;
	call: ImageCall;
}

/** A cell with what became of it. */
export interface FinishedCell extends PlannedCell {
	image: CallImage;
}
