import { unpackedBase64 } from '../codec/zlibStreams';
import { BOLD, REGULAR, UNITS_PER_EM } from './glyphs';

/** A point of a TrueType outline: `on` the curve, or the control point of a quadratic curve. */
export interface OutlinePoint {
	x: number;
	y: number;
	on: boolean;
}

/** Closed curves. A point inside an odd or wound-round number of them is ink. */
export type Outline = OutlinePoint[][];

/**
 * One character's shape. Lengths are in em (1 = the font's size), y grows upwards from the
 * baseline.
 */
export interface Glyph {
	/** How far the pen moves on. */
	advance: number;
	outline: Outline;
}

type Font = Map<number, Glyph>;

/** Stands for every character that the font does not have. */
const BOX: Glyph = {
	advance: 0.62,
	outline: [rectangle(0.06, 0, 0.56, 0.72), rectangle(0.11, 0.05, 0.51, 0.67).reverse()],
};

let opening: Promise<void> | undefined;
let regular: Font | undefined;
let bold: Font | undefined;

/** Unpacks the fonts, once in a process: whoever measures or draws text waits for it first. */
export async function openFonts(): Promise<void> {
	await (opening ??= (async () => {
		regular = unpack(await unpackedBase64(REGULAR));
		bold = unpack(await unpackedBase64(BOLD));
	})());
}

/** Whether the font has the character (given by its code point). */
export function hasGlyph(codePoint: number): boolean {
	return fontOf(false).has(codePoint);
}

/** The shape of a character, an empty box where the font has none. */
export function glyphOf(codePoint: number, isBold: boolean): Glyph {
	return fontOf(isBold).get(codePoint) ?? BOX;
}

/** A rectangle as an outline's contour. */
export function rectangle(
	left: number,
	bottom: number,
	right: number,
	top: number,
): OutlinePoint[] {
	return [
		{ x: left, y: bottom, on: true },
		{ x: right, y: bottom, on: true },
		{ x: right, y: top, on: true },
		{ x: left, y: top, on: true },
	];
}

function fontOf(isBold: boolean): Font {
	const font = isBold ? bold : regular;
	if (!font) throw new Error('The fonts are not open: wait for openFonts() first.');
	return font;
}

/**
 * Numbers are 7 bits a byte, lowest first, the high bit says that more follow; signed ones
 * alternate (0, -1, 1, -2 …). Glyph count; for each its advance, its count of contours, and
 * either (none) its parts (which glyph, moved by x and y) or the contours: count of points, a bit
 * a point for `on` (7 a byte), x and y as differences. Then the characters: count, and for each
 * its code point as a difference and its glyph. The bits, all x and all y of points stand behind the rest,
 * which packs better; the lengths of the rest, the bits and the x come first.
 */
function unpack(bytes: Uint8Array): Font {
	const lengths = { at: 0 };
	const shapes = { at: 0 };
	const unsigned = (from = shapes): number => {
		let value = 0;
		for (let shift = 0; ; shift += 7) {
			const byte = bytes[from.at++] ?? 0;
			value |= (byte & 127) << shift;
			if (byte < 128) return value;
		}
	};
	const signed = (from = shapes): number => {
		const value = unsigned(from);
		return value & 1 ? -(value + 1) / 2 : value / 2;
	};

	const [shapesLength, flagsLength, acrossLength] = [1, 2, 3].map(() => unsigned(lengths));
	shapes.at = lengths.at;
	const flags = { at: shapes.at + shapesLength! };
	const across = { at: flags.at + flagsLength! };
	const up = { at: across.at + acrossLength! };

	const glyphs: Array<Glyph & { parts: Array<{ glyph: number; x: number; y: number }> }> = [];
	for (let count = unsigned(); count > 0; count--) {
		const advance = unsigned() / UNITS_PER_EM;
		const contourCount = unsigned();
		const partCount = contourCount === 0 ? unsigned() : 0;
		const parts = Array.from({ length: partCount }, () => ({
			glyph: unsigned(),
			x: signed() / UNITS_PER_EM,
			y: signed() / UNITS_PER_EM,
		}));
		let x = 0;
		let y = 0;
		const outline = Array.from({ length: contourCount }, () => {
			const pointCount = unsigned();
			const flagsAt = flags.at;
			flags.at += Math.ceil(pointCount / 7);
			return Array.from({ length: pointCount }, (_, i) => {
				x += signed(across);
				y += signed(up);
				const on = (((bytes[flagsAt + Math.floor(i / 7)] ?? 0) >> (i % 7)) & 1) === 1;
				return { x: x / UNITS_PER_EM, y: y / UNITS_PER_EM, on };
			});
		});
		glyphs.push({ advance, outline, parts });
	}

	const flatten = (index: number): Outline => {
		const glyph = glyphs[index];
		if (!glyph) return [];
		const moved = glyph.parts.flatMap((part) =>
			flatten(part.glyph).map((contour) =>
				contour.map((point) => ({ ...point, x: point.x + part.x, y: point.y + part.y })),
			),
		);
		return [...glyph.outline, ...moved];
	};

	const font: Font = new Map();
	let codePoint = 0;
	for (let count = unsigned(); count > 0; count--) {
		codePoint += unsigned();
		const index = unsigned();
		font.set(codePoint, { advance: glyphs[index]?.advance ?? 0, outline: flatten(index) });
	}
	return font;
}
