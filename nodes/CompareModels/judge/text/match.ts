import { assign, take } from './assign';
import type { Search } from './closest';
import { readMixedUp } from './mixedUp';
import type { Unit } from './interleave';
import { type Joined, withoutTaken, writtenOf } from './joined';
import { resembles } from './resembles';

/** What of the reading is one expected text. */
export interface Match {
	/** In the order of the text's words; none where the text is missing. */
	runs: Unit[];
	edits: number;
}

/** Says whether runs of the reading can be a text that differs from them by some edits. */
type IsFound = (text: Joined, match: Match) => boolean;

/**
 * Finds each expected text in the reading: in any order, across line breaks, around other expected texts,
 * and, where that leaves differences, as words that are mixed up with those of others.
 * @throws {NotChecked}
 */
export function matchTexts(
	texts: readonly Joined[],
	read: Joined,
	{ alphabet, work }: Pick<Search, 'alphabet' | 'work'>,
): Match[] {
	const search = { joined: read, taken: new Uint8Array(read.codes.length), alphabet, work };
	const isFound: IsFound = (text, { runs, edits }) =>
		resembles(writtenIn(text, [wholeOf(text)]), writtenIn(read, runs), edits, work);
	const steps = [aroundOthers, readMixedUp];
	return steps.reduce(
		(found, better) => {
			const wrong = [...texts.keys()].filter((index) => found[index]!.edits > 0);
			if (wrong.length === 0) return found;
			const taken = new Uint8Array(read.codes.length);
			for (const { edits, runs } of found)
				if (edits === 0) for (const run of runs) mark(run, taken);
			const before = wrong.map((index) => found[index]!);
			const wrongTexts = wrong.map((index) => texts[index]!);
			const after = better(wrongTexts, { ...search, taken }, before, isFound);
			if (after === undefined || editsOf(after) >= editsOf(before)) return found;
			return found.map((match, index) => after[wrong.indexOf(index)] ?? match);
		},
		matchIn(texts, search, isFound, (from, to) => [{ from, to }]),
	);
}

const editsOf = (matches: readonly Match[]) => matches.reduce((sum, { edits }) => sum + edits, 0);

const wholeOf = ({ codes }: Joined): Unit => ({ from: 0, to: codes.length });

/** Runs as they were written. */
export function writtenIn(joined: Joined, runs: readonly Unit[]): string {
	return runs.map(({ from, to }) => writtenOf(joined, from, to)).join(' ');
}

/** Marks a run as taken. */
export function mark({ from, to }: Unit, taken: Uint8Array): void {
	take({ from, to, edits: 0 }, taken);
}

function matchIn(
	texts: readonly Joined[],
	search: Search,
	isFound: IsFound,
	unitsAt: (from: number, to: number) => Unit[],
): Match[] {
	const places = assign(
		texts.map(({ codes }) => codes),
		search,
	);
	return texts.map((text, index) => {
		const place = places[index];
		const missing = { runs: [], edits: text.codes.length };
		if (place === undefined) return missing;
		const match = { runs: unitsAt(place.from, place.to), edits: place.edits };
		return isFound(text, match) ? match : missing;
	});
}

/** With the texts that are right taken out: what is left closes up, as lines around another text. */
function aroundOthers(
	texts: readonly Joined[],
	search: Search,
	_before: Match[],
	isFound: IsFound,
): Match[] | undefined {
	if (!search.taken.includes(1)) return undefined;
	const { joined, places } = withoutTaken(search.joined, search.taken);
	const left = { ...search, joined, taken: new Uint8Array(joined.codes.length) };
	return matchIn(texts, left, isFound, (from, to) => runsOf(places.slice(from, to)));
}

/** The runs that places of the reading make, whatever was taken out between them. */
function runsOf(places: number[]): Unit[] {
	const runs: Unit[] = [];
	for (const at of places) {
		if (at < 0) continue;
		const last = runs.at(-1);
		if (last?.to === at) last.to = at + 1;
		else runs.push({ from: at, to: at + 1 });
	}
	return runs;
}
