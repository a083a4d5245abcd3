import { levenshtein } from './levenshtein';
import { characters, normalize } from './normalize';
import type { Work } from './work';

/** So much text has its differences shown, whatever it is. */
const MOST_CELLS = 100_000;
/** A shorter word is in most texts. */
const SHORTEST_WORD = 4;

/**
 * Whether what was found can be the text with mistakes: at least half of its characters are right, case and
 * accents aside, or a word is. Anything else is another text, in which some characters agree as in any two.
 * @param edits what turns one into the other.
 */
export function resembles(text: string, found: string, edits: number, work: Work): boolean {
	const [one, other] = [bareOf(text), bareOf(found)];
	const words = new Set(one.split(' ').filter((word) => word.length >= SHORTEST_WORD));
	if (other.split(' ').some((word) => words.has(word))) return true;
	const [wanted, there] = [characters(one), characters(other)];
	const isEnough = (wrong: number) => 2 * wrong <= wanted.length;
	if (isEnough(edits)) return true;
	const cells = wanted.length * there.length;
	if (cells > MOST_CELLS) return true;
	work.spend(cells);
	return isEnough(levenshtein(wanted, there));
}

/** In capitals without accents. */
function bareOf(text: string): string {
	return normalize(text, { ignoreCase: true, ignoreWhitespace: false })
		.normalize('NFD')
		.replace(/\p{M}/gu, '');
}
