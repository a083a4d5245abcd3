import { Slices } from '../../shared/images/slices';
import { measureText } from '../../shared/images/text/drawText';
import { openFonts } from '../../shared/images/text/outlines';
import { paginate } from './pages';
import {
	legendHeight,
	LINE_HEIGHTS,
	MOST_LINES,
	NARROW_CELL,
	POINTS,
	type SheetBlock,
	type SheetCell,
	type SheetLayout,
	type SheetPlan,
	type SheetRow,
} from './types';

const MAX_PAGE_PIXELS = 12_000_000;
/** Of all pages together: they may all be in memory, when cells come in an unlucky order. */
const MAX_SHEET_PIXELS = 24_000_000;
/** Of all cells together: as PNG a photograph takes 1 to 2 bytes a pixel, and the files get mailed. */
const MAX_IMAGE_PIXELS = 12_000_000;
/** Chat apps take photographs up to this sum of width and height in pixels. */
const MAX_PAGE_EDGES = 10_000;
/**
 * Pixels a point: below 2 text is blurred on a phone's dense screen, above 6 nothing is gained.
 */
const SCALE = { min: 2, max: 6 };

/** Points between the margins. */
export const INNER_WIDTH = POINTS.width - 2 * POINTS.margin;

/**
 * Where everything goes. The sheet is laid out for a phone's width whatever its number of
 * columns; then it is drawn as large as the wanted cell width and the limits allow.
 * @throws the signal's reason once it is aborted.
 */
export async function layOutSheet(plan: SheetPlan, signal?: AbortSignal): Promise<SheetLayout> {
	await openFonts();
	const slices = new Slices(signal);
	const { blocks, columns, cell = { width: 512, height: 512 } } = plan;
	const cellWidth = (INNER_WIDTH - (columns - 1) * POINTS.gap) / columns;
	const size = { width: cellWidth, height: (cellWidth * cell.height) / cell.width };
	const titleLines = measureText(plan.title, {
		size: POINTS.title,
		bold: true,
		maxWidth: INNER_WIDTH,
		maxLines: MOST_LINES.title,
	}).lines;
	const cells = blocks.flatMap(({ lines }) => lines.flat()).filter((one) => one !== null);
	const legend = plan.legend.some(({ label }) => !fitsStrip(label, cellWidth));
	const above = stripAbove(cells, cellWidth, legend);
	const below = await stripBelow(cells, cellWidth, slices);
	const rowsTop =
		POINTS.margin +
		titleLines.length * POINTS.title * LINE_HEIGHTS.title +
		POINTS.subtitle * 1.3 +
		(legend ? legendHeight(plan.legend.length) : 0) +
		6;

	const rows: SheetRow[] = [];
	for (const [index, block] of blocks.entries()) {
		rows.push(rowOf(block, index, { size, above, below }));
		if (slices.due) await slices.pause();
	}
	const total = rows.reduce((sum, { height }) => sum + height, rowsTop);
	const wanted = Math.min(
		SCALE.max,
		cell.width / cellWidth,
		Math.sqrt(MAX_SHEET_PIXELS / (total * POINTS.width)),
		Math.sqrt(MAX_IMAGE_PIXELS / (Math.max(1, cells.length) * size.width * size.height)),
	);
	const scale = Math.max(SCALE.min, wanted);
	const pixelWidth = POINTS.width * scale;
	const maxPixels = plan.maxPagePixels ?? MAX_PAGE_PIXELS;
	const maxHeight = Math.min(maxPixels / pixelWidth, MAX_PAGE_EDGES - pixelWidth) / scale;
	const pages = paginate(rows, rowsTop, Math.floor(maxHeight * scale) / scale);
	pages.forEach((page, index) => {
		const [first, last] = [page.rows[0]?.block ?? 0, page.rows.at(-1)?.block ?? 0];
		page.subtitle = plan.subtitle({ first, last, number: index + 1, pages: pages.length });
	});
	return { scale, titleLines, legend, above, below, cellWidth, pages };
}

function rowOf(
	{ number: numbered = '', heading, lines }: SheetBlock,
	block: number,
	{ size, above, below }: { size: { width: number; height: number }; above: number; below: number },
): SheetRow {
	const headingLines =
		heading === undefined
			? []
			: measureText(heading, {
					size: POINTS.heading,
					// As it is painted: without a number it is bold, and begins where the number would.
					bold: numbered === '',
					maxWidth: INNER_WIDTH - (numbered === '' ? 0 : POINTS.number),
					maxLines: MOST_LINES.heading,
				}).lines;
	const head =
		heading === undefined
			? 0
			: POINTS.separator +
				Math.max(1, headingLines.length) * POINTS.heading * POINTS.headingLineHeight +
				5;
	const pitch = above + size.height + below + POINTS.gap;
	const cells = lines.map((line, number) =>
		line.map((_cell, column) => ({
			x: POINTS.margin + column * (size.width + POINTS.gap),
			y: head + above + number * pitch,
			...size,
		})),
	);
	const height = head + lines.length * pitch;
	return { block, top: 0, headingLines, cells, height };
}

function stripAbove(cells: SheetCell[], cellWidth: number, legend: boolean): number {
	if (cells.every(({ letter, label }) => !letter && !label)) return 0;
	const labels = legend ? [] : cells.flatMap(({ label }) => label ?? []);
	const lines = Math.max(1, ...[...new Set(labels)].map((label) => linesBeside(label, cellWidth)));
	return Math.max(POINTS.badge, lines * POINTS.label * LINE_HEIGHTS.label) + 3;
}

async function stripBelow(cells: SheetCell[], cellWidth: number, slices: Slices): Promise<number> {
	const style = { size: POINTS.caption, maxWidth: cellWidth, maxLines: MOST_LINES.caption };
	let most = 0;
	for (const { caption } of cells) {
		if (!caption) continue;
		most = Math.max(most, measureText(caption, style).lines.length);
		if (slices.due) await slices.pause();
	}
	return most === 0 ? 0 : 3 + most * POINTS.caption * LINE_HEIGHTS.caption;
}

/** Points for a label beside its letter. */
export const besideLetter = (cellWidth: number): number => cellWidth - POINTS.badge - 5;

function linesBeside(label: string, cellWidth: number): number {
	return measureText(label, {
		size: POINTS.label,
		maxWidth: besideLetter(cellWidth),
		maxLines: MOST_LINES.label,
	}).lines.length;
}

function fitsStrip(label: string, cellWidth: number): boolean {
	if (cellWidth < NARROW_CELL) return false;
	const maxWidth = besideLetter(cellWidth);
	const whole = label.split(/\s+/).every((word) => {
		return measureText(word, { size: POINTS.label }).width <= maxWidth;
	});
	return (
		whole && measureText(label, { size: POINTS.label, maxWidth }).lines.length <= MOST_LINES.label
	);
}
