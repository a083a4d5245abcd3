import { drawText, measureText } from '../../shared/images/text/drawText';
import { blend, type Color } from '../../shared/images/text/fillOutline';
import type { Raster, Rectangle } from '../../shared/images/types';
import { NARROW_CELL } from './types';
import { EMPTY, fillRectangle, fitting, LINE, MUTED } from './shapes';

const CHECKER: readonly [Color, Color] = [
	[255, 255, 255],
	[234, 237, 241],
];

/**
 * Puts an image, already scaled to fit, into the middle of a cell (pixels); what is transparent
 * shows a checkerboard.
 */
export function paintImage(raster: Raster, cell: Rectangle, image: Raster): void {
	fillRectangle(raster, cell, EMPTY);
	const left = cell.x + Math.floor((cell.width - image.width) / 2);
	const top = cell.y + Math.floor((cell.height - image.height) / 2);
	const square = Math.max(4, Math.round(cell.width / 24));
	const { data } = image;
	for (let y = 0, from = 0; y < image.height; y++) {
		let to = ((top + y) * raster.width + left) * 4;
		for (let x = 0; x < image.width; x++, from += 4, to += 4) {
			const alpha = data[from + 3]!;
			if (alpha < 255) {
				const dark = (Math.floor(x / square) + Math.floor(y / square)) % 2 === 1;
				raster.data.set(CHECKER[dark ? 1 : 0], to);
				blend(raster.data, to, [data[from]!, data[from + 1]!, data[from + 2]!], alpha / 255);
			} else {
				raster.data[to] = data[from]!;
				raster.data[to + 1] = data[from + 1]!;
				raster.data[to + 2] = data[from + 2]!;
			}
		}
	}
}

/** A cell without an image: why, in a quiet field. What stands before a colon is the heading. */
export function paintPlaceholder(
	raster: Raster,
	cell: Rectangle,
	text: string,
	scale: number,
): void {
	fillRectangle(raster, cell, LINE);
	const border = Math.max(1, Math.round(scale * 0.75));
	fillRectangle(raster, inset(cell, border), EMPTY);
	const [, heading = text, reason = ''] = /^([^:]{1,30}):\s+(.+)$/s.exec(text) ?? [];
	const narrow = cell.width / scale < NARROW_CELL;
	const maxWidth = cell.width - 2 * scale * (narrow ? 2 : 8);
	const size = scale * (narrow ? 7.5 : 10);
	const lines = Math.max(2, Math.floor(cell.height / size / 1.3) - 2);
	const head = {
		size: fitting(heading, size, maxWidth),
		maxWidth,
		maxLines: reason ? 1 : lines,
		bold: true,
	};
	const body = { size, maxWidth, maxLines: Math.min(5, lines) };
	const headHeight = measureText(heading, head).height;
	const height = headHeight + measureText(reason, body).height;
	const x = cell.x + cell.width / 2;
	const y = Math.round(cell.y + (cell.height - height) / 2);
	drawText(raster, heading, { ...head, x, y, color: MUTED, align: 'center' });
	drawText(raster, reason, { ...body, x, y: y + headHeight, color: MUTED, align: 'center' });
}

function inset({ x, y, width, height }: Rectangle, by: number): Rectangle {
	return { x: x + by, y: y + by, width: width - 2 * by, height: height - 2 * by };
}
