import type { Raster } from '../types';
import { fillOutline, type Color } from './fillOutline';
import { glyphOf } from './outlines';
import { drawable, widthInEm, wrapText } from './wrapText';

export interface TextStyle {
	/** The font's size (em) in pixels. */
	size: number;
	bold?: boolean;
	/**
	 * Pixels; text that is wider is broken into lines. Not given: only its own line breaks count.
	 */
	maxWidth?: number;
	/** Lines beyond are cut and end with an ellipsis. */
	maxLines?: number;
	/** Distance between baselines in em; 1.3 when not given. */
	lineHeight?: number;
}

export interface TextPlacement extends TextStyle {
	/** Pixels: the left edge, or the middle with `align: 'center'`. */
	x: number;
	/** Pixels: the top of the first line. */
	y: number;
	color: Color;
	align?: 'left' | 'center';
}

export interface MeasuredText {
	lines: string[];
	/** Pixels of the widest line. */
	width: number;
	/** Pixels of all lines. */
	height: number;
}

const LINE_HEIGHT = 1.3;
/** From the middle of a line down to its baseline, in em: half the height of a capital letter. */
const MIDDLE_TO_BASELINE = 0.365;

/** The lines that a text is broken into and the room that they take. */
export function measureText(text: string, style: TextStyle): MeasuredText {
	const { size, bold = false, maxWidth = Infinity, maxLines = Infinity } = style;
	const lines = wrapText(drawable(text), bold, maxWidth / size, maxLines);
	const width = Math.max(0, ...lines.map((line) => widthInEm(line, bold))) * size;
	return { lines, width, height: lines.length * size * (style.lineHeight ?? LINE_HEIGHT) };
}

/**
 * Draws text into an opaque raster, without any font of the machine: Latin, Greek and Cyrillic
 * letters and the usual signs; every other character is shown as a box. Answers what
 * `measureText` answers.
 */
export function drawText(raster: Raster, text: string, placement: TextPlacement): MeasuredText {
	const measured = measureText(text, placement);
	const { size, bold = false, color, lineHeight = LINE_HEIGHT } = placement;
	measured.lines.forEach((line, index) => {
		const middle = placement.y + (index + 0.5) * size * lineHeight;
		const y = Math.round(middle + MIDDLE_TO_BASELINE * size);
		let x = placement.x;
		if (placement.align === 'center') x -= (widthInEm(line, bold) * size) / 2;
		for (const character of line) {
			const glyph = glyphOf(character.codePointAt(0) ?? 0, bold);
			fillOutline(raster, glyph.outline, { x, y, scale: size }, color);
			x += glyph.advance * size;
		}
	});
	return measured;
}
