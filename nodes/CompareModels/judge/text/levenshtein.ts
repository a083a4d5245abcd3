/**
 * The fewest insertions, deletions and replacements that turn one sequence into the other; `limit` + 1
 * where it takes more than `limit`. Only the cells beside the diagonal that can stay within it are computed.
 */
export function levenshtein<Element>(
	one: readonly Element[],
	other: readonly Element[],
	limit = Math.max(one.length, other.length),
): number {
	const tooMany = limit + 1;
	if (Math.abs(one.length - other.length) > limit) return tooMany;
	let row = Array.from({ length: other.length + 1 }, (_, at) => Math.min(at, tooMany));
	for (const [index, element] of one.entries()) {
		const from = Math.max(1, index + 1 - limit);
		const to = Math.min(other.length, index + 1 + limit);
		const next = new Array<number>(other.length + 1).fill(tooMany);
		next[0] = Math.min(index + 1, tooMany);
		let least = next[0];
		for (let at = from; at <= to; at++) {
			const replaced = row[at - 1]! + (element === other[at - 1] ? 0 : 1);
			const edits = Math.min(replaced, row[at]! + 1, next[at - 1]! + 1, tooMany);
			next[at] = edits;
			if (edits < least) least = edits;
		}
		if (least > limit) return tooMany;
		row = next;
	}
	return row[other.length]!;
}
