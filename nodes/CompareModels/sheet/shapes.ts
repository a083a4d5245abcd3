import { fillOutline, type Color } from '../../shared/images/text/fillOutline';
import { drawText, measureText } from '../../shared/images/text/drawText';
import type { OutlinePoint } from '../../shared/images/text/outlines';
import type { Raster, Rectangle } from '../../shared/images/types';

export const PAPER: Color = [255, 255, 255];
export const INK: Color = [28, 35, 51];
export const MUTED: Color = [98, 107, 122];
export const LINE: Color = [222, 226, 232];
/** A field that no image covers. */
export const EMPTY: Color = [243, 245, 248];

/** A rectangle in points as one of whole pixels, at least one wide and high. */
export function scaled({ x, y, width, height }: Rectangle, scale: number): Rectangle {
	const [left, top] = [Math.round(x * scale), Math.round(y * scale)];
	return {
		x: left,
		y: top,
		width: Math.max(1, Math.round((x + width) * scale) - left),
		height: Math.max(1, Math.round((y + height) * scale) - top),
	};
}

/** Fills a rectangle that lies inside the raster. */
export function fillRectangle(
	raster: Raster,
	{ x, y, width, height }: Rectangle,
	color: Color,
): void {
	const line = new Uint8Array(width * 4).fill(255);
	for (let at = 0; at < line.length; at += 4) line.set(color, at);
	for (let row = y; row < y + height; row++) raster.data.set(line, (row * raster.width + x) * 4);
}

/**
 * A letter on a dark disc with a light rim. All lengths but `scale` (pixels a point) in pixels.
 */
export function paintDisc(
	raster: Raster,
	x: number,
	y: number,
	diameter: number,
	letter: string,
	scale: number,
): void {
	const center = { x, y };
	fillOutline(raster, [circle], { ...center, scale: diameter / 2 + 1.2 * scale }, PAPER);
	fillOutline(raster, [circle], { ...center, scale: diameter / 2 }, INK);
	const size = fitting(letter, diameter * 0.66, diameter * 0.78);
	drawText(raster, letter, {
		x,
		y: y - size * 0.65,
		size,
		bold: true,
		color: PAPER,
		align: 'center',
	});
}

/** The size at which a bold text takes one line: the wanted one or smaller. */
export function fitting(text: string, size: number, maxWidth: number): number {
	return Math.min(
		size,
		(size * maxWidth) / Math.max(1, measureText(text, { size, bold: true }).width),
	);
}

/** Of radius 1 around the origin, from 16 quadratic curves. */
const circle = Array.from({ length: 32 }, (_, index): OutlinePoint => {
	const angle = (index * Math.PI) / 16;
	const on = index % 2 === 0;
	const radius = on ? 1 : 1 / Math.cos(Math.PI / 16);
	return { x: radius * Math.cos(angle), y: radius * Math.sin(angle), on };
});
