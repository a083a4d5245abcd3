export const LETTER = /^\p{L}/u;
export const HYPHEN = /^[-‐\u00ad]$/;

type Kind = 'blank' | 'word' | 'digit' | 'tight' | 'dot' | 'comma' | 'other';

/** Scripts that write words without blanks between them, and the signs that go with them. */
const TIGHT =
	/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u3001-\u3020\u3030-\u303d\u30fb-\u30ff\uff66-\uff9f]/u;
/** Those that are set beside any other script without a blank, too. */
const EAST_ASIAN =
	/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u3001-\u3020\u30fb-\u30ff\uff66-\uff9f]/u;

/** Whether a character is of a script that writes words without blanks between them. */
export const isTight = (character: string) => TIGHT.test(character);

export function needsNoBlank(before: string, after: string): boolean {
	if (EAST_ASIAN.test(before) || EAST_ASIAN.test(after)) return true;
	return isTight(before) && isTight(after);
}

export function kindOf(character: string): Kind {
	if (isTight(character)) return 'tight';
	if (/^\p{N}/u.test(character)) return 'digit';
	// A sign that could not be read stands for a letter.
	if (/^[\p{L}\p{M}□\ufffd]/u.test(character)) return 'word';
	if (/^[-‐‑'’.@&_]/u.test(character)) return 'dot';
	return /^[,:٫]/u.test(character) ? 'comma' : 'other';
}

const isWord = (kind: Kind | undefined) => kind === 'word' || kind === 'digit';

/** Inside a word there is no end: letters, digits, and what joins them, as in 1,990 or don't. */
export function isOpen(kinds: readonly Kind[], at: number): boolean {
	const [before, after] = [kinds[at - 1]!, kinds[at]!];
	if (isWord(before) && isWord(after)) return false;
	if (isWord(before)) return !joins(after, before, kinds[at + 1]);
	if (isWord(after)) return !joins(before, kinds[at - 2], after);
	return true;
}

function joins(kind: Kind, before: Kind | undefined, after: Kind | undefined): boolean {
	if (kind === 'dot') return isWord(before) && isWord(after);
	return kind === 'comma' && before === 'digit' && after === 'digit';
}
