const UNPRINTABLE = /[^\P{Cc}\t\n]|\p{Cs}/gu;
/** Most texts, base64 of images among them: looking for characters by their property takes many times as long. */
const PLAIN = /^[\x20-\x7e\t\n]*$/;
const DIRECTION_MARKS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Line ends become LF; control characters and lone surrogates become U+FFFD. */
export const cleanText = (text: string): string =>
	PLAIN.test(text) ? text : text.replace(/\r\n?/g, '\n').replace(UNPRINTABLE, '\ufffd');

/** One line without marks that turn the reading direction: for places that cannot isolate them. */
export const plainLine = (text: string): string =>
	cleanText(text).replace(DIRECTION_MARKS, '').replace(/\s+/g, ' ').trim();

/** At most `limit` UTF-16 units, never half a character. */
export function cut(text: string, limit: number): { shown: string; left: number } {
	if (text.length <= limit) return { shown: text, left: 0 };
	const shown = text.slice(0, limit).replace(/[\ud800-\udbff]$/, '');
	return { shown, left: text.length - shown.length };
}
