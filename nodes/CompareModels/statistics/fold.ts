/** What one prompt comes to on one variant. */
export interface PromptMean {
	mean: number;
	/** How many answers it is the mean of. */
	answers: number;
}

/** Values of images, folded into one value per prompt: repetitions of a prompt are not independent trials. */
export function foldByPrompt<Cell extends { promptIndex: number }>(
	cells: readonly Cell[],
	valueOf: (cell: Cell) => number | null | undefined,
	answersOf: (cell: Cell) => number,
): Map<number, PromptMean> {
	const sums = new Map<number, { total: number; images: number; answers: number }>();
	for (const cell of cells) {
		const value = valueOf(cell);
		if (value === null || value === undefined) continue;
		const sum = sums.get(cell.promptIndex) ?? { total: 0, images: 0, answers: 0 };
		sum.total += value;
		sum.images += 1;
		sum.answers += answersOf(cell);
		sums.set(cell.promptIndex, sum);
	}
	return new Map(
		[...sums].map(([prompt, { total, images, answers }]) => [
			prompt,
			{ mean: total / images, answers },
		]),
	);
}
