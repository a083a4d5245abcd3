import type { Decision, DrawingKind } from './page';

/** A spot on an image with what should change there. */
export interface Pin {
	/** Percent from the left edge. */
	x: number;
	/** Percent from the top edge. */
	y: number;
	text: string;
}

export interface ImageDecision {
	/** Index of the image. */
	image: number;
	decision: Decision;
	comment: string;
	pins: Pin[];
	/** A PNG as large as the image, in base64. */
	drawing?: { kind: DrawingKind; png: string };
}

export interface Pick {
	/** Index of the group. */
	group: number;
	/** Index of the image; null for none of them. */
	image: number | null;
	comment: string;
}

/** What the page sends. */
export interface AnswerBody {
	round: string;
	/** Random, made by the page: sent twice, it counts once. */
	id: string;
	reviewer: string;
	/** For `decide`: one for each image. */
	decisions: ImageDecision[];
	/** For `pick`: one for each group. */
	picks: Pick[];
}
