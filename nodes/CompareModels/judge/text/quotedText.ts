import { QUOTATION_MARKS, type QuotationMark, rolesAt, SINGLE_MARKS } from './quotationMarks';
import { namesStyle } from './namesStyle';
import { singleQuotations } from './singleQuotations';

/** From the mark that opens to the one that closes. */
export interface Quotation {
	from: number;
	to: number;
}

/**
 * What a prompt puts in quotation marks, in order, each text once: the words that the image is to show. Of
 * quotations in each other the outer one. Names of styles and headings in 【】 are left out. In linear time.
 */
export function quotedText(prompt: string): string[] {
	const isHeading = headings(prompt);
	const texts = outermost(allQuotations(prompt)).flatMap(({ from, to }) => {
		if (namesStyle(prompt.slice(Math.max(0, from - 60), from), prompt.slice(to + 1, to + 30))) {
			return [];
		}
		const text = withoutMarks(prompt.slice(from + 1, to));
		return text === '' || isHeading(from, to) ? [] : [text];
	});
	return [...new Set(texts)];
}

function allQuotations(prompt: string): Quotation[] {
	const found = outermost(
		QUOTATION_MARKS.flatMap((mark) =>
			prompt.includes(mark.opens) ? quotationsWith(mark, prompt) : [],
		),
	);
	const hasSingle = Object.keys(SINGLE_MARKS).some((mark) => prompt.includes(mark));
	return hasSingle ? [...found, ...singleQuotations(prompt, found)] : found;
}

/** In order of where they begin, without those that begin in an earlier one. */
function outermost(quotations: Quotation[]): Quotation[] {
	let end = -1;
	return quotations
		.sort((a, b) => a.from - b.from)
		.filter(({ from, to }) => {
			if (from <= end) return false;
			end = to;
			return true;
		});
}

/** The last mark that opened is the first that is closed. */
function quotationsWith(
	{ opens, closes, byNeighbours }: QuotationMark,
	prompt: string,
): Quotation[] {
	const found: Quotation[] = [];
	const opened: number[] = [];
	for (let at = 0; at < prompt.length; at++) {
		const sign = prompt[at]!;
		const isOpening = sign === opens;
		const isClosing = closes.includes(sign);
		if (!isOpening && !isClosing) continue;
		const roles = byNeighbours ? rolesAt(prompt, at) : { opens: true, closes: true };
		if (isClosing && roles.closes && opened.length > 0) found.push({ from: opened.pop()!, to: at });
		else if (isOpening && roles.opens) opened.push(at);
	}
	return found;
}

/** Of marks that were doubled, as in a table's cell: ""Sale"". */
function withoutMarks(text: string): string {
	const plain = text.trim();
	return /^"[^"]*"$/.test(plain) ? plain.slice(1, -1).trim() : plain;
}

/** Prompts in parts, each with its name in 【】 at the beginning of a line. */
function headings(prompt: string): (from: number, to: number) => boolean {
	const beginsLine = (from: number) =>
		/(?:^|\n)[ \t]*$/.test(prompt.slice(Math.max(0, from - 20), from));
	const lines = prompt.match(/^[ \t]*【/gmu)?.length ?? 0;
	return (from, to) =>
		prompt[from] === '【' &&
		beginsLine(from) &&
		(lines > 1 || /^\s*[:：]/.test(prompt.slice(to + 1, to + 10)));
}
