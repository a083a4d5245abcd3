import { take } from './assign';
import { closestPlace, type Search } from './closest';
import { expected } from '../../../shared/words';
import type { Place } from './column';
import { join, type Joined, writtenOf } from './joined';
import { BLANK, SEAM } from './alphabet';
import type { TextRules } from './normalize';
import { NotChecked } from './work';

/** Text in the reading that is none of the expected texts, in reading order. */
export interface Leftover {
	kind: 'extra' | 'doubled' | 'garbled';
	text: string;
}

/** A copy with more wrong characters than this share is another text. */
const COPY_ERROR_RATE = 0.3;
/** Shorter texts resemble each other by chance. */
const SHORTEST_GARBLED = 4;

/**
 * What is left of the reading, each part as what it is: an expected text, or words of one, once more; such
 * a copy with wrong characters, or anything with a sign that could not be read; or any other text. Ornaments
 * such as ★ or • that stand alone are not text.
 */
export function leftoversOf(
	texts: readonly string[],
	rules: TextRules,
	search: Search,
): Leftover[] {
	const taken = Uint8Array.from(search.taken);
	const found: Array<Leftover & { from: number }> = [];
	const add = ({ from, to }: Pick<Place, 'from' | 'to'>, kind: Leftover['kind']) => {
		taken.fill(1, from, to);
		const text = writtenOf(search.joined, from, to);
		found.push({ kind: UNREADABLE.test(text) ? 'garbled' : kind, text, from });
	};
	const joined = join([...new Set(texts)], rules, search.alphabet);
	const free = { ...search, taken };
	for (const place of copies(joined, 0, free)) add(place, 'doubled');
	for (const span of spansOf(search.joined, taken)) {
		if (wordsOfTexts(span, joined, 0, search)) add(span, 'doubled');
	}
	for (const place of copies(joined, COPY_ERROR_RATE, free)) add(place, 'garbled');
	for (const span of spansOf(search.joined, taken)) {
		if (isOrnament(span, search.joined)) continue;
		const isCopy = wordsOfTexts(span, joined, COPY_ERROR_RATE, search);
		add(span, isCopy ? 'garbled' : 'extra');
	}
	return found.sort((a, b) => a.from - b.from).map(({ kind, text }) => ({ kind, text }));
}

const UNREADABLE = /[□\ufffd]/;

/** Expected texts that stand there once more, with a share of wrong characters at most; marks them as taken. */
function copies(texts: Joined, errorRate: number, search: Search): Place[] {
	const found: Place[] = [];
	for (const { from, to } of linesOf(texts)) {
		const text = texts.codes.slice(from, to);
		const limit = mostWrong(text.length, errorRate);
		const isLeft = () => search.taken.filter((taken) => taken === 0).length >= text.length - limit;
		while (isLeft()) {
			const place = unlessTooMuch(() => closestPlace(text, limit, search));
			if (place === undefined) break;
			found.push(place);
			take(place, search.taken);
		}
	}
	return found;
}

function mostWrong(length: number, errorRate: number): number {
	return length < SHORTEST_GARBLED ? 0 : Math.floor(length * errorRate);
}

/** Undefined where looking takes too long: what kind a leftover is decides nothing. */
function unlessTooMuch<Result>(look: () => Result): Result | undefined {
	try {
		return look();
	} catch (thrown) {
		expected(thrown, NotChecked);
		return undefined;
	}
}

/** Whether a span is words of an expected text, with a share of wrong characters at most. */
function wordsOfTexts(
	{ from, to }: Span,
	texts: Joined,
	errorRate: number,
	{ joined, alphabet, work }: Search,
): boolean {
	if (!/[\p{L}\p{N}]/u.test(writtenOf(joined, from, to))) return false;
	const codes = joined.codes.slice(from, to);
	const taken = new Uint8Array(texts.codes.length);
	return (
		unlessTooMuch(() =>
			closestPlace(codes, mostWrong(codes.length, errorRate), {
				...{ joined: texts, taken, alphabet, work },
			}),
		) !== undefined
	);
}

interface Span {
	from: number;
	to: number;
}

function linesOf(joined: Joined): Span[] {
	return spansOf(joined, new Uint8Array(joined.codes.length));
}

/** Codes in a row on one line that are not taken, without blanks at their ends. */
function spansOf({ codes, line }: Joined, taken: Uint8Array): Span[] {
	const spans: Span[] = [];
	for (const [at, code] of codes.entries()) {
		if (taken[at] === 1 || code === SEAM) continue;
		const last = spans.at(-1);
		if (last !== undefined && last.to === at && line[at] === line[last.from]) last.to = at + 1;
		else spans.push({ from: at, to: at + 1 });
	}
	return spans.flatMap(({ from, to }) => {
		while (from < to && codes[from] === BLANK) from++;
		while (to > from && codes[to - 1] === BLANK) to--;
		return from < to ? [{ from, to }] : [];
	});
}

const ORNAMENT = /^(?![©®™])[\s\p{So}\p{Pd}•·‧∙⋅|*]+$/u;

/** Stars, bullets and lines that touch no word. */
function isOrnament({ from, to }: Span, joined: Joined): boolean {
	const { codes, apart } = joined;
	const text = writtenOf(joined, from, to);
	if (!ORNAMENT.test(text) || UNREADABLE.test(text)) return false;
	const isBlank = (at: number) => codes[at] === BLANK || codes[at] === SEAM;
	const standsAlone =
		(from === 0 || apart[from] === 1 || isBlank(from - 1)) &&
		(to === codes.length || apart[to] === 1 || isBlank(to));
	return standsAlone;
}
