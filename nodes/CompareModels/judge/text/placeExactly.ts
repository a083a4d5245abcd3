import type { Codes } from './assign';
import type { Search } from './closest';
import { advance, EDIT, FAR, type Place, placeOf, wantedOf } from './column';
import type { Joined } from './joined';

/** The last text of a chain of placed ones. */
interface Placed {
	text: number;
	place: Place;
	before: Placed | undefined;
}

/** Cells that `placeExactly` computes. */
export function stepsOfExact(texts: readonly Codes[], { codes }: Joined): number {
	const characters = texts.reduce((sum, text) => sum + text.length + 1, 0);
	return (codes.length + 1) * characters * 2 ** (texts.length - 1);
}

/**
 * The places that need the fewest edits of all, each text at one place at most. One pass over the joined
 * text; by set of texts that are placed so far, and by the text that is being placed, a column of the
 * usual table.
 * @throws {NotChecked}
 */
export function placeExactly(texts: readonly Codes[], search: Search): Array<Place | undefined> {
	const { joined, taken, alphabet, work } = search;
	work.spend(stepsOfExact(texts, joined));
	const { codes, free, begins, ends } = joined;
	const wanted = texts.map((text) => wantedOf(text, alphabet));
	const sets = 2 ** texts.length;
	/** By set: the edits of its texts, once all are placed, and by place, what they were up to it. */
	const done = new Array<number>(sets).fill(FAR);
	const chains: Array<Array<Placed | undefined>> = Array.from({ length: sets }, () => []);
	done[0] = 0;
	const columns = Array.from({ length: sets }, (_, set) =>
		texts.map(({ length }, index) =>
			(set & (1 << index)) === 0 ? new Int32Array(length + 1).fill(FAR) : undefined,
		),
	);
	for (let at = 0; at <= codes.length; at++) {
		const isFirst = at === 0 || taken[at - 1] === 1;
		const code = isFirst ? -1 : codes[at - 1]!;
		const removing = !isFirst && free[at - 1] === 1 ? 0 : EDIT;
		for (const ofSet of chains) ofSet[at] = ofSet[at - 1];
		for (let set = 0; set < sets; set++) {
			for (const [index, cells] of columns[set]!.entries()) {
				if (cells === undefined) continue;
				if (isFirst) cells.fill(FAR);
				const begin = begins[at] === 1 && done[set]! < FAR ? done[set]! * EDIT - at : FAR;
				advance(cells, wanted[index]!, code, removing, begin);
				const next = set | (1 << index);
				const { edits, from, to } = placeOf(cells.at(-1)!, at);
				if (ends[at] !== 1 || edits >= done[next]!) continue;
				const before = chains[set]![from];
				const place = { from, to, edits: edits - editsOf(before) };
				done[next] = edits;
				chains[next]![at] = { text: index, place, before };
			}
		}
	}
	return best(
		texts,
		done,
		chains.map((ofSet) => ofSet.at(-1)),
	);
}

function editsOf(chain: Placed | undefined): number {
	return chain === undefined ? 0 : chain.place.edits + editsOf(chain.before);
}

function best(
	texts: readonly Codes[],
	done: readonly number[],
	chains: ReadonlyArray<Placed | undefined>,
): Array<Place | undefined> {
	let [fewest, last]: [number, Placed | undefined] = [Infinity, undefined];
	for (const [set, edits] of done.entries()) {
		const missing = texts.reduce(
			(sum, text, index) => sum + ((set & (1 << index)) === 0 ? text.length : 0),
			0,
		);
		if (edits + missing >= fewest) continue;
		[fewest, last] = [edits + missing, chains[set]];
	}
	const places = new Array<Place | undefined>(texts.length).fill(undefined);
	for (let placed = last; placed !== undefined; placed = placed.before) {
		places[placed.text] = placed.place;
	}
	return places;
}
