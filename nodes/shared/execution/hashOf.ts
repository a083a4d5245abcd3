import { createHash } from 'crypto';
import { Slices } from '../images/slices';

/** Characters that are hashed at once. */
const PIECE = 16_384;
/** Fields up to which their order does not matter: to sort very many takes long in one go. */
const MOST_SORTED = 1_000;

/**
 * A hash of what `JSON.stringify` would write; objects with the same fields in another order have the
 * same. Pauses for other work, for items may be large. A value within itself counts as a mark.
 * @throws the signal's reason once it is aborted.
 */
export async function hashOf(value: unknown, signal?: AbortSignal): Promise<string> {
	const hash = createHash('sha256');
	const slices = new Slices(signal);
	let text = '';
	for (const part of partsOf(value)) {
		text += part;
		if (text.length < PIECE) continue;
		hash.update(text);
		text = '';
		if (slices.due) await slices.pause();
	}
	return hash.update(text).digest('base64url');
}

/** An object that is being written. */
interface Open {
	value: object;
	/** Undefined: a list. */
	names?: string[];
	at: number;
	isFirst: boolean;
}

/** The text in pieces; without recursion, for nesting may be deep. */
function* partsOf(root: unknown): Generator<string, void> {
	const open: Open[] = [];
	const within = new Set<object>();
	/** A value as a text, or null for an object that was opened. */
	const begin = (value: unknown): Iterable<string> => {
		const plain = asJson(value);
		if (typeof plain === 'string' && plain.length > PIECE) return longText(plain);
		if (typeof plain !== 'object' || plain === null) return [plainText(plain)];
		if (within.has(plain)) return ['"[Circular]"'];
		within.add(plain);
		const isList = Array.isArray(plain);
		open.push({ value: plain, ...(!isList && { names: namesOf(plain) }), at: 0, isFirst: true });
		return [isList ? '[' : '{'];
	};
	yield* begin(root);
	for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
		const { value, names } = top;
		const list = names ?? (value as unknown[]);
		if (top.at === list.length) {
			yield names ? '}' : ']';
			within.delete(value);
			open.pop();
			continue;
		}
		const name = names?.[top.at];
		const entry =
			name === undefined ? (value as unknown[])[top.at] : (value as Record<string, unknown>)[name];
		top.at++;
		if (name !== undefined && isLeftOut(entry)) continue;
		const comma = top.isFirst ? '' : ',';
		top.isFirst = false;
		yield name === undefined ? comma : `${comma}${JSON.stringify(name)}:`;
		yield* begin(entry);
	}
}

function namesOf(value: object): string[] {
	const names = Object.keys(value);
	return names.length > MOST_SORTED ? names : names.sort();
}

/** What JSON has no word for is left out of objects. */
const isLeftOut = (value: unknown) =>
	value === undefined || typeof value === 'function' || typeof value === 'symbol';

/** A date is its text, as it is once n8n has saved it; of a choice from a list only what was chosen counts. */
function asJson(value: unknown): unknown {
	if (typeof value !== 'object' || value === null) return value;
	if ('__rl' in value && 'value' in value) return asJson(value.value);
	return 'toJSON' in value && typeof value.toJSON === 'function' ? value.toJSON() : value;
}

const plainText = (value: unknown): string =>
	typeof value === 'bigint' ? `${value}n` : (JSON.stringify(value) ?? 'null');

function* longText(text: string): Generator<string, void> {
	yield '"';
	for (let at = 0; at < text.length;) {
		let end = at + PIECE;
		// Half of a pair would be written as an escape.
		if (isHighSurrogate(text.charCodeAt(end - 1))) end--;
		yield JSON.stringify(text.slice(at, end)).slice(1, -1);
		at = end;
	}
	yield '"';
}

const isHighSurrogate = (code: number) => code >= 0xd800 && code < 0xdc00;
