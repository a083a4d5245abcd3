import { levenshtein } from './levenshtein';
import { characters, normalize, type TextRules } from './normalize';
import { wordDiff, type DiffPart } from './wordDiff';

/** How what a picture says differs from what it was to say. */
export interface TextScore {
	/** The texts that were to be shown. */
	expected: string[];
	/** Everything that was read, piece by piece. */
	read: string[];
	/** Letters (grapheme clusters) of what was expected. */
	characters: number;
	/** Letters to insert, delete or replace. */
	edits: number;
	/** `edits` by `characters`: 0 is right; above 1 where far too much was read. */
	errorRate: number;
	exact: boolean;
	/** The words of each expected text. */
	differences: DiffPart[][];
	/** Pieces of text that belong to nothing expected. They do not count as wrong letters. */
	unasked: string[];
}

interface Piece {
	text: string;
	letters: string[];
	taken: boolean;
}

/** A run of pieces from `from` up to but not including `to`. */
interface Found {
	from: number;
	to: number;
	edits: number;
}

/**
 * The character error rate of what was read. Each expected text is looked for among the pieces, in any
 * order: it may be one piece or several in a row. Where everything expected against everything read
 * comes out closer, as when two texts stand in one piece, that counts.
 * @param expected at least one text that is not empty.
 */
export function scoreText(expected: string[], read: string[], rules: TextRules): TextScore {
	const letters = (text: string) => characters(normalize(text, rules));
	const piecewise = findEach(expected, read, letters, rules);
	const whole = findAll(expected, read, letters, rules);
	const { edits, matched, unasked } = whole.edits < piecewise.edits ? whole : piecewise;
	// As written: upper case makes two letters of ß.
	const asWritten = { ...rules, ignoreCase: false };
	const total = expected.reduce(
		(sum, text) => sum + characters(normalize(text, asWritten)).length,
		0,
	);
	const key = (word: string) => normalize(word, { ...rules, ignoreWhitespace: true });
	return {
		expected,
		read,
		characters: total,
		edits,
		errorRate: total === 0 ? 0 : edits / total,
		exact: edits === 0,
		differences: matched.map(({ asked, found, edits: wrong }) =>
			wrong === 0 ? [{ kind: 'same', text: asked }] : wordDiff(asked, found, key),
		),
		unasked,
	};
}

interface Matching {
	edits: number;
	matched: Array<{ asked: string; found: string; edits: number }>;
	unasked: string[];
}

type Letters = (text: string) => string[];

/** The longest text first, so that a short one does not take its place. */
function findEach(
	expected: string[],
	read: string[],
	letters: Letters,
	rules: TextRules,
): Matching {
	const pieces = read.map((text) => ({ text, letters: letters(text), taken: false }));
	const matched: Matching['matched'] = [];
	const byLength = [...expected.keys()].sort(
		(a, b) => letters(expected[b]!).length - letters(expected[a]!).length,
	);
	for (const index of byLength) {
		const asked = expected[index]!;
		const { from, to, edits } = closestRun(letters(asked), pieces, rules);
		const run = pieces.slice(from, to);
		for (const piece of run) piece.taken = true;
		matched[index] = { asked, found: run.map(({ text }) => text).join(' '), edits };
	}
	return {
		edits: matched.reduce((sum, { edits }) => sum + edits, 0),
		matched,
		unasked: pieces.filter(({ taken }) => !taken).map(({ text }) => text),
	};
}

/** The free pieces in a row that are closest to `asked`; none where all its letters would have to change. */
function closestRun(asked: string[], pieces: Piece[], rules: TextRules): Found {
	let best: Found = { from: 0, to: 0, edits: asked.length };
	for (let from = 0; from < pieces.length; from++) {
		let run: string[] = [];
		for (let to = from; to < pieces.length && !pieces[to]!.taken; to++) {
			const gap = run.length > 0 && !rules.ignoreWhitespace ? [' '] : [];
			run = [...run, ...gap, ...pieces[to]!.letters];
			// Twice as long needs at least as many deletions as finding nothing costs.
			if (run.length >= 2 * asked.length) break;
			const edits = levenshtein(asked, run);
			if (edits < best.edits) best = { from, to: to + 1, edits };
		}
	}
	return best;
}

function findAll(expected: string[], read: string[], letters: Letters, rules: TextRules): Matching {
	const gap = rules.ignoreWhitespace ? '' : ' ';
	const [asked, found] = [expected.join(gap), read.join(gap)];
	const edits = levenshtein(letters(asked), letters(found));
	return { edits, matched: [{ asked, found, edits }], unasked: [] };
}
