import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import fc from 'fast-check';
import { drawText, measureText } from '../../../../../nodes/shared/images/text/drawText';
import { glyphOf, hasGlyph, openFonts } from '../../../../../nodes/shared/images/text/outlines';
import { drawable } from '../../../../../nodes/shared/images/text/wrapText';
import type { Raster } from '../../../../../nodes/shared/images/types';
import { ownTime } from '../../../../support/ownTime';
import { anyCharacter } from '../../../../support/anyCharacter';

const FONTS = 'node_modules/dejavu-fonts-ttf/ttf';
GlobalFonts.registerFromPath(`${FONTS}/DejaVuSans.ttf`, 'Oracle');
GlobalFonts.registerFromPath(`${FONTS}/DejaVuSans-Bold.ttf`, 'Oracle Bold');

const sheet = (width: number, height: number): Raster => ({
	width,
	height,
	data: new Uint8Array(width * height * 4).fill(255),
});
const ink = ({ data }: Raster) => data.reduce((sum, value) => sum + 255 - value, 0) / (3 * 255);

beforeAll(openFonts);

describe('drawText', () => {
	it.each([
		['Sphinx of black quartz, judge my vow', false, 40],
		['AVbgjWÄßøŁő', true, 64],
		['Ελληνικά Русский Ґ', false, 24],
		['0123456789 “€” – …', true, 18],
	])('draws %p as the font itself is drawn', (text, bold, size) => {
		const oracle = createCanvas(900, 100).getContext('2d');
		oracle.fillStyle = '#fff';
		oracle.fillRect(0, 0, 900, 100);
		oracle.fillStyle = '#000';
		oracle.font = `${size}px "${bold ? 'Oracle Bold' : 'Oracle'}"`;
		oracle.fontKerning = 'none';
		const line = size * 1.3;
		const baseline = Math.round(10 + line / 2 + 0.365 * size);
		oracle.fillText(text, 10, baseline);
		const expected = oracle.getImageData(0, 0, 900, 100).data;

		const raster = sheet(900, 100);
		drawText(raster, text, { x: 10, y: 10, size, bold, color: [0, 0, 0] });
		let different = 0;
		let drawn = 0;
		for (let at = 0; at < expected.length; at += 4) {
			different += Math.abs(expected[at]! - raster.data[at]!);
			drawn += 255 - expected[at]!;
		}
		// Hinting and gamma differ; one pixel aside would be above 0.5 in small letters.
		expect(drawn).toBeGreaterThan(0);
		expect(different / drawn).toBeLessThan(0.3);
	});

	it('covers exactly the area of the shape', () => {
		const raster = sheet(400, 400);
		drawText(raster, '■', { x: 20, y: 10, size: 200, color: [0, 0, 0] });
		const [contour] = glyphOf('■'.codePointAt(0)!, false).outline;
		const xs = contour!.map(({ x }) => x);
		const ys = contour!.map(({ y }) => y);
		const side = Math.max(...xs) - Math.min(...xs);
		const area = side * (Math.max(...ys) - Math.min(...ys)) * 200 * 200;
		expect(ink(raster)).toBeCloseTo(area, -2);
	});

	it('leaves out what lies beyond the edges', () => {
		const raster = sheet(60, 30);
		for (const [x, y] of [
			[-15, -10],
			[50, 20],
			[500, 500],
			[-500, -500],
		] as const) {
			drawText(raster, 'Ag', { x, y, size: 30, color: [0, 0, 0] });
		}
		expect(raster.data.every((value, index) => index % 4 !== 3 || value === 255)).toBe(true);
	});

	it('shows a box for a character that the font does not have', () => {
		expect(glyphOf('語'.codePointAt(0)!, false)).toBe(glyphOf('ش'.codePointAt(0)!, true));
		const raster = sheet(60, 40);
		drawText(raster, '語', { x: 5, y: 5, size: 24, color: [0, 0, 0] });
		expect(ink(raster)).toBeGreaterThan(20);
	});

	it('has every Latin, Greek and Cyrillic letter in both weights', () => {
		for (const character of 'Aa Žž ß Œ Ωώ Яё Ґ Ș ệ € “ ” – … × ·'.replaceAll(' ', '')) {
			expect(hasGlyph(character.codePointAt(0)!)).toBe(true);
			expect(glyphOf(character.codePointAt(0)!, true).outline.length).toBeGreaterThan(0);
		}
	});
});

describe('measureText', () => {
	it('breaks at spaces and ends what is cut with an ellipsis', () => {
		const { lines } = measureText('one two three four five six seven', {
			size: 10,
			maxWidth: 60,
			maxLines: 2,
		});
		expect(lines).toEqual(['one two', 'three four…']);
	});

	it('breaks inside a word that alone is too wide', () => {
		const { lines, width } = measureText('a'.repeat(50), { size: 10, maxWidth: 100 });
		expect(lines.join('')).toBe('a'.repeat(50));
		expect(width).toBeLessThanOrEqual(100);
	});

	it('never exceeds the width and the lines, for any text', () => {
		fc.assert(
			fc.property(
				fc.string({ unit: anyCharacter, maxLength: 300 }),
				fc.integer({ min: 20, max: 400 }),
				(text, maxWidth) => {
					const { lines, width } = measureText(text, { size: 12, maxWidth, maxLines: 3 });
					expect(lines.length).toBeLessThanOrEqual(3);
					expect(width).toBeLessThanOrEqual(maxWidth + 0.01);
				},
			),
		);
	});

	it('lays out a prompt of 32,000 characters quickly', () => {
		const took = ownTime();
		measureText('word '.repeat(6400), { size: 12, maxWidth: 300, maxLines: 3 });
		measureText('w'.repeat(32_000), { size: 12, maxWidth: 300, maxLines: 3 });
		expect(took()).toBeLessThan(500);
	});
});

describe('drawable', () => {
	it.each([
		['a\tb\u00a0 c', 'a b c'],
		['a\r\nb\u2028c', 'a\nb\nc'],
		['\u202eabc\u202c\u200b', 'abc'],
		['e\u0301', 'é'],
		['👩‍👩‍👧', '👩👩👧'],
		['👍🏽️', '👍'],
		['ＡＢＣ ﬁ', 'ABC fi'],
		['\u0000\u0007x\u001b[31m', 'x[31m'],
	])('drawable turns %j into %j', (text, expected) => {
		expect(drawable(text)).toBe(expected);
	});
});
