import type { MatrixSettings } from './settings';
import type { PlannedCell } from './cell';

/** What is about to be asked for and what it will cost, in one sentence. */
export function planLine(cells: PlannedCell[], settings: MatrixSettings): string {
	const prompts = new Set(cells.map(({ promptIndex }) => promptIndex)).size;
	const repeated = settings.repetitions > 1 ? ` × ${settings.repetitions} repetitions` : '';
	const estimates = cells.map(({ call }) => call.request.estimate);
	const known = estimates.flatMap(({ costUsd }) => (costUsd === null ? [] : [costUsd]));
	const most = estimates.flatMap(({ budgetUsd }) => (budgetUsd === null ? [] : [budgetUsd]));
	const unknown = estimates.length - known.length;
	const likely =
		known.length === 0
			? 'at a cost that is not known beforehand'
			: `for about ${usd(known)} USD${unknown === 0 ? '' : `, and ${unknown} at a cost that is not known beforehand`}`;
	const bound = most.length === estimates.length ? `, at most ${usd(most)} USD` : '';
	return `Plan: ${prompts} prompts × ${settings.variants.length} variants${repeated} = ${cells.length} images, ${likely}${bound}.`;
}

function usd(amounts: number[]): string {
	return amounts.reduce((total, amount) => total + amount, 0).toFixed(2);
}
