import { drawText, measureText } from '../../shared/images/text/drawText';
import type { Color } from '../../shared/images/text/fillOutline';
import type { Raster } from '../../shared/images/types';
import {
	BASELINE_LABEL,
	badgeDiameter,
	POINTS,
	type SheetLayout,
	type SheetOptions,
	type SheetPage,
} from './types';
import { fillRectangle, fitting, INK, LINE, MUTED, paintDisc, scaled } from './shapes';

/** A page with everything but the cells' contents. */
export function paintPage(page: SheetPage, layout: SheetLayout, options: SheetOptions): Raster {
	const px = (points: number) => Math.round(points * layout.scale);
	const width = px(POINTS.width);
	const height = Math.floor(page.height * layout.scale);
	const raster: Raster = { width, height, data: new Uint8Array(width * height * 4).fill(255) };
	const write = (text: string, x: number, y: number, size: number, color: Color, bold = false) =>
		drawText(raster, text, {
			x: px(x),
			y: px(y),
			size: size * layout.scale,
			color,
			bold,
			lineHeight: POINTS.promptLineHeight,
		});

	write(page.title, POINTS.margin, POINTS.margin, POINTS.title, MUTED);
	if (layout.legend) paintLegend(raster, layout, options);
	paintHeads(raster, layout, options);
	for (const row of page.rows) {
		const line = {
			x: POINTS.margin,
			y: row.top,
			width: POINTS.width - 2 * POINTS.margin,
			height: 0.75,
		};
		fillRectangle(raster, scaled(line, layout.scale), LINE);
		const top = row.top + POINTS.separator;
		write(String(row.prompt + 1), POINTS.margin, top, POINTS.prompt, MUTED, true);
		const text = row.promptLines.join('\n');
		write(text, POINTS.margin + POINTS.number, top, POINTS.prompt, INK);
	}
	return raster;
}

function paintLegend(raster: Raster, { scale }: SheetLayout, { variants }: SheetOptions): void {
	variants.forEach(({ letter, label }, index) => {
		const middle = POINTS.margin + POINTS.title * 1.3 + 4 + (index + 0.5) * POINTS.legendLine;
		const radius = POINTS.legendBadge / 2;
		paintDisc(
			raster,
			(POINTS.margin + radius) * scale,
			middle * scale,
			2 * radius * scale,
			letter,
			scale,
		);
		drawText(raster, label, {
			x: (POINTS.margin + 2 * radius + 6) * scale,
			y: (middle - POINTS.prompt * 0.65) * scale,
			size: POINTS.prompt * scale,
			maxWidth: (POINTS.width - 2 * POINTS.margin - 2 * radius - 6) * scale,
			maxLines: 1,
			color: INK,
		});
	});
}

function paintHeads(raster: Raster, layout: SheetLayout, options: SheetOptions): void {
	const { scale, cellWidth } = layout;
	const heads = options.variants.map(({ letter, label }) => ({
		letter,
		label: layout.legend || options.blind ? '' : label,
	}));
	if (options.hasBaseline) heads.unshift({ letter: '', label: BASELINE_LABEL });
	const middle = (layout.headTop + POINTS.head / 2 - 2) * scale;
	heads.forEach(({ letter, label }, column) => {
		const left = (POINTS.margin + column * (cellWidth + POINTS.gap)) * scale;
		const diameter = badgeDiameter(cellWidth) * scale;
		if (letter) paintDisc(raster, left + diameter / 2, middle, diameter, letter, scale);
		const start = letter ? diameter + 5 * scale : 0;
		const maxWidth = cellWidth * scale - start;
		const size = letter ? POINTS.label * scale : fitting(label, POINTS.label * scale, maxWidth);
		const style = { size, maxWidth, maxLines: 2, lineHeight: 1.15, bold: !letter };
		const { height } = measureText(label, style);
		drawText(raster, label, {
			...style,
			x: left + start,
			y: middle - height / 2,
			color: letter ? INK : MUTED,
		});
	});
}
