import { type Alphabet, BLANK, SEAM } from './alphabet';
import { HYPHEN, isOpen, kindOf, LETTER, needsNoBlank } from './characters';
import type { TextRules } from './normalize';
import { signsOf } from './signs';

/** Pieces of text one after the other, as codes, so that a text can be found across them. */
export interface Joined {
	codes: readonly number[];
	/** By code: 1 where it may be missing at no cost, as the cut between two lines and its hyphen. */
	free: readonly number[];
	/** By place between two codes, one more than there are codes: 1 where a text may begin, or end. */
	begins: readonly number[];
	ends: readonly number[];
	/** By code: 1 where something blank stands before it. */
	apart: readonly number[];
	/** By code: the line it is in, and the character of that line. */
	line: readonly number[];
	source: readonly number[];
	/** The characters of each line, as written. */
	lines: ReadonlyArray<readonly string[]>;
}

const LINE_BREAK = /\r\n|[\n\r\u2028\u2029]/;

/** Joins pieces; a line break inside a piece makes two of it. Blanks beside signs of a script without blanks do not count. */
export function join(pieces: readonly string[], rules: TextRules, alphabet: Alphabet): Joined {
	const joining = new Joining(rules.ignoreWhitespace);
	for (const line of pieces.flatMap((piece) => piece.split(LINE_BREAK))) {
		const { characters, keys, source } = signsOf(line, rules);
		joining.beginLine(characters);
		for (const [index, key] of keys.entries()) {
			if (key === ' ') joining.addBlank();
			else joining.add(alphabet.codeOf(key), source[index]!);
		}
	}
	return joining.finish();
}

/** One text that is looked for: its line breaks are blanks. */
export function joinOne(text: string, rules: TextRules, alphabet: Alphabet): Joined {
	return join([text.replace(/\s+/gu, ' ')], rules, alphabet);
}

/** The reading from one code to another as it was written, its lines joined by blanks. */
export function writtenOf(joined: Joined, from: number, to: number): string {
	const lines: Array<{ from: number; to: number }> = [];
	const numbers: number[] = [];
	for (let at = from; at < to; at++) {
		if (joined.codes[at] === SEAM) continue;
		const source = joined.source[at]!;
		if (numbers.at(-1) === joined.line[at]) lines.at(-1)!.to = source + 1;
		else {
			lines.push({ from: source, to: source + 1 });
			numbers.push(joined.line[at]!);
		}
	}
	return lines
		.map((span, index) => joined.lines[numbers[index]!]!.slice(span.from, span.to).join(''))
		.join(' ');
}

/**
 * What is left of joined pieces without the codes that are taken. By code of it, `places` has the place it
 * had, -1 for the cut where something was taken out.
 */
export function withoutTaken(
	joined: Joined,
	taken: Uint8Array,
): { joined: Joined; places: number[] } {
	const isLeft = joined.codes.map(
		(code, at) =>
			taken[at] !== 1 && (code !== BLANK || (taken[at - 1] !== 1 && taken[at + 1] !== 1)),
	);
	const places: number[] = [];
	const [codes, free, open, apart]: [number[], number[], number[], number[]] = [[], [], [], []];
	const [line, source]: [number[], number[]] = [[], []];
	for (const [at, code] of joined.codes.entries()) {
		if (!isLeft[at]) continue;
		const isCut = places.length > 0 && places.at(-1) !== at - 1;
		line.push(...new Array<number>(isCut ? 2 : 1).fill(joined.line[at]!));
		source.push(...new Array<number>(isCut ? 2 : 1).fill(joined.source[at]!));
		if (isCut) {
			places.push(-1);
			codes.push(SEAM);
			free.push(1);
			open.push(1);
			apart.push(0);
		}
		places.push(at);
		codes.push(code);
		free.push(joined.free[at]!);
		open.push(isCut || joined.begins[at] === 1 || joined.ends[at] === 1 ? 1 : 0);
		apart.push(joined.apart[at]!);
	}
	open.push(1);
	const { lines } = joined;
	return { places, joined: { codes, free, ...endsOf(codes, open), apart, line, source, lines } };
}

/** A text begins and ends with a sign, never with a blank. */
function endsOf(codes: readonly number[], open: readonly number[]) {
	const isSign = (at: number) => codes[at] !== BLANK && codes[at] !== SEAM && at in codes;
	return {
		begins: open.map((isOpen, at) => Number(isOpen === 1 && isSign(at))),
		ends: open.map((isOpen, at) => Number(isOpen === 1 && isSign(at - 1))),
	};
}

class Joining {
	private readonly codes: number[] = [];
	private readonly free: number[] = [];
	private readonly apart: number[] = [];
	private readonly line: number[] = [];
	private readonly source: number[] = [];
	private readonly lines: string[][] = [];
	private blank = false;
	private begins = true;

	constructor(private readonly ignoresBlanks: boolean) {}

	beginLine(characters: string[]): void {
		this.lines.push(characters);
		this.begins = true;
		this.blank = false;
	}

	addBlank(): void {
		this.blank = true;
	}

	add(code: number, source: number): void {
		const line = this.lines.length - 1;
		const apart = this.begins || this.blank;
		if (this.codes.length > 0 && apart) this.separate(line, source);
		this.codes.push(code);
		this.free.push(0);
		this.apart.push(Number(apart));
		this.line.push(line);
		this.source.push(source);
		this.begins = false;
		this.blank = false;
	}

	/** What stands between the last code and the one that begins at `source`. */
	private separate(line: number, source: number): void {
		const next = this.lines[line]![source]!;
		const hyphened = this.endsHyphened() && LETTER.test(next);
		if (hyphened) this.free[this.free.length - 1] = 1;
		const cut = this.begins || hyphened;
		if (!cut && (this.ignoresBlanks || needsNoBlank(this.lastCharacter(), next))) return;
		this.codes.push(cut ? SEAM : BLANK);
		this.free.push(Number(cut));
		this.apart.push(0);
		this.line.push(line);
		this.source.push(Math.max(0, source - 1));
	}

	/** Whether a word was cut here: a letter and a hyphen. */
	private endsHyphened(): boolean {
		const last = this.codes.length - 1;
		return HYPHEN.test(this.characterAt(last)) && LETTER.test(this.characterAt(last - 1));
	}

	private lastCharacter(): string {
		return this.characterAt(this.codes.length - 1);
	}

	private characterAt(index: number): string {
		return this.lines[this.line[index] ?? -1]?.[this.source[index] ?? -1] ?? '';
	}

	finish(): Joined {
		const { codes, free, apart, line, source, lines } = this;
		const kinds = codes.map((code, index) =>
			code === BLANK || code === SEAM ? 'blank' : kindOf(this.characterAt(index)),
		);
		const open = Array.from({ length: codes.length + 1 }, (_, at) => {
			if (at === 0 || at === codes.length || apart[at] === 1) return 1;
			const ofOneCharacter = line[at] === line[at - 1] && source[at] === source[at - 1];
			return Number(!ofOneCharacter && isOpen(kinds, at));
		});
		return { codes, free, ...endsOf(codes, open), apart, line, source, lines };
	}
}
