const SHORTEST_SECRET = 6;
const REPLACEMENT = '[redacted]';
/** OpenAI's keys, also where it has masked the middle itself. */
const KEY_SHAPE = String.raw`\bsk-[A-Za-z0-9_*.-]{6,}`;

export interface Redactor {
	/** The text without secrets. */
	text(text: string): string;
	/** A copy of a JSON-like value, keys and values, without secrets. */
	deep<T>(value: T): T;
}

/**
 * Takes the credential's secrets out of whatever a server wrote, also URL-encoded, base64 or behind
 * "Bearer", and everything that looks like an OpenAI key.
 * @param secrets shorter ones than 6 characters are ignored: they would garble ordinary text.
 */
export function createRedactor(secrets: readonly string[]): Redactor {
	const forms = [...new Set(secrets.map((secret) => secret.trim()))]
		.filter((secret) => secret.length >= SHORTEST_SECRET)
		.flatMap(formsOf)
		.sort((a, b) => b.length - a.length)
		.map(escapeForRegExp);
	const pattern = new RegExp(
		`(?:bearer\\s+)?(?:${[...new Set(forms), KEY_SHAPE].join('|')})`,
		'gi',
	);
	const text = (input: string) => input.replace(pattern, REPLACEMENT);
	return { text, deep: (value) => deep(value, text) };
}

function deep<T>(value: T, text: (input: string) => string): T;
function deep(value: unknown, text: (input: string) => string): unknown {
	if (typeof value === 'string') return text(value);
	if (Array.isArray(value)) return value.map((entry) => deep(entry, text));
	if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, entry]) => [text(key), deep(entry, text)]),
	);
}

function formsOf(secret: string): string[] {
	return [
		secret,
		encodeURIComponent(secret),
		JSON.stringify(secret).slice(1, -1),
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
