import { drawText, measureText } from '../../shared/images/text/drawText';
import type { Color } from '../../shared/images/text/fillOutline';
import { Slices } from '../../shared/images/slices';
import type { Raster, Rectangle } from '../../shared/images/types';
import { besideLetter } from './layout';
import {
	LINE_HEIGHTS,
	MOST_LINES,
	POINTS,
	type SheetCell,
	type SheetLayout,
	type SheetPage,
	type SheetPlan,
} from './types';
import { fillRectangle, fitting, INK, LINE, MUTED, paintDisc, scaled } from './shapes';

/** A page with everything but the images. @throws the signal's reason once it is aborted. */
export async function paintPage(
	page: SheetPage,
	layout: SheetLayout,
	plan: SheetPlan,
	signal?: AbortSignal,
): Promise<Raster> {
	const slices = new Slices(signal);
	const px = (points: number) => Math.round(points * layout.scale);
	const width = px(POINTS.width);
	const height = Math.floor(page.height * layout.scale);
	const raster: Raster = { width, height, data: new Uint8Array(width * height * 4).fill(255) };
	const write = (text: string, x: number, y: number, size: number, color: Color, more = {}) =>
		drawText(raster, text, { x: px(x), y: px(y), size: size * layout.scale, color, ...more });

	const { title, margin } = POINTS;
	const titleHeight = layout.titleLines.length * title * LINE_HEIGHTS.title;
	const heading = { bold: true, lineHeight: LINE_HEIGHTS.title };
	write(layout.titleLines.join('\n'), margin, margin, title, INK, heading);
	write(page.subtitle, margin, margin + titleHeight, POINTS.subtitle, MUTED);
	const headTop = margin + titleHeight + POINTS.subtitle * 1.3;
	if (layout.legend) await paintLegend(raster, layout, plan, headTop, slices);
	for (const row of page.rows) {
		const block = plan.blocks[row.block]!;
		for (const [number, line] of row.cells.entries()) {
			for (const [column, area] of line.entries()) {
				const cell = block.lines[number]![column];
				if (cell) paintWords(raster, layout, area, cell);
				if (slices.due) await slices.pause();
			}
		}
		if (block.heading === undefined) continue;
		const line = { x: margin, y: row.top, width: POINTS.width - 2 * margin, height: 0.75 };
		fillRectangle(raster, scaled(line, layout.scale), LINE);
		const top = row.top + POINTS.separator;
		const { number } = block;
		const lineHeight = POINTS.headingLineHeight;
		if (number) write(number, margin, top, POINTS.heading, MUTED, { bold: true, lineHeight });
		const x = number ? margin + POINTS.number : margin;
		const style = { lineHeight, bold: !number };
		write(row.headingLines.join('\n'), x, top, POINTS.heading, INK, style);
	}
	return raster;
}

/** What is above and below an image. @param area of the image, in points. */
function paintWords(
	raster: Raster,
	{ scale, legend, above }: SheetLayout,
	area: Rectangle,
	{ letter, label, caption }: SheetCell,
): void {
	const middle = (area.y - above / 2 - 1) * scale;
	const diameter = POINTS.badge * scale;
	if (letter) paintDisc(raster, area.x * scale + diameter / 2, middle, diameter, letter, scale);
	if (label && (!legend || !letter)) {
		const maxWidth = (letter ? besideLetter(area.width) : area.width) * scale;
		const wanted = POINTS.label * scale;
		const size = letter ? wanted : fitting(label, wanted, maxWidth);
		const style = { size, maxWidth, maxLines: MOST_LINES.label, lineHeight: LINE_HEIGHTS.label };
		const x = (area.x + (letter ? POINTS.badge + 5 : 0)) * scale;
		drawMiddle(raster, label, { ...style, bold: !letter, x, middle, color: letter ? INK : MUTED });
	}
	if (!caption) return;
	drawText(raster, caption, {
		x: area.x * scale,
		y: (area.y + area.height + 3) * scale,
		size: POINTS.caption * scale,
		maxWidth: area.width * scale,
		maxLines: MOST_LINES.caption,
		lineHeight: LINE_HEIGHTS.caption,
		color: INK,
	});
}

async function paintLegend(
	raster: Raster,
	{ scale }: SheetLayout,
	{ legend }: SheetPlan,
	top: number,
	slices: Slices,
): Promise<void> {
	for (const [index, { letter, label }] of legend.entries()) {
		const middle = (top + 4 + (index + 0.5) * POINTS.legendLine) * scale;
		const diameter = POINTS.legendBadge;
		const left = POINTS.margin + diameter / 2;
		paintDisc(raster, left * scale, middle, diameter * scale, letter, scale);
		drawMiddle(raster, label, {
			x: (POINTS.margin + diameter + 6) * scale,
			middle,
			size: POINTS.heading * scale,
			maxWidth: (POINTS.width - 2 * POINTS.margin - diameter - 6) * scale,
			maxLines: 1,
			lineHeight: 1.3,
			color: INK,
		});
		if (slices.due) await slices.pause();
	}
}

/** Text whose lines lie around a height. All in pixels. */
function drawMiddle(
	raster: Raster,
	text: string,
	{
		middle,
		...style
	}: {
		x: number;
		middle: number;
		size: number;
		maxWidth: number;
		maxLines: number;
		lineHeight: number;
		color: Color;
		bold?: boolean;
	},
): void {
	const { height } = measureText(text, style);
	drawText(raster, text, { ...style, y: middle - height / 2 });
}
