/** What does not count as a difference. */
export interface TextRules {
	/** Capitals and small letters. */
	ignoreCase: boolean;
	/** Blanks and line breaks; without it any run of them counts as one blank. */
	ignoreWhitespace: boolean;
}

/** Marks of direction, joiners, variation selectors, and the line that stretches an Arabic word. */
const INVISIBLE =
	/[\u00ad\u034f\u061c\u0640\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufe00-\ufe0f]/g;

/**
 * Forms that show the same character: full and half width, ligatures, the contextual forms of Arabic and
 * Hebrew, radicals, vertical punctuation, Roman numerals, letters of a mathematical face. Other
 * compatibility characters stay, because m² is not m2.
 */
const SAME_CHARACTER =
	/[\u0132\u0133\u01c4-\u01cc\u01f1-\u01f3\u2160-\u217f\u2e80-\u2fdf\ufb00-\ufdff\ufe10-\ufe6f\ufe70-\ufefe\uff00-\uffef\u{1d400}-\u{1d7ff}]/gu;

/** Signs that look alike in most typefaces, so that nobody can tell them apart on an image. */
const LOOKALIKES: ReadonlyArray<readonly [RegExp, string]> = [
	[/[‘’‚‛′`´‹›ʹʻʼ׳]/g, "'"],
	[/[“”„‟″«»〝〞〟״]/g, '"'],
	[/[‐‑‒–—―−]/g, '-'],
	[/[〜∼]/g, '~'],
	[/[‧∙⋅・]/g, '·'],
	[/…/g, '...'],
];

/** Characters of which nothing above is true, to be quick with them: most of what is written. */
const PLAIN = /^[ -_a-~À-ıĴ-žА-яぁ-ゖァ-ヺー一-鿿가-힣]*$/u;

/** The text with one spelling for what looks the same; capitals and white space as written. */
export function lookOf(text: string): string {
	if (PLAIN.test(text)) return text;
	let plain = text.normalize('NFC').replace(INVISIBLE, '');
	plain = plain.replace(SAME_CHARACTER, (sign) => sign.normalize('NFKC')).normalize('NFC');
	for (const [signs, one] of LOOKALIKES) plain = plain.replace(signs, one);
	return plain;
}

/** What has another case, and what is made of such a character. */
const CASED = /[\p{Changes_When_Uppercased}İẞ]/u;

/**
 * Without the difference of capitals and small letters. In upper case, because it has one form where lower
 * case has two: the two Greek sigmas, ß and ss. The dotless ı of Turkish stays, for it is another letter.
 */
export function foldCase(text: string): string {
	if (!CASED.test(text)) return text;
	return text
		.replace(/i\u0307/g, 'i')
		.replace(/[^ı]+/gu, (others) => others.toUpperCase())
		.replace(/ẞ/g, 'SS')
		.replace(/İ/g, 'I')
		.normalize('NFC');
}

/**
 * The text as it is compared: in Unicode's composed form, without what cannot be seen, with one sign
 * for what looks the same.
 */
export function normalize(text: string, rules: TextRules): string {
	const plain = lookOf(text)
		.replace(/\s+/gu, rules.ignoreWhitespace ? '' : ' ')
		.trim();
	return rules.ignoreCase ? foldCase(plain) : plain;
}

/** Made when it is first needed: that takes some milliseconds, which n8n's start should not. */
let segmenter: Intl.Segmenter | undefined;

/** Whatever may join its neighbour in one character; without it every code point is one. */
const JOINING =
	/[\p{M}\p{Cf}\p{Emoji_Modifier}\p{Regional_Indicator}\u0e33\u0eb3\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff\uff9e\uff9f\r]/u;

/** What a person counts as one character, whatever it is made of: é, 👩‍🚒, क्षि. */
export function characters(text: string): string[] {
	if (!JOINING.test(text)) return Array.from(text);
	segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
	return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
