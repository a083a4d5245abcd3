/** The fewest insertions, deletions and replacements that turn one sequence into the other. */
export function levenshtein(one: readonly string[], other: readonly string[]): number {
	let row = Array.from({ length: other.length + 1 }, (_, index) => index);
	for (const [index, element] of one.entries()) {
		const next = [index + 1];
		for (let at = 1; at <= other.length; at++) {
			const replaced = row[at - 1]! + (element === other[at - 1] ? 0 : 1);
			next.push(Math.min(replaced, row[at]! + 1, next[at - 1]! + 1));
		}
		row = next;
	}
	return row[other.length]!;
}
