/** A kind of quotation mark. */
export interface QuotationMark {
	opens: string;
	/** Any of these closes it. */
	closes: string;
	/** The marks also mean something else (24", a ” that closes): what is beside them says what they do. */
	byNeighbours?: true;
}

/**
 * The quotation marks of the world but for the single ones, which may be apostrophes. Where two rows open
 * alike, the first that finds its end counts.
 */
export const QUOTATION_MARKS: readonly QuotationMark[] = [
	{ opens: '"', closes: '"', byNeighbours: true },
	{ opens: '＂', closes: '＂', byNeighbours: true },
	// Hebrew: gershayim, which are also inside abbreviations.
	{ opens: '״', closes: '״', byNeighbours: true },
	// English, French within French, Turkish, Chinese, Korean, Hindi, Thai …
	{ opens: '“', closes: '”‟' },
	// German, Czech, Polish, Dutch, Hungarian, Romanian …; the second row as it is often typed.
	{ opens: '„', closes: '“”‟' },
	{ opens: '„', closes: '"', byNeighbours: true },
	// Swedish and Finnish.
	{ opens: '”', closes: '”', byNeighbours: true },
	// French, Russian, Greek, Spanish, Italian, Portuguese, Arabic, Persian …
	{ opens: '«', closes: '»' },
	{ opens: '‹', closes: '›' },
	// German and Danish inwards; Swedish and Finnish, both to the right.
	{ opens: '»', closes: '«»', byNeighbours: true },
	{ opens: '›', closes: '‹›', byNeighbours: true },
	// Japanese, Chinese, Korean; upright, half width and small.
	{ opens: '「', closes: '」' },
	{ opens: '『', closes: '』' },
	{ opens: '｢', closes: '｣' },
	{ opens: '﹁', closes: '﹂' },
	{ opens: '﹃', closes: '﹄' },
	{ opens: '〝', closes: '〞〟' },
	{ opens: '《', closes: '》' },
	{ opens: '〈', closes: '〉' },
	{ opens: '【', closes: '】' },
	{ opens: '〖', closes: '〗' },
	{ opens: '❝', closes: '❞' },
];

/** Single marks, each with those that close it; ’ and ' are apostrophes as well. */
export const SINGLE_MARKS: Readonly<Record<string, string>> = {
	"'": "'’",
	'＇': '＇',
	'‘': "’'",
	'‛': "’'",
	'‚': '‘’',
	'’': '’',
};

const WORD = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Nd}]/u;

/** Whether a letter of such a script before a mark that opens, or after one that closes, makes it another sign. */
export function isWordCharacter(character: string): boolean {
	return character < '\u0080' ? /[0-9a-z]/i.test(character) : WORD.test(character);
}

const isHebrew = (character: string) => character >= '\u05d0' && character <= '\u05f2';

/** What a mark may be by the characters beside it. */
export function rolesAt(text: string, at: number): { opens: boolean; closes: boolean } {
	const [before, after] = [text[at - 1] ?? ' ', text[at + 1] ?? ' '];
	// An abbreviation: its mark stands before the last letter.
	if (isHebrew(before) && isHebrew(after) && !isHebrew(text[at + 2] ?? ' ')) {
		return { opens: false, closes: false };
	}
	return {
		opens: !isWordCharacter(before) && !/\s/.test(after),
		closes: !/\s/.test(before) && (!isWordCharacter(after) || isWithoutBlanks(before)),
	};
}

function isWithoutBlanks(character: string): boolean {
	return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(character);
}
