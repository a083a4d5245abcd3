const months =
	'January February March April May June July August September October November December'.split(
		' ',
	);

/** Thousands apart by commas. */
export const count = (value: number): string =>
	String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');

/** "20 prompts", "1 prompt". */
export const plural = (value: number, one: string): string =>
	`${count(value)} ${one}${value === 1 ? '' : 's'}`;

/** "A", "A and B", "A, B and C". */
export const listed = (names: readonly string[]): string =>
	names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** "1, 2, 3 and 5 more": the first `most` of a list. */
export function firstOf(values: ReadonlyArray<string | number>, most: number): string {
	// "And 1 more" is as long as the one.
	if (values.length <= most + 1) return values.join(', ');
	return `${values.slice(0, most).join(', ')} and ${count(values.length - most)} more`;
}

/** An amount within a sentence, "0.0400 USD": cents from a dollar up, else as fine as images cost. */
export function usdInText(amount: number): string {
	return `${amount.toFixed(amount < 1 ? 4 : 2)} USD`;
}

/** An estimate within a sentence, "0.07 USD": cents, else the first digits that count. */
export function roughUsd(amount: number): string {
	return `${amount.toFixed(amount < 0.01 ? 4 : 2)} USD`;
}

/** "$0.0400": USD in a table, with as many places as its size needs. */
export function usd(value: number): string {
	if (value === 0 || value >= 10) return `$${value.toFixed(2)}`;
	return `$${value >= 0.0001 ? value.toFixed(value >= 1 ? 3 : 4) : value.toPrecision(2)}`;
}

/** A time in milliseconds, as seconds or minutes; number and unit stay on one line. */
export function seconds(ms: number): string {
	if (ms < 99_950) return `${(ms / 1000).toFixed(ms < 9_995 ? 2 : 1)}\u00a0s`;
	const whole = Math.round(ms / 1000);
	const minutes = Math.floor(whole / 60);
	if (minutes < 60) return `${minutes}\u00a0min\u00a0${String(whole % 60).padStart(2, '0')}\u00a0s`;
	return `${Math.floor(minutes / 60)}\u00a0h\u00a0${String(minutes % 60).padStart(2, '0')}\u00a0min`;
}

/** A share of 0–1, in whole percent but never 0 or 100 for what is not. */
export function percent(share: number): string {
	if (share > 0 && share < 0.01) return '<1%';
	if (share < 1 && share > 0.99) return '>99%';
	return `${Math.round(share * 100)}%`;
}

/** A small share, in percent with one place: what `percent` says from 10 % up. */
export function finePercent(share: number): string {
	return share >= 0.0005 && share < 0.0995 ? `${(share * 100).toFixed(1)}%` : percent(share);
}

/** "14 March 2026, 09:05 UTC"; what is not a time is returned unchanged. */
export function moment(iso: string): string {
	const date = new Date(iso);
	if (Number.isNaN(date.getTime())) return iso;
	const day = `${date.getUTCDate()} ${months[date.getUTCMonth()] ?? ''} ${date.getUTCFullYear()}`;
	return `${day}, ${date.toISOString().slice(11, 16)} UTC`;
}

/** What a thrown value says, whatever was thrown. */
export function textOf(thrown: unknown): string {
	return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Text as a message may quote it: in one line, 60 characters at most. */
export function shortened(text: string, most = 60): string {
	// Before all else: what is quoted may be megabytes.
	const start = Array.from(text.slice(0, 4 * most)).slice(0, most + 1);
	const line = start.join('').replace(/\s+/g, ' ').trim();
	return start.length > most || text.length > 4 * most
		? `${Array.from(line)
				.slice(0, most - 1)
				.join('')}…`
		: line;
}

/** Narrows a caught value to `kind`; rethrows anything else. */
export function expected<Kind extends Error>(
	thrown: unknown,
	kind: abstract new (...parameters: never[]) => Kind,
): Kind {
	if (thrown instanceof kind) return thrown;
	throw thrown;
}

export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Bytes as megabytes (1024 × 1024), without the unit. */
export const megabytes = (bytes: number, places = 1): string => (bytes / 1_048_576).toFixed(places);
