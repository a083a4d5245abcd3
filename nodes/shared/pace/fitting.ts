import { EPSILON_USD } from './budget';

/** USD of one call; null where unknown. */
export interface ForeseenCost {
	likelyCostUsd: number | null;
	mostCostUsd: number | null;
}

/**
 * Which calls a budget lets through, one after another, if each costs what is likely: one is left out where
 * what it can cost at most is more than what is left then.
 * @param spentUsd USD before the first call.
 */
export function fitting(
	calls: readonly ForeseenCost[],
	maxSpendUsd: number,
	spentUsd: number,
): boolean[] {
	let spent = spentUsd;
	return calls.map(({ likelyCostUsd, mostCostUsd }) => {
		if (mostCostUsd === null || spent + mostCostUsd > maxSpendUsd + EPSILON_USD) return false;
		spent += likelyCostUsd ?? mostCostUsd;
		return true;
	});
}
