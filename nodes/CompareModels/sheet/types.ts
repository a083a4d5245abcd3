import type { Rectangle } from '../../shared/images/types';

export interface SheetVariant {
	/** What a reviewer answers with: A, B, C … */
	letter: string;
	/** What is behind the letter, "gpt-image-2 · medium" say; not shown on a blind sheet. */
	label: string;
}

export interface SheetOptions {
	prompts: readonly string[];
	variants: readonly SheetVariant[];
	/** Pictures a prompt and variant, one below the other; 1 when not given. */
	repetitions?: number;
	/** Whether the first column holds the stored pictures that the variants are held against. */
	hasBaseline: boolean;
	/** Letters only. */
	blind: boolean;
	/**
	 * A cell's proportions, and the width in pixels beyond which it is not drawn larger; 512 × 512
	 * when not given.
	 */
	cell?: { width: number; height: number };
	/**
	 * Width × height that no page exceeds (unless one prompt's row alone does); 12 million when not
	 * given.
	 */
	maxPagePixels?: number;
}

/** A prompt's row. Lengths are in points from its page's top left. */
export interface SheetRow {
	prompt: number;
	top: number;
	promptLines: string[];
	/** By repetition, then by column (the baseline, where there is one, is column 0). */
	cells: Rectangle[][];
}

export interface SheetPage {
	/** Points. */
	height: number;
	/** The line at the top: which prompts the page holds. */
	title: string;
	rows: SheetRow[];
}

export interface SheetLayout {
	/**
	 * Pixels a point. A point is a pixel of a phone's 375, so a font of 11 points is read on a
	 * phone as 11 there.
	 */
	scale: number;
	/**
	 * Whether the labels stand in a list above the columns, because they do not fit into their
	 * heads.
	 */
	legend: boolean;
	/** Points; the columns' heads start here on every page. */
	headTop: number;
	cellWidth: number;
	pages: SheetPage[];
}

/** Everything's size in points; a sheet is 375 wide, as a phone is. */
export const POINTS = {
	width: 375,
	margin: 10,
	gap: 6,
	title: 8.5,
	label: 10,
	prompt: 11,
	promptLineHeight: 1.35,
	/** Room for the prompt's number, left of its text. */
	number: 19,
	head: 26,
	legendLine: 22,
	separator: 10,
	badge: 20,
	/** In a narrow cell. */
	smallBadge: 14,
	legendBadge: 16,
} as const;

export const BASELINE_LABEL = 'Baseline';

/** Columns narrower than this have small badges and no labels in their heads. */
export const NARROW_CELL = 80;

/** Points, of the disc with the letter. */
export const badgeDiameter = (cellWidth: number) =>
	cellWidth < NARROW_CELL ? POINTS.smallBadge : POINTS.badge;
