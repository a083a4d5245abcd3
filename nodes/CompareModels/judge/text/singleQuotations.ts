import { isWordCharacter, rolesAt, SINGLE_MARKS } from './quotationMarks';
import type { Quotation } from './quotedText';

interface Mark {
	at: number;
	opens: boolean;
	closes: boolean;
	/** What it opens may be a word without its beginning, what it closes a word without its end. */
	mayBeApostrophe: boolean;
	line: number;
	/** The other quotation that it stands in; -1: none. */
	within: number;
}

/** English words that are written without their beginning. */
const SHORTENED =
	/^(?:tis|twas|twere|twill|til|till|em|n|nd|cause|bout|round|cos|coz|er|im|neath|tween|gainst|nuff|sup|tude|\d{2}s)(?![\p{L}\p{N}])/iu;

/**
 * Quotations in single marks, which are apostrophes as well. A mark inside a word is one. 'Twas opens
 * nothing, and dogs' closes nothing, where another mark can.
 * @param others quotations in other marks; a single mark outside is not closed inside.
 */
export function singleQuotations(prompt: string, others: readonly Quotation[]): Quotation[] {
	const marks = marksOf(prompt, others);
	const found: Quotation[] = [];
	for (let index = 0; index < marks.length; index++) {
		const mark = marks[index]!;
		if (!mark.opens) continue;
		const closing = closingOf(mark, marks, index, prompt);
		if (closing === undefined) continue;
		// A single character in straight marks is an n', a foot or a minute.
		const isTooShort = prompt[mark.at] === "'" && closing.at - mark.at < 3;
		if (!isTooShort) found.push({ from: mark.at, to: closing.at });
		index = marks.indexOf(closing, index);
	}
	return found;
}

/** The first mark that surely closes, up to the next that opens; else the first that may. */
function closingOf(mark: Mark, marks: Mark[], index: number, prompt: string): Mark | undefined {
	let possible: Mark | undefined;
	const closes = SINGLE_MARKS[prompt[mark.at]!]!;
	for (let next = index + 1; next < marks.length; next++) {
		const other = marks[next]!;
		if (other.line !== mark.line) break;
		const isEnd =
			other.closes && other.within === mark.within && closes.includes(prompt[other.at]!);
		if (isEnd && !other.mayBeApostrophe) return other;
		if (isEnd) possible ??= other;
		// So that every mark is looked at for one opening mark only.
		if (other.opens) break;
	}
	return mark.mayBeApostrophe ? undefined : possible;
}

function marksOf(prompt: string, others: readonly Quotation[]): Mark[] {
	const marks: Mark[] = [];
	let line = 0;
	let other = 0;
	for (let at = 0; at < prompt.length; at++) {
		const sign = prompt[at]!;
		if (sign === '\n') line++;
		while (other < others.length && others[other]!.to < at) other++;
		if (!(sign in SINGLE_MARKS)) continue;
		const roles = rolesAt(prompt, at);
		const [before, after] = [prompt[at - 1] ?? ' ', prompt.slice(at + 1, at + 9)];
		if (isWordCharacter(before) && isWordCharacter(after[0] ?? ' ')) continue;
		const isOwner = /[sxz]/i.test(before) && /^\s+\p{L}/u.test(after);
		marks.push({
			...{ at, line, ...roles },
			mayBeApostrophe: roles.opens ? SHORTENED.test(after) : isOwner,
			within: other < others.length && others[other]!.from < at ? other : -1,
		});
	}
	return marks;
}
