/**
 * Makes nodes/shared/images/text/glyphs.ts from the DejaVu Sans fonts of `dejavu-fonts-ttf`. Run
 * by hand, when the set of characters changes: `node dev/upkeep/makeGlyphs.ts` (Node 24 reads
 * TypeScript), from the project's folder. Needs the program zopfli.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const UNITS_PER_EM = 512;
const RANGES: Array<[number, number]> = [
	[0x20, 0x7e], // ASCII
	[0xa0, 0x17f], // Latin-1 and Latin Extended-A
	[0x218, 0x21b], // Romanian commas below
	[0x386, 0x3ce], // Greek
	[0x400, 0x45f], // Cyrillic
	[0x490, 0x491], // Ukrainian ghe with upturn
	[0x1a0, 0x1a1], // Vietnamese horned o and u, then its accents
	[0x1af, 0x1b0],
	[0x1ea0, 0x1ef9],
];
const SINGLES = '‐‑‒–—―‘’‚“”„†‡•…‰′″‹›€№™←↑→↓−∞≈≠≤≥■□●○★✓✗�';

interface Point {
	x: number;
	y: number;
	on: boolean;
}
interface Glyph {
	contours: Point[][];
	parts: Array<{ glyph: number; x: number; y: number }>;
}

/**
 * The tables of a TrueType file that outlines need, as the OpenType specification lays them out.
 */
function openFont(path: string) {
	const file = readFileSync(path);
	const tables = new Map<string, number>();
	for (let i = 0; i < file.readUInt16BE(4); i++) {
		const at = 12 + i * 16;
		tables.set(file.toString('latin1', at, at + 4), file.readUInt32BE(at + 8));
	}
	const table = (name: string) => tables.get(name) as number;
	const unitsPerEm = file.readUInt16BE(table('head') + 18);
	const longOffsets = file.readInt16BE(table('head') + 50) === 1;
	const metricsCount = file.readUInt16BE(table('hhea') + 34);

	const offsetOf = (glyph: number) =>
		longOffsets
			? file.readUInt32BE(table('loca') + glyph * 4)
			: file.readUInt16BE(table('loca') + glyph * 2) * 2;

	const advanceOf = (glyph: number) =>
		file.readUInt16BE(table('hmtx') + Math.min(glyph, metricsCount - 1) * 4);

	function glyphOfCharacter(code: number): number {
		const cmap = table('cmap');
		for (let i = 0; i < file.readUInt16BE(cmap + 2); i++) {
			const sub = cmap + file.readUInt32BE(cmap + 8 + i * 8);
			if (file.readUInt16BE(sub) !== 4) continue;
			const segments = file.readUInt16BE(sub + 6);
			for (let s = 0; s < segments; s += 2) {
				if (code > file.readUInt16BE(sub + 14 + s)) continue;
				const start = file.readUInt16BE(sub + 16 + segments + s);
				if (code < start) return 0;
				const delta = file.readUInt16BE(sub + 16 + segments * 2 + s);
				const rangeAt = sub + 16 + segments * 3 + s;
				const range = file.readUInt16BE(rangeAt);
				if (range === 0) return (code + delta) & 0xffff;
				const glyph = file.readUInt16BE(rangeAt + range + (code - start) * 2);
				return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
			}
		}
		return 0;
	}

	function readSimple(at: number, contourCount: number): Glyph {
		const ends = Array.from({ length: contourCount }, (_, i) => file.readUInt16BE(at + 10 + i * 2));
		const pointCount = (ends.at(-1) as number) + 1;
		let position = at + 10 + contourCount * 2;
		position += 2 + file.readUInt16BE(position);
		const flags: number[] = [];
		while (flags.length < pointCount) {
			const flag = file[position++] as number;
			flags.push(flag);
			if (flag & 8) for (let n = file[position++] as number; n > 0; n--) flags.push(flag);
		}
		const axis = (short: number, same: number) => {
			let value = 0;
			return flags.map((flag) => {
				if (flag & short) value += (flag & same ? 1 : -1) * (file[position++] as number);
				else if (!(flag & same)) {
					value += file.readInt16BE(position);
					position += 2;
				}
				return value;
			});
		};
		const xs = axis(2, 16);
		const ys = axis(4, 32);
		const points = flags.map((flag, i) => ({
			x: xs[i] as number,
			y: ys[i] as number,
			on: (flag & 1) === 1,
		}));
		const contours = ends.map((end, i) =>
			points.slice(i ? (ends[i - 1] as number) + 1 : 0, end + 1),
		);
		return { contours, parts: [] };
	}

	/**
	 * An accented letter is usually its letter and its accent, moved: kept as such, unless a part
	 * is also scaled.
	 */
	function readComposed(at: number): Glyph {
		const result: Glyph = { contours: [], parts: [] };
		let position = at + 10;
		for (let flags = 0x20; flags & 0x20;) {
			flags = file.readUInt16BE(position);
			const glyph = file.readUInt16BE(position + 2);
			position += 4;
			if (!(flags & 2)) throw new Error('A part is placed by points, which is not supported.');
			const x = flags & 1 ? file.readInt16BE(position) : file.readInt8(position);
			const y = flags & 1 ? file.readInt16BE(position + 2) : file.readInt8(position + 1);
			position += flags & 1 ? 4 : 2;
			const numbers = flags & 0x80 ? 4 : flags & 0x40 ? 2 : flags & 8 ? 1 : 0;
			const scale = Array.from(
				{ length: numbers },
				(_, i) => file.readInt16BE(position + i * 2) / 16384,
			);
			position += numbers * 2;
			if (numbers === 0) {
				result.parts.push({ glyph, x, y });
				continue;
			}
			const [a = 1, b = 0, c = 0, d = a] = numbers === 2 ? [scale[0], 0, 0, scale[1]] : scale;
			for (const contour of flatten(glyph)) {
				const move = (p: Point) => ({ ...p, x: p.x * a + p.y * c + x, y: p.x * b + p.y * d + y });
				result.contours.push(contour.map(move));
			}
		}
		if (result.contours.length && result.parts.length) {
			const moved = result.parts.flatMap((part) =>
				flatten(part.glyph).map((c) => c.map((p) => ({ ...p, x: p.x + part.x, y: p.y + part.y }))),
			);
			return { contours: [...moved, ...result.contours], parts: [] };
		}
		return result;
	}

	function flatten(glyph: number): Point[][] {
		const { contours, parts } = outlineOf(glyph);
		return contours.concat(
			parts.flatMap((part) =>
				flatten(part.glyph).map((c) => c.map((p) => ({ ...p, x: p.x + part.x, y: p.y + part.y }))),
			),
		);
	}

	function outlineOf(glyph: number): Glyph {
		const at = table('glyf') + offsetOf(glyph);
		if (offsetOf(glyph) === offsetOf(glyph + 1)) return { contours: [], parts: [] };
		const contourCount = file.readInt16BE(at);
		return contourCount >= 0 ? readSimple(at, contourCount) : readComposed(at);
	}

	return { unitsPerEm, advanceOf, glyphOfCharacter, outlineOf };
}

