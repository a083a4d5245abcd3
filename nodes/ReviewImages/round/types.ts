import type { IBinaryData } from 'n8n-workflow';
import type { Pin } from '../protocol/answer';
import type { BallotKind, Decision, DrawingKind, PageData } from '../protocol/page';
import type { Texts } from '../protocol/pageTexts';

/** The parameters, as they were when the round was opened. */
export interface RoundSettings extends Pick<
	PageData,
	'title' | 'message' | 'ballot' | 'decisions' | 'comments' | 'drawing' | 'reviewers'
> {
	operation: 'approve' | 'vote';
	/** The version before, to compare with; empty: none. */
	compareWith: string;
	/** How many reviewers must answer. */
	answersNeeded: number;
	stopAtFirstRejection: boolean;
	/** `#rrggbb`; empty: the page's own. */
	accentColor: string;
	/** A field of the first item; empty: none. */
	logo: string;
	allowDownload: boolean;
	showPrompt: boolean;
	/** Pixels of the longer edge. */
	previewSize: number;
	texts: Texts;
	/** Whether an item for the whole round comes out of an output of its own. */
	summary: boolean;
	/** Whether nothing may tell which model made an image. */
	blind: boolean;
}

/** Parameters that hold for the whole round, read from the first item. */
export interface WantedRound {
	settings: RoundSettings;
	/** The binary fields with the images. */
	inputFields: string[];
	/** Null: no deadline. */
	deadline: Date | null;
}

/** A file of n8n's storage or memory that the page may see, with the type that its bytes have. */
export interface ShownFile {
	binary: IBinaryData;
	mimeType: string;
}

/** An image's place in a comparison; of any other image its place in its group. */
export interface ImagePlace {
	prompt: string;
	/** From 0. */
	promptIndex: number;
	/** From 0. */
	repetition: number;
	/** The true letter. */
	variant: string;
	/** One for each run of the comparison; undefined if it has none. */
	comparison?: string;
}

export interface RoundImage {
	/** Index of the input item. */
	item: number;
	/** Name of the binary field. */
	field: string;
	/** The letter that is shown. */
	letter: string;
	place: ImagePlace;
	/** Pixels, upright. */
	width: number;
	height: number;
	preview: ShownFile;
	/** The file as it is; undefined in a blind round. */
	full?: ShownFile;
	before?: ShownFile;
	requested: string;
}

export interface RoundGroup {
	heading: string;
	images: number[];
}

/** A drawing that was checked and is in n8n's storage. */
export interface StoredDrawing {
	kind: DrawingKind;
	binary: IBinaryData;
}

/** A drawing as it was sent: a PNG in base64. */
export interface SentDrawing {
	kind: DrawingKind;
	png: string;
}

export interface RecordedDecision {
	image: number;
	decision: Decision;
	comment: string;
	pins: Pin[];
	drawing?: StoredDrawing;
	/** Until the node runs and stores it. */
	sent?: SentDrawing;
}

export interface RecordedPick {
	group: number;
	image: number | null;
	comment: string;
}

export interface RecordedAnswer {
	id: string;
	/** As typed or chosen; empty if no name was asked for. */
	reviewer: string;
	/** ISO time. */
	at: string;
	decisions: RecordedDecision[];
	picks: RecordedPick[];
}

/** A round of review, from the first wait to the decision. Plain data: n8n saves it with the execution. */
export interface Round {
	/** 128 random bits. */
	id: string;
	/** Which run of the node within its execution. */
	turn: string;
	/** From 1. */
	number: number;
	/** ISO times. */
	openedAt: string;
	deadline: string | null;
	settings: RoundSettings;
	groups: RoundGroup[];
	images: RoundImage[];
	logo?: ShownFile;
	/** In the order in which they came; one of each reviewer. */
	answers: RecordedAnswer[];
}

export type { BallotKind, Decision };
