/** How `percentile` works, for people who want to check the numbers. */
export const PERCENTILE_METHOD =
	'Linear interpolation between the two nearest values (type 7: PERCENTILE.INC in spreadsheets)';

/**
 * The value below which a share of the values lies, by linear interpolation (type 7).
 * `share` 0–1. Null without values.
 */
export function percentile(values: readonly number[], share: number): number | null {
	const sorted = [...values].sort((a, b) => a - b);
	const position = (sorted.length - 1) * share;
	const below = sorted[Math.floor(position)];
	const above = sorted[Math.ceil(position)];
	if (below === undefined || above === undefined) return null;
	return below + (above - below) * (position - Math.floor(position));
}

/** The arithmetic mean. Null without values. */
export const mean = (values: readonly number[]): number | null =>
	values.length === 0 ? null : sum(values) / values.length;

export const sum = (values: readonly number[]): number =>
	values.reduce((total, value) => total + value, 0);

/** To a billionth of a dollar: sums of floats end in noise that a reader takes for numbers. */
export const roundUsd = (usd: number): number => Math.round(usd * 1e9) / 1e9;
