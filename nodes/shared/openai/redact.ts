import { replaceInSpelled } from './spelled';

const SHORTEST_SECRET = 6;
const REPLACEMENT = '[redacted]';
/** OpenAI's keys, also where it has masked the middle itself. */
const KEY_SHAPE = String.raw`\bsk-[A-Za-z0-9_*.-]{6,}`;

export interface Redactor {
	/** A text for people, without secrets and without whatever looks like an OpenAI key. */
	text(text: string): string;
	/** An address for people to use: only the credential's own secrets are taken out, its signature stays. */
	address(url: string): string;
}

/**
 * Takes the credential's secrets out of whatever a server wrote, also URL-encoded, as HTML entities, with the
 * escapes of JSON, as base64, in hexadecimal or behind "Bearer", without what their keys begin with, and everything
 * that looks like an OpenAI key. For what people read only: addresses, ids and names are used unchanged.
 * @param secrets shorter ones than 6 characters are ignored: they would garble ordinary text.
 */
export function createRedactor(secrets: readonly string[]): Redactor {
	const long = [...new Set(secrets.map((secret) => secret.trim()))]
		.filter((secret) => secret.length >= SHORTEST_SECRET)
		.sort((a, b) => b.length - a.length);
	const own = [...new Set(long.flatMap(formsOf))]
		.sort((a, b) => b.length - a.length)
		.map(escapeForRegExp);
	const pattern = (forms: string[]) => new RegExp(`(?:bearer\\s+)?(?:${forms.join('|')})`, 'gi');
	const forText = pattern([...own, KEY_SHAPE]);
	const forAddress = own.length > 0 ? pattern(own) : null;
	const without = (secret: RegExp, input: string) =>
		replaceInSpelled(input.replace(secret, REPLACEMENT), secret, REPLACEMENT);
	return {
		text: (input) => without(forText, input),
		address: (url) => (forAddress ? without(forAddress, url) : url),
	};
}

const SHORTEST_REST = 16;

/** A key without its beginning: `sk-proj-` and the like say only whose it is. */
function restsOf(secret: string): string[] {
	const rests: string[] = [];
	for (let rest = secret; ;) {
		const beginning = /^[A-Za-z]{1,10}\d?[-_]/.exec(rest)?.[0];
		if (beginning === undefined) return rests;
		rest = rest.slice(beginning.length);
		if (rest.length < SHORTEST_REST) return rests;
		rests.push(rest);
	}
}

function formsOf(secret: string): string[] {
	return [
		secret,
		...restsOf(secret),
		encodeURIComponent(secret),
		JSON.stringify(secret).slice(1, -1),
		Buffer.from(secret).toString('hex'),
		...[0, 1, 2].map((offset) => base64Core(secret, offset)),
		...[0, 1, 2].map((offset) =>
			base64Core(secret, offset).replace(/\+/g, '-').replace(/\//g, '_'),
		),
	];
}

/** What is the same in the base64 of any text with `secret` at a place of this offset modulo 3. */
function base64Core(secret: string, offset: number): string {
	const bytes = Buffer.from(`${'\0'.repeat(offset)}${secret}`);
	const encoded = bytes.toString('base64');
	return encoded.slice(Math.ceil((offset * 4) / 3), Math.floor((bytes.length * 4) / 3));
}

function escapeForRegExp(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
