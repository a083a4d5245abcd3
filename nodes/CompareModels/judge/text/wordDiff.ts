/** Words in a row that are in both texts, only in the expected one, or only in what was read. */
export interface DiffPart {
	kind: 'same' | 'missing' | 'added';
	text: string;
}

/**
 * How what was read differs from what was expected, in words.
 * @param key two words with the same key are the same word.
 */
export function wordDiff(
	expected: string,
	read: string,
	key: (word: string) => string,
): DiffPart[] {
	const one = wordsOf(expected);
	const other = wordsOf(read);
	const common = commonLengths(one.map(key), other.map(key));
	const parts: DiffPart[] = [];
	const add = (kind: DiffPart['kind'], word: string) => {
		const last = parts.at(-1);
		if (last?.kind === kind) last.text += ` ${word}`;
		else parts.push({ kind, text: word });
	};
	let [i, j] = [0, 0];
	while (i < one.length || j < other.length) {
		const both = i < one.length && j < other.length && key(one[i]!) === key(other[j]!);
		if (both) {
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
	return text.split(/\s+/u).filter((word) => word !== '');
}

/** At [i][j]: the length of the longest common subsequence of what follows i and j. */
function commonLengths(one: readonly string[], other: readonly string[]): number[][] {
	const table = Array.from({ length: one.length + 1 }, () =>
		new Array<number>(other.length + 1).fill(0),
	);
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