/** The layout that nodes/shared/images/text/outlines.ts reads; it is described there. */
function pack(path: string, characters: number[]): string {
	const font = openFont(path);
	const scale = (value: number) => Math.round((value * UNITS_PER_EM) / font.unitsPerEm);
	const known = characters
		.map((code) => ({ code, glyph: font.glyphOfCharacter(code) }))
		.filter(({ glyph }) => glyph !== 0);
	const order = [...new Set(known.map(({ glyph }) => glyph))];
	for (const glyph of order) {
		for (const part of font.outlineOf(glyph).parts) {
			if (!order.includes(part.glyph)) order.push(part.glyph);
		}
	}
	const indexOf = new Map(order.map((glyph, index) => [glyph, index]));

	const shapes: number[] = [];
	const flags: number[] = [];
	const across: number[] = [];
	const up: number[] = [];
	const unsigned = (value: number, to = shapes) => {
		for (; value > 127; value >>>= 7) to.push((value & 127) | 128);
		to.push(value);
	};
	const signed = (value: number, to = shapes) =>
		unsigned(value < 0 ? -value * 2 - 1 : value * 2, to);

	unsigned(order.length);
	for (const glyph of order) {
		const { contours, parts } = font.outlineOf(glyph);
		unsigned(scale(font.advanceOf(glyph)));
		unsigned(contours.length);
		if (contours.length === 0) {
			unsigned(parts.length);
			for (const part of parts) {
				unsigned(indexOf.get(part.glyph) as number);
				signed(scale(part.x));
				signed(scale(part.y));
			}
		}
		let x = 0;
		let y = 0;
		for (const contour of contours) {
			unsigned(contour.length);
			for (let i = 0; i < contour.length; i += 7) {
				flags.push(contour.slice(i, i + 7).reduce((bits, p, k) => bits | (p.on ? 1 << k : 0), 0));
			}
			for (const point of contour) {
				signed(scale(point.x) - x, across);
				signed(scale(point.y) - y, up);
				x = scale(point.x);
				y = scale(point.y);
			}
		}
	}
	unsigned(known.length);
	let last = 0;
	for (const { code, glyph } of known) {
		unsigned(code - last);
		unsigned(indexOf.get(glyph) as number);
		last = code;
	}
	const lengths: number[] = [];
	for (const part of [shapes, flags, across]) unsigned(part.length, lengths);
	const bytes = Buffer.from([lengths, shapes, flags, across, up].flat());
	const text = compressed(bytes).toString('base64');
	return (text.match(/.{1,120}/g) as string[]).join('\n');
}

function compressed(bytes: Buffer): Buffer {
	const folder = mkdtempSync(join(tmpdir(), 'glyphs-'));
	const file = join(folder, 'font');
	writeFileSync(file, bytes);
	const result = execFileSync('zopfli', ['--zlib', '-c', file]);
	rmSync(folder, { recursive: true });
	return result;
}

const characters = [
	...RANGES.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => from + i)),
	...[...SINGLES].map((character) => character.codePointAt(0) as number),
].sort((a, b) => a - b);

const FOLDER = 'node_modules/dejavu-fonts-ttf/ttf';
const SOURCE = `// Made by dev/upkeep/makeGlyphs.ts from DejaVu Sans and DejaVu Sans Bold 2.37; do not edit.
// Copyright (c) 2003 by Bitstream, Inc. and (c) 2006 by Tavmjong Bah: see LICENSE-DejaVu.txt.

/** The grid that the outlines' numbers are on. */
export const UNITS_PER_EM = ${UNITS_PER_EM};

// In zlib's format as base64.

export const REGULAR = \`
${pack(`${FOLDER}/DejaVuSans.ttf`, characters)}
\`;

export const BOLD = \`
${pack(`${FOLDER}/DejaVuSans-Bold.ttf`, characters)}
\`;
`;
writeFileSync('nodes/shared/images/text/glyphs.ts', SOURCE);
