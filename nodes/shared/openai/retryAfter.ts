const UNIT_MS: Readonly<Record<string, number>> = {
	ms: 1,
	s: 1000,
	m: 60_000,
	h: 3_600_000,
	d: 86_400_000,
};

const UNIT = String.raw`(?:milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d)`;
const SAID = new RegExp(
	String.raw`(?:try again|retry)\s+(?:in|after)\s+((?:\d+(?:\.\d+)?\s*${UNIT}\s*)+)`,
	'i',
);

/** It is in the beginning of a message or nowhere. */
const LONGEST_TEXT = 2000;

/**
 * How long the server asks to wait, in milliseconds, or null if it does not say. In this order:
 * `retry-after-ms`, `retry-after` (seconds or HTTP date), "try again in 1m30s" or "retry after 26 seconds" in the text.
 * @param nowMs milliseconds since the epoch; without it a date counts as not said.
 */
export function retryAfterMs(
	headers: Readonly<Record<string, string>>,
	text: string,
	nowMs?: number,
): number | null {
	return (
		positive(number(headers['retry-after-ms'])) ??
		fromHeader(headers['retry-after'], nowMs) ??
		positive(fromText(text))
	);
}

function fromHeader(value: string | undefined, nowMs: number | undefined): number | null {
	const seconds = number(value);
	if (seconds !== null) return positive(seconds * 1000);
	if (value === undefined || nowMs === undefined) return null;
	return positive(Date.parse(value) - nowMs);
}

function fromText(text: string): number | null {
	const said = SAID.exec(text.slice(0, LONGEST_TEXT))?.[1];
	if (said === undefined) return null;
	let total = 0;
	for (const [, amount, unit] of said.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)/gi)) {
		total += Number(amount) * unitMs(unit!.toLowerCase());
	}
	return total;
}

function unitMs(unit: string): number {
	if (unit === 'ms' || unit.startsWith('milli')) return UNIT_MS.ms!;
	return UNIT_MS[unit[0]!] ?? 0;
}

function number(value: string | undefined): number | null {
	return value !== undefined && /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) : null;
}

/** A wait of nothing is no answer to how long to wait. */
function positive(ms: number | null): number | null {
	return ms !== null && ms > 0 ? Math.ceil(ms) : null;
}
