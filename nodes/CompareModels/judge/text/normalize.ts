/** What does not count as a difference. */
export interface TextRules {
	/** Capitals and small letters. */
	ignoreCase: boolean;
	/** Blanks and line breaks; without it any run of them counts as one blank. */
	ignoreWhitespace: boolean;
}

const INVISIBLE = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufe0e\ufe0f]/g;

/** Signs that look alike in most typefaces, so that nobody can tell them apart on a picture. */
const LOOKALIKES: ReadonlyArray<readonly [RegExp, string]> = [
	[/[‘’‚‛′`´]/g, "'"],
	[/[“”„‟″«»]/g, '"'],
	[/[‐‑‒–—―−]/g, '-'],
	[/…/g, '...'],
];

/**
 * The text as it is compared: in Unicode's composed form, without what cannot be seen, with one sign
 * for quotation marks, apostrophes and hyphens that look alike.
 */
export function normalize(text: string, rules: TextRules): string {
	let plain = text.normalize('NFC').replace(INVISIBLE, '');
	for (const [signs, one] of LOOKALIKES) plain = plain.replace(signs, one);
	plain = plain.replace(/\s+/gu, rules.ignoreWhitespace ? '' : ' ').trim();
	// Upper case, because it has one form where lower case has two: the two Greek sigmas, ß and ss.
	return rules.ignoreCase ? plain.toUpperCase().normalize('NFC') : plain;
}

/** Made when it is first needed: that takes some milliseconds, which n8n's start should not. */
let segmenter: Intl.Segmenter | undefined;

/** What a person counts as one letter, whatever it is made of: é, 👩‍🚒, क्षि. */
export function characters(text: string): string[] {
	segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
	return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
