import type { Rectangle } from '../../shared/images/types';

/** One image's place on a sheet. */
export interface SheetCell {
	/** By which `place` finds it. */
	key: string;
	/** What a reviewer answers with: A, B2 …; in a disc above the image. */
	letter?: string;
	/** What is behind the letter, or "Baseline"; beside the letter where it fits, never on a blind sheet. */
	label?: string;
	/** Below the image. */
	caption?: string;
}

/** Rows of images under one heading, kept on one page. */
export interface SheetBlock {
	/** In front of the heading. */
	number?: string;
	/** Undefined: the block goes on with the one before it, without a line between them. */
	heading?: string;
	/** By row, then by column; null for an empty place. */
	lines: Array<Array<SheetCell | null>>;
}

/** What a sheet shows. */
export interface SheetPlan {
	/** Heads every page; empty: none. */
	title: string;
	/** The line below the title. @param first and last the page's blocks, from 0. */
	subtitle(page: { first: number; last: number; number: number; pages: number }): string;
	columns: number;
	blocks: SheetBlock[];
	/** Labels that do not fit beside the letters go into a list at the top: what stands there. */
	legend: Array<{ letter: string; label: string }>;
	/** In a place that was never filled. */
	emptyText: string;
	/**
	 * A cell's proportions, and the width in pixels beyond which it is not drawn larger; 512 × 512
	 * when not given.
	 */
	cell?: { width: number; height: number };
	/**
	 * Width × height that no page exceeds (unless one block alone does); 12 million when not given.
	 */
	maxPagePixels?: number;
}

/** A block in its place. Lengths are in points from its page's top left. */
export interface SheetRow {
	/** From 0, among all blocks. */
	block: number;
	top: number;
	headingLines: string[];
	/** The images' places by line, then by column. */
	cells: Rectangle[][];
	/** From the row's separator to the next one's. */
	height: number;
}

export interface SheetPage {
	/** Points. */
	height: number;
	/** Which part of the whole the page holds. */
	subtitle: string;
	rows: SheetRow[];
}

export interface SheetLayout {
	/**
	 * Pixels a point. A point is a pixel of a phone's 375, so a font of 11 points is read on a
	 * phone as 11 there.
	 */
	scale: number;
	titleLines: string[];
	/** Whether the labels are in a list at the top, because they do not fit beside the letters. */
	legend: boolean;
	/** Points of the strip above each image; 0 without letters and labels. */
	above: number;
	/** Points of the strip below each image; 0 without captions. */
	below: number;
	cellWidth: number;
	pages: SheetPage[];
}

/** Everything's size in points; a sheet is 375 wide, as a phone is. */
export const POINTS = {
	width: 375,
	margin: 10,
	gap: 6,
	title: 15,
	subtitle: 8.5,
	label: 10,
	caption: 8.5,
	heading: 11,
	headingLineHeight: 1.35,
	/** Room for the number, left of the heading. */
	number: 19,
	legendLine: 22,
	separator: 10,
	/** The disc with the letter, above the image: what lies below a badge cannot be judged. */
	badge: 15,
	legendBadge: 16,
} as const;

export const LINE_HEIGHTS = { title: 1.2, label: 1.15, caption: 1.25 } as const;
export const MOST_LINES = { title: 2, heading: 3, label: 2, caption: 2 } as const;

export const BASELINE_LABEL = 'Baseline';

/** Columns narrower than this have no labels beside their letters. */
export const NARROW_CELL = 80;

/** Points of the list of labels. */
export const legendHeight = (labels: number): number => 4 + labels * POINTS.legendLine;
