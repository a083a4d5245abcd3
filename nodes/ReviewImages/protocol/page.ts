import type { Texts } from './pageTexts';

/** `decide`: a decision for each image; `pick`: one image of each group. */
export type BallotKind = 'decide' | 'pick';
export type Decision = 'approve' | 'change' | 'reject';
export type DrawingKind = 'region' | 'markup';

/** An image as the page sees it. Nothing here says which model made it. */
export interface PageImage {
	/** Its place among the round's images, from 0: the only name it has. */
	index: number;
	/** A, B, C … within its group. */
	letter: string;
	/** Pixels, upright. A drawing must have them. */
	width: number;
	height: number;
	/** Whether there is a version before to compare with. */
	hasBefore: boolean;
	/** What was asked for in the round before; empty for nothing. */
	requested: string;
}

/** Images that are shown under one heading: those of one prompt. */
export interface PageGroup {
	/** Empty for none. */
	heading: string;
	/** Indexes. */
	images: number[];
}

/** Everything that the page shows and asks. */
export interface PageData {
	/** The round's id; an answer must carry it. */
	round: string;
	/** From 1. */
	number: number;
	title: string;
	message: string;
	ballot: BallotKind;
	/** What may be decided; for `decide`. */
	decisions: Decision[];
	/** Whether approving is called accepting. */
	isVote: boolean;
	comments: 'optional' | 'required' | 'off';
	drawing: DrawingKind[];
	/** Names to choose from; empty: typed. */
	reviewers: string[];
	nameRequired: boolean;
	answersNeeded: number;
	/** Ids of the answers that are counted. */
	answerIds: string[];
	/** How many reviewers have answered. */
	answersGiven: number;
	/** ISO time; null for no deadline. */
	deadline: string | null;
	allowDownload: boolean;
	/** Whether the full image can be had. */
	hasFull: boolean;
	hasLogo: boolean;
	groups: PageGroup[];
	images: PageImage[];
	texts: Texts;
	/** Path and query of the address for images and answers. */
	address: string;
	/** Path and query of the address that says whether n8n works, waits or has ended. */
	statusAddress: string;
}
