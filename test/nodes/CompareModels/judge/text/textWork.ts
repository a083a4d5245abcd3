import { scoreText } from '../../../../../nodes/CompareModels/judge/text/textScore';
import {
	QUOTATION_MARKS,
	SINGLE_MARKS,
} from '../../../../../nodes/CompareModels/judge/text/quotationMarks';
import { quotedText } from '../../../../../nodes/CompareModels/judge/text/quotedText';
import { NotChecked } from '../../../../../nodes/CompareModels/judge/text/work';
import { wordDiff } from '../../../../../nodes/CompareModels/judge/text/wordDiff';
import { cpuTime } from '../../../../support/cpuTime';
import { pieces, words } from '../../../../support/words';

const RULES = { ignoreCase: true, ignoreWhitespace: false };

/** So many plain tables are no reason to look again. */
const ENOUGH = 3;
/** CPU time on a quiet machine that needs no further look. */
const LITTLE_MS = 60;

/** Levenshtein's table of 2,000 by 2,000 characters as one writes it without a thought: strings, and an array a row. */
function plainTable(): number {
	const [one, other] = ['one', 'other'].map((seed) => [...words(2000, seed)]);
	let above = Array.from({ length: other!.length + 1 }, (_, at) => at);
	for (const [line, sign] of one!.entries()) {
		const row = [line + 1];
		for (const [at, against] of other!.entries()) {
			row.push(Math.min(above[at]! + Number(sign !== against), above[at + 1]! + 1, row[at]! + 1));
		}
		above = row;
	}
	return above.at(-1)!;
}

/**
 * 0 where it takes no time to speak of, else how many plain tables, which the same busy machine computes at the same
 * time and in the same manner: the least of five.
 */
function tablesOf(run: () => unknown): number {
	let least = Infinity;
	for (let times = 0; times < 5; times++) {
		const ms = cpuTime(run);
		if (ms < LITTLE_MS) return 0;
		least = Math.min(least, ms / cpuTime(plainTable));
		if (least < ENOUGH) return least;
	}
	return least;
}

const many = <One>(count: number, one: (index: number) => One): One[] =>
	Array.from({ length: count }, (_, index) => one(index));
const columns = (...texts: string[]) => {
	const split = texts.map((text) => text.split(' '));
	return many(Math.max(...split.map(({ length }) => length)), (row) =>
		split.map((column) => column[row] ?? 'x').join(' '),
	);
};
const LONG = words(2000, 'long');

/** What a judge may say that it read, by name: the expected texts and the reading. */
const READINGS: ReadonlyArray<[string, string[], string[]]> = [
	['2,000 characters in 65 pieces', [LONG], pieces(LONG, 65)],
	['the same in one piece', [LONG], [LONG]],
	['the same backwards', [LONG], pieces(LONG, 65).reverse()],
	['the same, each word wrong', [LONG], pieces(LONG.replace(/\b\w/g, 'Q'), 65)],
	['the same, half of it', [LONG], pieces(LONG.slice(0, 1000), 33)],
	['another text of 2,000 characters', [LONG], pieces(words(2000, 'other'), 65)],
	['100 pieces of 20 for 1,000', [words(1000, 'a')], many(100, (at) => words(20, `${at}`))],
	[
		'100 texts of 20 as 100 others',
		many(100, (at) => words(20, `x${at}`)),
		many(100, (at) => words(20, `${at}`)),
	],
	[
		'100 texts of 20 backwards',
		many(100, (at) => words(20, `${at}`)),
		many(100, (at) => words(20, `${at}`)).reverse(),
	],
	['the same text 100 times', many(100, () => 'Summer Sale'), many(100, () => 'Sumer Sale')],
	['12 texts that differ by a number', many(12, (at) => `Sale ${at}`), many(11, () => 'Sale')],
	['one letter 1,000 times', ['a '.repeat(1000)], pieces('a '.repeat(900), 65)],
	['two letters', ['ab '.repeat(600)], pieces('ba '.repeat(600), 65)],
	[
		'three columns',
		many(3, (at) => words(300, `${at}`)),
		columns(...many(3, (at) => words(300, `${at}`))),
	],
	[
		'ten columns of one word',
		many(10, () => 'go '.repeat(20)),
		columns(...many(10, () => 'go '.repeat(19))),
	],
	[
		'Japanese in single characters',
		['夏の大セール'.repeat(200)],
		many(100, (at) => '夏の大セール'[at % 6]!.repeat(12)),
	],
	['Greek capitals', ['Καλημέρα κόσμε '.repeat(130)], pieces('ΚΑΛΗΜΕΡΑ ΚΟΣΜΕ '.repeat(130), 65)],
	['Turkish capitals', ['ıi'.repeat(900)], pieces('II'.repeat(900), 65)],
	['emoji of several code points', ['👩‍🚒'.repeat(400)], pieces('👩‍🚒'.repeat(390), 1)],
	['accents upon accents', [`e${'\u0301'.repeat(3000)}`], [`e${'\u0302'.repeat(3000)}`]],
	[
		'20,000 different characters',
		[LONG],
		many(10, (at) => String.fromCodePoint(...many(1900, (next) => 0x4e00 + at * 1900 + next))),
	],
	['19,000 characters that are right', [words(19_000, 'a')], pieces(words(19_000, 'a'), 99)],
	['19,000 characters of another text', [words(19_000, 'a')], pieces(words(19_000, 'b'), 99)],
	['all that an answer may hold', [LONG], many(100, () => 'x '.repeat(1000))],
	['blanks', [LONG], many(100, () => `a${' '.repeat(190)}b`)],
	['hyphens', [LONG], many(100, () => 'a-'.repeat(95))],
	['signs that could not be read', [LONG], many(100, () => '□'.repeat(190))],
];

const MARKS = [
	...QUOTATION_MARKS.flatMap(({ opens, closes }) => [opens, ...closes]),
	...Object.keys(SINGLE_MARKS),
];

/** What a prompt may consist of, again and again. */
const PARTS = [
	...[...new Set(MARKS)].flatMap((mark) => [mark, ` ${mark}a`]),
	...[
		"''til",
		" 's' ",
		"s' ",
		"'90s ",
		'"a\' "',
		'「a」',
		'„"',
		'【a】\n',
		'in the style of "',
		'‘’',
		'ה"א',
	],
];

/** Plain tables that each piece of work takes, by its name. */
export function results(): { readings: Record<string, number>; prompts: Record<string, number> } {
	const readings = READINGS.map(([name, expected, read]) => {
		const compare = () => {
			try {
				return scoreText(expected, read, RULES);
			} catch (thrown) {
				if (!(thrown instanceof NotChecked)) throw thrown;
				return undefined;
			}
		};
		return [name, tablesOf(compare)] as const;
	});
	const [one, other] = [words(20_000, 'a'), words(20_000, 'b')];
	const differences = tablesOf(() => wordDiff(one, other, (word) => word));
	const prompts = PARTS.map((part) => {
		const prompt = part.repeat(Math.ceil(32_000 / part.length));
		return [part, tablesOf(() => quotedText(prompt))] as const;
	});
	const deep = '「'.repeat(32_000) + '」'.repeat(32_000);
	return {
		readings: { ...Object.fromEntries(readings), 'the differences of long texts': differences },
		prompts: { ...Object.fromEntries(prompts), deep: tablesOf(() => quotedText(deep)) },
	};
}
