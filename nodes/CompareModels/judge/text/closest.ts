import { type Alphabet, SEAM } from './alphabet';
import { advance, EDIT, FAR, type Place, placeOf, type Wanted, wantedOf } from './column';
import type { Joined } from './joined';
import type { Work } from './work';

/** What a search goes through. */
export interface Search {
	joined: Joined;
	/** By code: 1 where another text stands. */
	taken: Uint8Array;
	alphabet: Alphabet;
	work: Work;
}

/**
 * Where a text is found with the fewest edits, at most `limit`; undefined if it is not. Of several
 * such places one that is a whole line, then the first.
 *
 * Sellers' algorithm, column by column, and of each column only the cells that can still end within the
 * limit (after Ukkonen's cut-off). So the limit begins small and grows.
 * @throws {NotChecked}
 */
export function closestPlace(
	text: readonly number[],
	limit: number,
	search: Search,
): Place | undefined {
	if (limit < 0) return undefined;
	search.work.spend(search.joined.codes.length);
	const wanted = wantedOf(text, search.alphabet);
	for (let tried = 2; tried < limit / 4; tried *= 8) {
		const place = withinLimit(wanted, tried, search);
		if (place !== undefined) return place;
	}
	return 4 * limit < text.length
		? withinLimit(wanted, limit, search)
		: withAnyEdits(wanted, limit, search);
}

/** All cells of each column, which is quicker where the limit leaves out few. */
function withAnyEdits(
	wanted: Wanted,
	limit: number,
	{ joined, taken, work }: Search,
): Place | undefined {
	const { codes, free, begins, ends } = joined;
	const cells = new Int32Array(wanted.codes.length + 1);
	let best: Place | undefined;
	for (let at = 0; at <= codes.length; at++) {
		const isFirst = at === 0 || taken[at - 1] === 1;
		if (isFirst) {
			if (taken[at] === 1) continue;
			cells.fill(FAR);
		}
		const code = isFirst ? -1 : codes[at - 1]!;
		const removing = !isFirst && free[at - 1] === 1 ? 0 : EDIT;
		advance(cells, wanted, code, removing, begins[at] === 1 ? -at : FAR);
		work.spend(cells.length);
		if (ends[at] !== 1) continue;
		const place = placeOf(cells.at(-1)!, at);
		if (place.edits > limit) continue;
		if (best === undefined || isBetter(place, best, joined)) best = place;
	}
	return best;
}

function withinLimit(
	{ codes: text, alike, isLoose }: Wanted,
	limit: number,
	{ joined, taken, work }: Search,
): Place | undefined {
	const { codes, free, begins, ends } = joined;
	const length = text.length;
	const most = limit * EDIT;
	/** The column before and this one; beyond the limit every cell is FAR. */
	let [before, now] = [farCells(length), farCells(length)];
	/** The cells of the column before that are within the limit, from the first to the last. */
	let [active, next] = [new Int32Array(length + 1), new Int32Array(length + 1)];
	let actives = 0;
	let best: Place | undefined;
	for (let at = 0; at <= codes.length; at++) {
		const isFirst = at === 0 || taken[at - 1] === 1;
		if (isFirst) {
			while (actives > 0) before[active[--actives]!] = FAR;
			if (taken[at] === 1) continue;
		}
		const code = isFirst ? -1 : codes[at - 1]!;
		const removing = !isFirst && free[at - 1] === 1 ? 0 : EDIT;
		let above = begins[at] === 1 ? -at : Math.min(FAR, before[0]! + removing);
		let nexts = 0;
		let cell = 0;
		let known = 0;
		let steps = 1;
		for (;;) {
			if (above <= most) {
				now[cell] = above;
				next[nexts++] = cell++;
			} else {
				// On to the first cell below or beside one of the column before.
				above = FAR;
				while (known < actives && active[known]! < cell) known++;
				cell = known < actives ? Math.max(cell + 1, active[known]!) : length + 1;
			}
			if (cell > length) break;
			const diagonal = before[cell - 1]!;
			const isSame =
				text[cell - 1] === code || (isLoose[cell - 1] === 1 && alike[cell - 1]!.includes(code));
			const replaced = isSame ? diagonal : diagonal + EDIT;
			const removed = before[cell]! + removing;
			above += EDIT;
			if (replaced < above) above = replaced;
			if (removed < above) above = removed;
			steps++;
		}
		work.spend(steps);
		while (actives > 0) before[active[--actives]!] = FAR;
		[before, now, active, next, actives] = [now, before, next, active, nexts];
		if (ends[at] === 1 && before[length]! <= most) {
			const place = placeOf(before[length]!, at);
			if (best === undefined || isBetter(place, best, joined)) best = place;
		}
	}
	return best;
}

function farCells(length: number): Int32Array {
	return new Int32Array(length + 1).fill(FAR);
}

function isBetter(one: Place, other: Place, joined: Joined): boolean {
	if (one.edits !== other.edits) return one.edits < other.edits;
	return wholeEnds(one, joined) > wholeEnds(other, joined);
}

/** How many of a place's ends are those of a line. */
function wholeEnds({ from, to }: Place, { codes }: Joined): number {
	const beginsLine = from === 0 || codes[from - 1] === SEAM;
	return Number(beginsLine) + Number(to === codes.length || codes[to] === SEAM);
}
