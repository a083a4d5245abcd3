import { BLANK, SEAM } from './alphabet';
import type { Codes } from './assign';
import type { Search } from './closest';
import type { Joined } from './joined';
import { levenshtein } from './levenshtein';

/** Codes without a blank between them, from `from` up to but not including `to`. */
export interface Unit {
	from: number;
	to: number;
}

/** The words of joined pieces that nothing has taken; a line where words have no blanks between them. */
export function unitsOf({ codes, apart }: Joined, taken: Uint8Array): Unit[] {
	const units: Unit[] = [];
	let from = 0;
	for (let at = 0; at <= codes.length; at++) {
		const ends =
			at === codes.length || codes[at] === BLANK || codes[at] === SEAM || apart[at] === 1;
		if (!ends) continue;
		if (at > from && !taken.subarray(from, at).includes(1)) units.push({ from, to: at });
		from = codes[at] === BLANK || codes[at] === SEAM ? at + 1 : at;
	}
	return units;
}

/** A unit as part of a text: its characters from `at` on, `length` of them, with some edits. */
interface Fit {
	at: number;
	length: number;
	edits: number;
	/** It goes on with a word that a line before it began. */
	goesOn: boolean;
}

interface State {
	/** By text: how many of its characters have been passed. */
	passed: number[];
	edits: number;
	last: Taken | undefined;
}

interface Taken {
	unit: Unit;
	text: number;
	before: Taken | undefined;
}

/** Beside a cell of a table, what it takes to look at one more way. */
const STEPS_BY_WAY = 200;

/**
 * Reads several texts out of units that are mixed up, as the lines of two columns: each text takes units
 * in the order of its words, none is taken twice, and all edits together are fewest and fewer than
 * `mostEdits`. Units that no text takes cost nothing.
 * @returns the units of each text; undefined if there is no such way.
 * @throws {NotChecked} if more ways would have to be looked at than there are steps left.
 */
export function readMixed(
	texts: readonly Joined[],
	units: readonly Unit[],
	mostEdits: number,
	search: Search,
): Unit[][] | undefined {
	let states = new Map<string, State>([
		['', { passed: texts.map(() => 0), edits: 0, last: undefined }],
	]);
	for (const unit of units) {
		const fits = texts.map((text) => fitsOf(unit, text, search));
		if (fits.every((ofText) => ofText.length === 0)) continue;
		search.work.spend(STEPS_BY_WAY * states.size);
		const next = new Map(states);
		for (const state of states.values()) {
			for (const [text, ofText] of fits.entries()) {
				for (const fit of ofText) {
					const before = state.passed[text]!;
					const edits = state.edits + fit.at - before + fit.edits;
					if (fit.at < before || edits >= mostEdits) continue;
					if (fit.goesOn && (before !== fit.at || before === 0)) continue;
					search.work.spend(STEPS_BY_WAY);
					const passed = [...state.passed];
					passed[text] = afterBlank(texts[text]!, fit.at + fit.length);
					const key = passed.join();
					const known = next.get(key);
					if (known !== undefined && known.edits <= edits) continue;
					next.set(key, { passed, edits, last: { unit, text, before: state.last } });
				}
			}
		}
		states = next;
	}
	const total = ({ passed, edits }: State) =>
		passed.reduce((sum, at, index) => sum + texts[index]!.codes.length - at, edits);
	const best = [...states.values()].reduce((one, other) =>
		total(other) < total(one) ? other : one,
	);
	if (total(best) >= mostEdits) return undefined;
	const taken = texts.map((): Unit[] => []);
	for (let last = best.last; last !== undefined; last = last.before) {
		taken[last.text]!.unshift(last.unit);
	}
	return taken;
}

function afterBlank({ codes }: Joined, at: number): number {
	return codes[at] === BLANK ? at + 1 : at;
}

/** Where the unit stands in the text as it is, or as a word that differs by a third at most. */
function fitsOf(unit: Unit, text: Joined, { joined, work, alphabet }: Search): Fit[] {
	const fits: Fit[] = [];
	const beginsLine = unit.from === 0 || joined.codes[unit.from - 1] === SEAM;
	const endsLine = unit.to === joined.codes.length || joined.codes[unit.to] === SEAM;
	const whole = joined.codes.slice(unit.from, unit.to);
	const written = joined.free[unit.to - 1] === 1 ? [whole, whole.slice(0, -1)] : [whole];
	work.spend(text.codes.length);
	for (const [at, first] of text.codes.entries()) {
		if (first === BLANK || (text.begins[at] !== 1 && !beginsLine)) continue;
		const exact = written.find(
			(codes) =>
				(endsLine || text.ends[at + codes.length] === 1) &&
				codes.every((code, index) => {
					const wanted = text.codes[at + index];
					return wanted !== undefined && alphabet.same(code, wanted);
				}),
		);
		if (exact !== undefined) {
			fits.push({ at, length: exact.length, edits: 0, goesOn: text.begins[at] !== 1 });
			continue;
		}
		if (at > 0 && text.codes[at - 1] !== BLANK) continue;
		const word = text.codes.slice(at, endOfWord(text.codes, at));
		const limit = Math.floor(Math.max(word.length, whole.length) / 3);
		if (Math.abs(word.length - whole.length) > limit) continue;
		work.spend((2 * limit + 1) * word.length);
		const edits = levenshtein(word, whole, limit);
		if (edits <= limit) fits.push({ at, length: word.length, edits, goesOn: false });
	}
	return fits;
}

function endOfWord(codes: Codes, at: number): number {
	const blank = codes.indexOf(BLANK, at);
	return blank < 0 ? codes.length : blank;
}
