import type { Decision } from './tallyTypes';

const NONE = /^(none|neither|nothing|no one|none of (them|these)|-+|–|—)$/i;
const ALL = /^(all|both|all of (them|these)|both of (them|these))$/i;
/** May be next to a letter without changing what it says. */
const FILLER = /^(and|und|et|option|picture|image|variant|letter|model)$/i;

/** In some languages, as people type it into a form or a spreadsheet. */
const YES =
	/^(true|yes|y|1|ok|okay|accept|accepted|approve|approved|✓|✔|☑|✅|👍|ja|oui|sí|si|sì|sim|да|はい|是|네)$/i;
const NO =
	/^(false|no|n|0|reject|rejected|decline|declined|disapprove|disapproved|✗|✘|❌|👎|nein|nej|nee|non|não|нет|いいえ|否|아니요)$/i;

/** `none` and `all` are answers of their own; an empty list says that nothing was answered. */
export type ChosenLetters = 'none' | 'all' | string[];

/** What cannot be taken for a clear answer, as it was written. */
export class Unreadable {
	constructor(readonly text: string) {}
}

/** Width forms, emoji variants and a final full stop say nothing. */
const plain = (text: string): string =>
	text
		.normalize('NFKC')
		.replace(/\uFE0F/g, '')
		.trim()
		.replace(/[.!]+$/, '');

/**
 * Reads " a ", "A, C", "B and C", "Option A", "none". Letters come back in capitals, each once. Any other word
 * ("A or B", "not A", "A is better than B", "A > B") makes the answer unreadable: it is never guessed.
 */
export function readLetters({ letter, letters }: Decision): ChosenLetters | Unreadable {
	const given = [...(letters ?? []), letter ?? ''].map(String);
	const written = given.map(plain).filter((text) => text !== '');
	if (written.length > 0 && written.every((text) => NONE.test(text))) return 'none';
	if (written.length > 0 && written.every((text) => ALL.test(text))) return 'all';
	const tokens = written
		.flatMap((text) => text.split(/[\s,;/+&|]+/))
		.map((token) => token.replace(/^[("'“”„‘’«»[]+|[)"'“”‘’«»\].!:]+$/g, ''))
		.filter((token) => token !== '' && !FILLER.test(token));
	if (tokens.some((token) => !/^[a-z]$/i.test(token))) return new Unreadable(quoted(given));
	if (written.length > 0 && tokens.length === 0) return new Unreadable(quoted(given));
	return [...new Set(tokens.map((token) => token.toUpperCase()))];
}

/** Undefined: not answered. */
export function readAccepted({ accepted }: Decision): boolean | Unreadable | undefined {
	const text = plain(String(accepted ?? ''));
	if (text === '') return undefined;
	if (YES.test(text)) return true;
	return NO.test(text) ? false : new Unreadable(quoted([String(accepted)]));
}

/** An index from 0 that came as a number or as its digits. Undefined: not given. Null: no index. */
export function readIndex(value: number | string | undefined): number | null | undefined {
	const text = String(value ?? '').trim();
	if (text === '') return undefined;
	return /^\d+$/.test(text) ? Number(text) : null;
}

const LONGEST_QUOTE = 120;

function quoted(texts: readonly string[]): string {
	const text = texts
		.map((one) => one.replace(/\s+/g, ' ').trim())
		.filter((one) => one !== '')
		.join(', ');
	return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE - 1)}…` : text;
}
