import type { Decision } from './tallyTypes';

const none = /^(none|neither|nothing|no one|none of (them|these)|-+|–|—)$/i;
const all = /^(all|both|either|any|all of (them|these))$/i;
const filler = /^(option|picture|image|variant|letter|model)$/i;

const yes = /^(true|yes|y|1|ok|okay|accept|accepted|approve|approved|✓|✔)$/i;
const no = /^(false|no|n|0|reject|rejected|decline|declined|disapprove|disapproved|✗|✘|x)$/i;

/** `none` and `all` are answers of their own; an empty list says that nothing was answered. */
export type ChosenLetters = 'none' | 'all' | string[];

/** Reads " a ", "A, C", "B and C", "Option A", "none". Letters come back in capitals, each once. */
export function readLetters({ letter, letters }: Decision): ChosenLetters {
	const texts = [...(letters ?? []), letter ?? ''].map((text) =>
		String(text).trim().replace(/\.$/, ''),
	);
	const written = texts.filter((text) => text !== '');
	if (written.length > 0 && written.every((text) => none.test(text))) return 'none';
	if (written.some((text) => all.test(text))) return 'all';
	const words = written.flatMap((text) =>
		text.split(/[\s,;/+&|()[\]"'.:]+|\band\b|\bor\b/i).filter((word) => word && !filler.test(word)),
	);
	return [...new Set(words.map((word) => word.toUpperCase()))];
}

/** Null: neither a yes nor a no. Undefined: not answered. */
export function readAccepted({ accepted }: Decision): boolean | null | undefined {
	const text = String(accepted ?? '').trim();
	if (text === '') return undefined;
	if (yes.test(text)) return true;
	return no.test(text) ? false : null;
}

/** An index from 0 that came as a number or as its digits. Undefined: not given. Null: no index. */
export function readIndex(value: number | string | undefined): number | null | undefined {
	const text = String(value ?? '').trim();
	if (text === '') return undefined;
	return /^\d+$/.test(text) ? Number(text) : null;
}
