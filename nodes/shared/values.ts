/** Text unchanged; numbers and booleans as text; anything else is empty. */
export function asText(value: unknown): string {
	if (typeof value === 'string') return value;
	return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** Characters of a value that a person chose or typed in a cell. */
const LONGEST_PLAIN = 100;

/**
 * A short value as it was meant: without blanks and invisible characters, quotation marks around it, and the
 * wide letters and digits of East Asian keyboards. Longer text is left as it is.
 */
export function plainValue(text: string): string {
	if (text.length > LONGEST_PLAIN) return text;
	const plain = text
		.normalize('NFKC')
		.replace(/[\u200b-\u200f\u2060\ufeff]/g, '')
		.trim();
	return plain.replace(/^(["'])(.*)\1$/, '$2').trim();
}

/** A number, also one written as text; NaN for anything else. */
export function asNumber(value: unknown): number {
	if (typeof value === 'number') return value;
	const text = typeof value === 'string' ? plainValue(value) : '';
	return text === '' ? NaN : Number(text);
}

/** The value of a resource locator, or the plain value instead of one. */
export function locatorValue(value: unknown): unknown {
	return typeof value === 'object' && value !== null && 'value' in value ? value.value : value;
}

/** What JSON text says; undefined if it is not JSON. */
export function parsedJson(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}
