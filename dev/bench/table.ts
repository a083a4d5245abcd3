/** Smallest, middle and largest of some numbers. */
export interface Spread {
	min: number;
	median: number;
	max: number;
}

export function spreadOf(values: readonly number[]): Spread {
	const sorted = values.toSorted((a, b) => a - b);
	const middle = (sorted.length - 1) / 2;
	const [low = 0, high = 0] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
	return { min: sorted[0] ?? 0, median: (low + high) / 2, max: sorted.at(-1) ?? 0 };
}

/** `4.71 (4.62 – 5.10)`: the median, then between what the rounds lay. */
export function told(values: readonly number[], digits = 2): string {
	const { min, median, max } = spreadOf(values);
	const [low, mid, high] = [min, median, max].map((value) => value.toFixed(digits));
	return values.length > 1 ? `${mid} (${low} – ${high})` : `${mid}`;
}

/** Lines of text with columns of one width each. */
export function table(rows: ReadonlyArray<readonly string[]>): string {
	const widths = rows[0]?.map((_, column) =>
		Math.max(...rows.map((row) => (row[column] ?? '').length)),
	);
	return rows
		.map((row) =>
			row
				.map((cell, column) => cell.padEnd(widths?.[column] ?? 0))
				.join('   ')
				.trimEnd(),
		)
		.map((line) => `  ${line}`)
		.join('\n');
}

export interface Target {
	what: string;
	measured: string;
	wanted: string;
	met: boolean;
}

export function targetTable(targets: readonly Target[]): string {
	return table([
		['Target', 'Wanted', 'Measured', ''],
		...targets.map(({ what, wanted, measured, met }) => [
			what,
			wanted,
			measured,
			met ? 'met' : 'MISSED',
		]),
	]);
}
