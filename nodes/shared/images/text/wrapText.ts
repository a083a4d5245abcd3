import { glyphOf, hasGlyph } from './outlines';

const ELLIPSIS = '…';

/** Width of one line in em: multiply by the font's size in pixels. */
export function widthInEm(line: string, isBold: boolean): number {
	let width = 0;
	for (const character of line) width += glyphOf(character.codePointAt(0) ?? 0, isBold).advance;
	return width;
}

/**
 * Text as it can be drawn: white space made plain, control and direction characters, joiners and
 * accents that have no shape of their own left out. So an emoji that is put together from several
 * characters is not drawn as a row of boxes for its invisible parts, and a prompt cannot turn the
 * lines around it.
 */
export function drawable(text: string): string {
	const plain = text
		.normalize('NFC')
		.replace(/\r\n?|[\u2028\u2029\v\f]/g, '\n')
		.replace(/[^\S\n]+/g, ' ')
		.replace(/[\u{1f3fb}-\u{1f3ff}]/gu, '')
		.replace(/[\p{Cc}\p{Cf}\p{M}]/gu, (character) => (character === '\n' ? '\n' : ''));
	let result = '';
	for (const character of plain) {
		result += hasGlyph(character.codePointAt(0) ?? 0) ? character : compatible(character);
	}
	return result.trim();
}

/**
 * A full-width or ligature character as the plain ones it stands for, where the font has those.
 */
function compatible(character: string): string {
	const plain = character.normalize('NFKC');
	const known = [...plain].every((part) => hasGlyph(part.codePointAt(0) ?? 0));
	return known ? plain : character;
}

/**
 * Breaks drawable text into lines no wider than `maxWidth` (em), at spaces where there are any,
 * inside a word where it alone is too wide. What goes beyond `maxLines` is cut and ends with an
 * ellipsis.
 */
export function wrapText(
	text: string,
	isBold: boolean,
	maxWidth: number,
	maxLines: number,
): string[] {
	const lines: string[] = [];
	// One line beyond the last tells that something is cut; a prompt may be long, so no more is laid out.
	for (const paragraph of text.split('\n')) {
		let line = '';
		for (const word of paragraph.split(' ')) {
			if (lines.length > maxLines) break;
			const longer = line === '' ? word : `${line} ${word}`;
			if (widthInEm(longer, isBold) <= maxWidth) {
				line = longer;
				continue;
			}
			if (line !== '') lines.push(line);
			const pieces = splitWord(word, isBold, maxWidth, maxLines + 1);
			line = pieces.pop() ?? '';
			lines.push(...pieces);
		}
		if (line !== '') lines.push(line);
		if (lines.length > maxLines) break;
	}
	if (lines.length <= maxLines) return lines;
	const kept = lines.slice(0, maxLines);
	const last = kept.pop();
	return last === undefined ? [] : [...kept, withEllipsis(last, isBold, maxWidth)];
}

function splitWord(word: string, isBold: boolean, maxWidth: number, maxPieces: number): string[] {
	const pieces: string[] = [];
	let piece = '';
	let width = 0;
	for (const character of word) {
		const advance = widthInEm(character, isBold);
		if (piece !== '' && width + advance > maxWidth) {
			pieces.push(piece);
			if (pieces.length >= maxPieces) return pieces;
			piece = '';
			width = 0;
		}
		piece += character;
		width += advance;
	}
	return [...pieces, piece];
}

function withEllipsis(line: string, isBold: boolean, maxWidth: number): string {
	const characters = [...line];
	const cut = () => `${characters.join('').replace(/[\s.,;:…]+$/, '')}${ELLIPSIS}`;
	while (characters.length > 0 && widthInEm(cut(), isBold) > maxWidth) characters.pop();
	return cut();
}
