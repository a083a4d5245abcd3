import { closestPlace, type Search } from './closest';
import type { Place } from './column';
import { placeExactly, stepsOfExact } from './placeExactly';

/** A text that is looked for. */
export type Codes = readonly number[];

/** Steps that the exact search may take; above them only the texts in each other's way are searched. */
const MOST_EXACT_STEPS = 1_000_000;

/**
 * Places for texts so that no two share one and the edits of all together are fewest, a text without a
 * place counted as all its characters. The closest text is placed first; where that leaves anything to
 * gain, all ways to place the texts concerned are searched.
 * @returns by text; undefined if nothing of it was found.
 * @throws {NotChecked}
 */
export function assign(texts: readonly Codes[], search: Search): Array<Place | undefined> {
	const unhindered = texts.map((text) => closestPlace(text, text.length - 1, search));
	const places = placeClosestFirst(texts, unhindered, search);
	const costs = (of: Array<Place | undefined>, index: number) =>
		of[index]?.edits ?? texts[index]!.length;
	const hindered = [...texts.keys()].filter(
		(index) => costs(places, index) > costs(unhindered, index),
	);
	if (hindered.length === 0) return places;
	const all = [...texts.keys()];
	const inTheWay = all.filter(
		(index) =>
			hindered.includes(index) ||
			hindered.some((other) => overlap(places[index], unhindered[other])),
	);
	for (const chosen of [all, inTheWay]) {
		if (
			stepsOfExact(
				chosen.map((index) => texts[index]!),
				search.joined,
			) > MOST_EXACT_STEPS
		) {
			continue;
		}
		const taken = Uint8Array.from(search.taken);
		for (const index of all) if (!chosen.includes(index)) take(places[index], taken);
		const better = placeExactly(
			chosen.map((index) => texts[index]!),
			{ ...search, taken },
		);
		const sum = (of: Array<Place | undefined>, indexes: number[]) =>
			indexes.reduce((total, index) => total + costs(of, index), 0);
		const merged = [...places];
		for (const [at, index] of chosen.entries()) merged[index] = better[at];
		return sum(merged, all) < sum(places, all) ? merged : places;
	}
	return places;
}

/** Marks a place as taken. */
export function take(place: Place | undefined, taken: Uint8Array): void {
	if (place !== undefined) taken.fill(1, place.from, place.to);
}

function overlap(one: Place | undefined, other: Place | undefined): boolean {
	return one !== undefined && other !== undefined && one.from < other.to && other.from < one.to;
}

/** By the share of characters that are wrong, the longer text first where that is the same. */
function placeClosestFirst(
	texts: readonly Codes[],
	unhindered: Array<Place | undefined>,
	search: Search,
): Array<Place | undefined> {
	const places = [...unhindered];
	const taken = Uint8Array.from(search.taken);
	const isTaken = ({ from, to }: Place) => taken.subarray(from, to).includes(1);
	const rate = (index: number) => (places[index]?.edits ?? Infinity) / texts[index]!.length;
	const waiting = new Set(texts.keys());
	while (waiting.size > 0) {
		search.work.spend(waiting.size);
		const next = [...waiting].reduce((best, index) =>
			rate(index) < rate(best) ||
			(rate(index) === rate(best) && texts[index]!.length > texts[best]!.length)
				? index
				: best,
		);
		const place = places[next];
		if (place !== undefined && isTaken(place)) {
			// Its next place is no closer: it may not be its turn any more.
			const text = texts[next]!;
			places[next] = closestPlace(text, text.length - 1, { ...search, taken });
			continue;
		}
		waiting.delete(next);
		take(place, taken);
	}
	return places;
}
