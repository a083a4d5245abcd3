import { Alphabet } from './alphabet';
import { join, joinOne, type Joined } from './joined';
import { leftoversOf } from './leftover';
import { mark, type Match, matchTexts, writtenIn } from './match';
import { normalize, type TextRules } from './normalize';
import { wordDiff, type DiffPart } from './wordDiff';
import { NotChecked, Work } from './work';

/** One expected text in the reading. */
export interface FoundText {
	expected: string;
	/** What of the reading it is; empty if it is missing. */
	found: string;
	/** Of `expected`. */
	characters: number;
	/** Characters to insert, delete or replace. */
	edits: number;
}

/** How what an image says differs from what it was to say. */
export interface TextScore {
	/** The texts that were to be shown. */
	expected: string[];
	/** Everything that was read, piece by piece. */
	read: string[];
	/** Characters (grapheme clusters) of what was expected. */
	characters: number;
	/** Characters of the expected texts to insert, delete or replace. */
	edits: number;
	/** `edits` by `characters`, 0–1: 0 is right. */
	errorRate: number;
	/** Every expected text is right, and nothing else can be read. */
	exact: boolean;
	/** In the order of `expected`. */
	texts: FoundText[];
	/** The words of each expected text. */
	differences: DiffPart[][];
	/** All text that is none of the expected: extra, doubled and garbled. It does not count as wrong characters. */
	unasked: string[];
	/** Text that nobody asked for. */
	extra: string[];
	/** An expected text, or words of one, once more. */
	doubled: string[];
	/** A copy of an expected text with wrong characters, or text that could not be read. */
	garbled: string[];
}

/** Steps of a table a comparison may take: some 30 ms. Texts that are right take a few for each character. */
export const MOST_STEPS = 5_000_000;
/** Beside them, to see what kind of text is left over. */
const MOST_STEPS_FOR_KINDS = 1_000_000;
/** UTF-16 units that are read or expected at most; an image holds far fewer. */
const MOST_UNITS = 20_000;

/**
 * How much of what was read is wrong, counted in characters. Each expected text is looked for in all that
 * was read, in any order and across line breaks; text around it is not wrong, but noted by kind.
 * @param expected at least one text that is not empty.
 * @throws {NotChecked} if comparing takes more work than n8n may be held up by.
 */
export function scoreText(
	expected: string[],
	read: string[],
	rules: TextRules,
	work = new Work(MOST_STEPS),
): TextScore {
	for (const texts of [expected, read]) {
		if (texts.reduce((sum, text) => sum + text.length + 1, 0) > MOST_UNITS) throw new NotChecked();
	}
	const alphabet = new Alphabet();
	const joined = join(read, rules, alphabet);
	const texts = expected.map((text) => joinOne(text, rules, alphabet));
	const matches = matchTexts(texts, joined, { alphabet, work });
	const found = expected.map((text, index) => foundText(text, matches[index]!, joined, rules));
	const taken = new Uint8Array(joined.codes.length);
	for (const run of matches.flatMap(({ runs }) => runs)) mark(run, taken);
	const leftovers = leftoversOf(expected, rules, {
		...{ joined, taken, alphabet },
		work: new Work(MOST_STEPS_FOR_KINDS),
	});
	const ofKind = (wanted: string) =>
		leftovers.flatMap(({ kind, text }) => (kind === wanted ? [text] : []));
	const [characters, edits] = [sumOf(found, 'characters'), sumOf(found, 'edits')];
	const key = (word: string) => normalize(word, { ...rules, ignoreWhitespace: true });
	return {
		...{ expected, read, characters, edits },
		errorRate: characters === 0 ? 0 : edits / characters,
		exact: edits === 0 && leftovers.length === 0,
		texts: found,
		differences: found.map((text) =>
			text.edits === 0
				? [{ kind: 'same', text: text.expected }]
				: wordDiff(text.expected, text.found, key),
		),
		unasked: leftovers.map(({ text }) => text),
		...{ extra: ofKind('extra'), doubled: ofKind('doubled'), garbled: ofKind('garbled') },
	};
}

function sumOf(texts: FoundText[], of: 'characters' | 'edits'): number {
	return texts.reduce((sum, text) => sum + text[of], 0);
}

function foundText(
	expected: string,
	{ runs, edits }: Match,
	joined: Joined,
	rules: TextRules,
): FoundText {
	const characters = lengthOf(expected, rules);
	return {
		...{ expected, characters },
		found: writtenIn(joined, runs),
		// As written: in upper case ß are two.
		edits: Math.min(edits, characters),
	};
}

/** In characters as they are compared, but for their case. */
function lengthOf(text: string, rules: TextRules): number {
	return joinOne(text, { ...rules, ignoreCase: false }, new Alphabet()).codes.length;
}
