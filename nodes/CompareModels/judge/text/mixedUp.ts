import { type Alphabet, SEAM } from './alphabet';
import type { Codes } from './assign';
import { closestPlace, type Search } from './closest';
import { readMixed, type Unit, unitsOf } from './interleave';
import { type Joined, withoutTaken } from './joined';
import type { Match } from './match';

/**
 * Texts whose words are mixed up with each other, or with text that nobody asked for; undefined where
 * nothing speaks for it.
 * @throws {NotChecked} if there are too many ways to look at.
 */
export function readMixedUp(
	texts: readonly Joined[],
	search: Search,
	before: readonly Match[],
): Match[] | undefined {
	const units = unitsOf(search.joined, search.taken);
	if (!couldBeMixed(texts, before, units, search)) return undefined;
	const total = before.reduce((sum, { edits }) => sum + edits, 0);
	const taken = readMixed(texts, units, total, search);
	if (taken === undefined) return undefined;
	const used = new Set(taken.flat());
	return taken.map((runs, index) => {
		const length = texts[index]!.codes.length;
		const edits =
			editsOfRuns(texts[index]!.codes, runs, search) + between(runs, units, used, search);
		return edits < length ? { runs, edits } : { runs: [], edits: length };
	});
}

/**
 * Whether at least half of what a text lacks stands elsewhere in the reading. Otherwise its words are not
 * mixed up with others: they are wrong.
 */
function couldBeMixed(
	texts: readonly Joined[],
	before: readonly Match[],
	units: readonly Unit[],
	{ joined, alphabet, work }: Search,
): boolean {
	const words = new Map(units.map((unit) => [unit, wordAt(unit, joined, alphabet)]));
	const settled = new Set<Unit>();
	const lacking = texts.map((text, index) => {
		const { runs } = before[index]!;
		work.spend(units.length * runs.length);
		const found = new Map<string, Unit[]>();
		for (const unit of units) {
			if (settled.has(unit) || !runs.some((run) => isWithin(unit, run))) continue;
			const word = words.get(unit)!;
			found.set(word, [...(found.get(word) ?? []), unit]);
		}
		const wordsOfText = unitsOf(text, new Uint8Array(text.codes.length));
		return wordsOfText
			.map((unit) => wordAt(unit, text, alphabet))
			.filter((word) => {
				const unit = found.get(word)?.pop();
				if (unit !== undefined) settled.add(unit);
				return unit === undefined;
			});
	});
	const spare = units
		.filter((unit) => !settled.has(unit))
		.map((unit) => ({ word: words.get(unit)!, isLine: isWholeLine(unit, joined) }));
	return lacking.some((ofText) => {
		const [all, each] = [ofText.join('\0'), new Set(ofText)];
		work.spend(all.length * spare.length * STEPS_BY_COMPARED);
		const gains = spare.filter(
			(part) => each.has(part.word) || (part.isLine && all.includes(part.word)),
		);
		const lengthOf = (words: string[]) => words.reduce((sum, { length }) => sum + length, 0);
		return 2 * lengthOf(gains.map(({ word }) => word)) >= Math.max(1, lengthOf(ofText));
	});
}

/** The engine's search in a string is that much quicker than a cell of a table. */
const STEPS_BY_COMPARED = 0.1;

const isWithin = (unit: Unit, { from, to }: Unit) => unit.from >= from && unit.to <= to;

/** A line without blanks: it may be a part of a word, or of a text that has none. */
function isWholeLine({ from, to }: Unit, { codes }: Joined): boolean {
	const begins = from === 0 || codes[from - 1] === SEAM;
	return begins && (to === codes.length || codes[to] === SEAM);
}

/** A word as a string of its codes, capitals like small letters. */
function wordAt({ from, to }: Unit, { codes }: Joined, alphabet: Alphabet): string {
	return String.fromCharCode(
		...codes.slice(from, to).map((code) => Math.min(code, ...(alphabet.alike(code) ?? []))),
	);
}

/** What turns the runs, one after the other, into the text. */
function editsOfRuns(text: Codes, runs: readonly Unit[], search: Search): number {
	if (runs.length === 0) return text.length;
	const { joined } = search;
	const inRuns = new Uint8Array(joined.codes.length).fill(1);
	for (const { from, to } of runs) inRuns.fill(0, from, to);
	const alone = withoutTaken(joined, inRuns).joined;
	const inner = alone.codes.slice(1).map(() => 0);
	const place = closestPlace(text, text.length - 1, {
		...search,
		joined: { ...alone, begins: [1, ...inner, 0], ends: [0, ...inner, 1] },
		taken: new Uint8Array(alone.codes.length),
	});
	return place?.edits ?? text.length;
}

/** Characters of words that stand between two runs, on the line of one of them, and belong to no text. */
function between(
	runs: readonly Unit[],
	units: readonly Unit[],
	used: ReadonlySet<Unit>,
	{ joined: { line } }: Search,
): number {
	return runs.slice(1).reduce((sum, run, index) => {
		const before = runs[index]!;
		const lines = [line[before.from], line[run.from]];
		const words = units.filter(
			(unit) =>
				unit.from >= before.to &&
				unit.to <= run.from &&
				!used.has(unit) &&
				lines.includes(line[unit.from]),
		);
		return words.reduce((total, { from, to }) => total + to - from + 1, sum);
	}, 0);
}
