import { measureText } from '../../shared/images/text/drawText';
import { heightOf, paginate } from './pages';
import {
	NARROW_CELL,
	POINTS,
	type SheetLayout,
	type SheetOptions,
	type SheetPage,
	type SheetRow,
} from './types';

const PROMPT_LINES = 3;
const MAX_PAGE_PIXELS = 12_000_000;
/** Of all pages together: they may all be in memory, when cells come in an unlucky order. */
const MAX_SHEET_PIXELS = 24_000_000;
/** Of all cells together: as PNG a photograph takes 1 to 2 bytes a pixel, and the files get mailed. */
const MAX_PICTURE_PIXELS = 12_000_000;
/** Chat apps take photographs up to this sum of width and height in pixels. */
const MAX_PAGE_EDGES = 10_000;
/**
 * Pixels a point: below 2 text is blurred on a phone's dense screen, above 6 nothing is gained.
 */
const SCALE = { min: 2, max: 6 };

/**
 * Where everything goes. The sheet is laid out for a phone's width whatever its number of
 * columns; then it is drawn as large as the wanted cell width and the limits allow.
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
	const cellCount = rows.flatMap(({ cells }) => cells.flat()).length;
	const wanted = Math.min(
		SCALE.max,
		cell.width / cellWidth,
		Math.sqrt(MAX_SHEET_PIXELS / (total * POINTS.width)),
		Math.sqrt(MAX_PICTURE_PIXELS / (cellCount * cellWidth * cellHeight)),
	);
	const scale = Math.max(SCALE.min, wanted);
	const pixelWidth = POINTS.width * scale;
	const maxPixels = options.maxPagePixels ?? MAX_PAGE_PIXELS;
	const maxHeight = Math.min(maxPixels / pixelWidth, MAX_PAGE_EDGES - pixelWidth) / scale;
	const pages = paginate(rows, rowsTop, Math.floor(maxHeight * scale) / scale);
	pages.forEach((page, index) => (page.title = titleOf(page, index, pages.length, options)));
	return { scale, legend, headTop, cellWidth, pages };
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
