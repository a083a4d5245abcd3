import { isTight } from './characters';
import { characters } from './normalize';

/** Words in a row that are in both texts, only in the expected one, or only in what was read. */
export interface DiffPart {
	kind: 'same' | 'missing' | 'added';
	text: string;
}

/** Cells of the table of common words; above them the texts are shown as two. */
const MOST_CELLS = 1_000_000;

/**
 * How what was read differs from what was expected, in words; in characters where a script has no blanks
 * between words.
 * @param key two words with the same key are the same word.
 */
export function wordDiff(
	expected: string,
	read: string,
	key: (word: string) => string,
): DiffPart[] {
	const one = wordsOf(expected);
	const other = wordsOf(read);
	const [oneKeys, otherKeys] = [one.map(key), other.map(key)];
	const parts: DiffPart[] = [];
	const add = (kind: DiffPart['kind'], word: string) => {
		const last = parts.at(-1);
		if (last?.kind !== kind) parts.push({ kind, text: word });
		else last.text += needsBlank(last.text, word) ? ` ${word}` : word;
	};
	if (one.length * other.length > MOST_CELLS) {
		for (const word of one) add('missing', word);
		for (const word of other) add('added', word);
		return parts;
	}
	const common = commonLengths(oneKeys, otherKeys);
	let [i, j] = [0, 0];
	while (i < one.length || j < other.length) {
		if (i < one.length && j < other.length && oneKeys[i] === otherKeys[j]) {
			add('same', one[i]!);
			i++;
			j++;
		} else if (j >= other.length || (i < one.length && common[i + 1]![j]! >= common[i]![j + 1]!)) {
			add('missing', one[i++]!);
		} else {
			add('added', other[j++]!);
		}
	}
	return parts;
}

function wordsOf(text: string): string[] {
	return text.split(/\s+/u).flatMap((word) => {
		if (word === '') return [];
		return isTight(word) || isTight(word.slice(-1)) ? characters(word) : [word];
	});
}

function needsBlank(before: string, after: string): boolean {
	return !isTight(before.slice(-1)) && !isTight(after);
}

/** At [i][j]: the length of the longest common subsequence of what follows i and j. */
function commonLengths(one: readonly string[], other: readonly string[]): Uint32Array[] {
	const table = Array.from({ length: one.length + 1 }, () => new Uint32Array(other.length + 1));
	for (let i = one.length - 1; i >= 0; i--) {
		for (let j = other.length - 1; j >= 0; j--) {
			table[i]![j] =
				one[i] === other[j]
					? table[i + 1]![j + 1]! + 1
					: Math.max(table[i + 1]![j]!, table[i]![j + 1]!);
		}
	}
	return table;
}
