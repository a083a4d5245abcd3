import { characters, foldCase, lookOf, type TextRules } from './normalize';

/** A text as the signs that are compared. */
export interface Signs {
	/** As written. */
	characters: string[];
	/** One or several for a character (ß is SS), none for one that cannot be seen; a blank is ` `. */
	keys: string[];
	/** The character that each key belongs to. */
	source: number[];
}

/** The signs of a text. Blanks are neither collapsed nor trimmed. */
export function signsOf(text: string, { ignoreCase }: TextRules): Signs {
	const written = characters(text);
	const capitals = ignoreCase ? greekCapitals(written) : undefined;
	const known = new Map<string, string[]>();
	const signs: Signs = { characters: written, keys: [], source: [] };
	for (const [index, character] of written.entries()) {
		let keys = known.get(character);
		if (keys === undefined) {
			keys = keysOf(character, ignoreCase);
			known.set(character, keys);
		}
		for (const key of keys) {
			signs.keys.push(capitals?.has(index) ? bare(key) : key);
			signs.source.push(index);
		}
	}
	return signs;
}

function keysOf(character: string, ignoreCase: boolean): string[] {
	const plain = lookOf(character).replace(/\s/gu, ' ');
	if (!ignoreCase) return characters(plain);
	return characters(plain).flatMap((sign) => TURKISH.get(sign) ?? characters(foldCase(sign)));
}

/** A capital without its marks: it may be the letter with or without them. */
const bare = (letter: string) => `^${letter}`;

/** The I without a dot is the capital of two letters, the one with a dot that of i alone. */
const TURKISH = new Map([
	['I', bare('I')],
	['i', 'i'],
	['i\u0307', 'i'],
	['ı', 'ı'],
	['İ', bare('İ')],
]);

const GREEK_VOWEL = /^[ΑΕΗΙΟΥΩΪΫ]$/u;

/** Where the capitals of Greek words stand whose accents are not written, as is usual in capitals. */
function greekCapitals(written: string[]): Set<number> | undefined {
	if (!written.some((character) => GREEK_VOWEL.test(character))) return undefined;
	const found = new Set<number>();
	let from = 0;
	for (let to = 0; to <= written.length; to++) {
		if (to < written.length && /^\p{L}/u.test(written[to]!)) continue;
		const word = written.slice(from, to);
		if (word.length > 1 && !word.some((character) => /\p{Ll}/u.test(character))) {
			for (const [index, character] of word.entries()) {
				if (GREEK_VOWEL.test(character)) found.add(from + index);
			}
		}
		from = to + 1;
	}
	return found;
}

/** Whether two different keys show the same sign. */
export function showTheSame(one: string, other: string): boolean {
	return isCapitalOf(one, other) || isCapitalOf(other, one);
}

function isCapitalOf(capital: string, letter: string): boolean {
	if (capital === bare('İ')) return letter === 'i';
	if (capital === bare('I')) return letter === 'i' || letter === 'ı';
	return (
		capital.length > 1 &&
		capital.startsWith('^') &&
		/^\p{Script=Greek}/u.test(letter) &&
		capital === bare(withoutAccent(letter))
	);
}

/** But for the diaeresis, which Greek capitals keep. */
function withoutAccent(letter: string): string {
	return letter
		.normalize('NFD')
		.replace(/[\u0300-\u0307\u0309-\u036f]/g, '')
		.normalize('NFC');
}
