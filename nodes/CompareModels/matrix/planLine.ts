import { plural, roughUsd } from '../../shared/words';
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
			? 'at an unknown cost'
			: `for about ${roughUsd(total(known))}${unknown === 0 ? '' : `, and ${unknown} at an unknown cost`}`;
	const bound = most.length === estimates.length ? `, at most ${roughUsd(total(most))}` : '';
	return `Plan: ${plural(prompts, 'prompt')} × ${plural(settings.variants.length, 'variant')}${repeated} = ${plural(cells.length, 'image')}, ${likely}${bound}.`;
}

const total = (amounts: number[]) => amounts.reduce((sum, amount) => sum + amount, 0);
