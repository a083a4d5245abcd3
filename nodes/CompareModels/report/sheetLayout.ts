import type { Rectangle } from '../../shared/images/types';
import { measureText } from '../../shared/images/text/drawText';

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
	/** A cell's proportions, and the width in pixels beyond which it is not drawn larger; 512 × 512 when not given. */
	cell?: { width: number; height: number };
	/** Width × height that no page exceeds (unless one prompt's row alone does); 12 million when not given. */
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
	/** Pixels a point. A point is a pixel of a phone's 375, so a font of 11 points is read on a phone as 11 there. */
	scale: number;
	/** Whether the labels stand in a list above the columns, because they do not fit into their heads. */
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
	smallBadge: 14,
} as const;

export const BASELINE_LABEL = 'Baseline';
const PROMPT_LINES = 3;
/** Columns narrower than this have small badges and no labels in their heads. */
export const NARROW_CELL = 80;

const MAX_PAGE_PIXELS = 12_000_000;
/** Of all pages, so that they fit into memory together and, as files, into a mail: photographs take 1 to 2 bytes a pixel. */
const MAX_SHEET_PIXELS = 24_000_000;
/** Chat apps take photographs up to this sum of width and height in pixels. */
const MAX_PAGE_EDGES = 10_000;
/** Pixels a point: below 2 text is blurred on a phone's dense screen, above 6 nothing is gained. */
const SCALE = { min: 2, max: 6 };

/**
 * Where everything goes. The sheet is laid out for a phone's width whatever its number of columns; then it is drawn as
 * large as the wanted cell width and the limits allow.
 */
export function layOutSheet(options: SheetOptions): SheetLayout {
	const { prompts, variants, cell = { width: 512, height: 512 } } = options;
	const columns = variants.length + (options.hasBaseline ? 1 : 0);
	const inner = POINTS.width - 2 * POINTS.margin;
	const cellWidth = (inner - (columns - 1) * POINTS.gap) / columns;
	const cellHeight = (cellWidth * cell.height) / cell.width;
	const legend = !options.blind && variants.some(({ label }) => !fitsHead(label, cellWidth));
	const headTop =
		POINTS.margin + POINTS.title * 1.3 + (legend ? 4 + variants.length * POINTS.legendLine : 0) + 4;
	const rowsTop = headTop + POINTS.head;

	const rows = prompts.map((text, prompt): SheetRow => {
		const promptLines = measureText(text, {
			size: POINTS.prompt,
			maxWidth: inner - POINTS.number,
			maxLines: PROMPT_LINES,
		}).lines;
		const textHeight = Math.max(1, promptLines.length) * POINTS.prompt * POINTS.promptLineHeight;
		const cells = Array.from({ length: options.repetitions ?? 1 }, (_, repetition) =>
			Array.from({ length: columns }, (_column, column) => ({
				x: POINTS.margin + column * (cellWidth + POINTS.gap),
				y: POINTS.separator + textHeight + 5 + repetition * (cellHeight + POINTS.gap),
				width: cellWidth,
				height: cellHeight,
			})),
		);
		return { prompt, top: 0, promptLines, cells };
	});
	const total = rows.reduce((sum, row) => sum + heightOf(row), rowsTop);
	const wanted = Math.min(
		SCALE.max,
		cell.width / cellWidth,
		Math.sqrt(MAX_SHEET_PIXELS / (total * POINTS.width)),
	);
	const scale = Math.max(SCALE.min, wanted);
	const pixelWidth = POINTS.width * scale;
	const maxPixels = options.maxPagePixels ?? MAX_PAGE_PIXELS;
	const maxHeight = Math.min(maxPixels / pixelWidth, MAX_PAGE_EDGES - pixelWidth) / scale;
	const pages = paginate(rows, rowsTop, Math.floor(maxHeight * scale) / scale);
	pages.forEach((page, index) => (page.title = titleOf(page, index, pages.length, options)));
	return { scale, legend, headTop, cellWidth, pages };
}

/** As few pages as the height allows, filled about alike. */
function paginate(rows: SheetRow[], rowsTop: number, maxHeight: number): SheetPage[] {
	const around = rowsTop + POINTS.margin;
	const heights = rows.map(heightOf);
	const fewest = split(heights, maxHeight - around);
	const even = heights.reduce((sum, height) => sum + height, 0) / fewest.length;
	const balanced = split(heights, Math.min(maxHeight - around, even + Math.max(...heights) / 2));
	const counts = balanced.length > fewest.length ? fewest : balanced;
	const left = [...rows];
	return counts.map((count) => {
		const page: SheetPage = { height: around, title: '', rows: left.splice(0, count) };
		for (const row of page.rows) {
			const height = heightOf(row);
			row.top = page.height - POINTS.margin;
			for (const rectangle of row.cells.flat()) rectangle.y += row.top;
			page.height += height;
		}
		return page;
	});
}

/** How many rows go on each page. A row that is higher than the room has a page of its own. */
function split(heights: number[], room: number): number[] {
	const counts: number[] = [];
	let used = Infinity;
	for (const height of heights) {
		if (used + height > room) {
			counts.push(0);
			used = 0;
		}
		counts.push((counts.pop() ?? 0) + 1);
		used += height;
	}
	return counts;
}

/** From a row's separator to the next one's. Before paging, where cells are counted from the row's top. */
function heightOf({ top, cells }: SheetRow): number {
	const last = cells.at(-1)?.[0];
	return last ? last.y + last.height - top + POINTS.separator : 0;
}

function fitsHead(label: string, cellWidth: number): boolean {
	if (cellWidth < NARROW_CELL) return false;
	const maxWidth = cellWidth - POINTS.badge - 5;
	const whole = label.split(/\s+/).every((word) => {
		return measureText(word, { size: POINTS.label }).width <= maxWidth;
	});
	return whole && measureText(label, { size: POINTS.label, maxWidth }).lines.length <= 2;
}

function titleOf(page: SheetPage, index: number, pages: number, options: SheetOptions): string {
	const count = options.prompts.length;
	if (pages === 1)
		return `${count} ${count === 1 ? 'prompt' : 'prompts'} × ${options.variants.length} variants`;
	const [first, last] = [(page.rows[0]?.prompt ?? 0) + 1, (page.rows.at(-1)?.prompt ?? 0) + 1];
	const range = first === last ? `Prompt ${first}` : `Prompts ${first}–${last}`;
	return `${range} of ${count} · page ${index + 1} of ${pages}`;
}
