/** Sums of prices are not exact in binary; less than this many USD is not a difference. */
export const EPSILON_USD = 1e-9;

export interface Reservation {
	/**
	 * The call is over.
	 * @param actualUsd what it cost; null if that is not known: then what was reserved counts as spent.
	 */
	settle(actualUsd: number | null): void;
}

export type Reserved =
	| { granted: true; reservation: Reservation }
	/** The call could cost more than is left, or its cost is unknown. `spentUsd`: USD so far. */
	| { granted: false; spentUsd: number };

/** Where a budget counts, in USD. Several budgets may share one. */
export interface Ledger {
	spentUsd: number;
	/** Set aside for calls under way. */
	reservedUsd: number;
}

export interface Budget {
	/** USD settled so far, what earlier tries took included. */
	spentUsd(): number;
	/**
	 * Sets money aside for a call. Waits while calls under way may still turn out cheaper and leave enough.
	 * Ask for one call at a time.
	 * @param budgetUsd the most the whole call can cost, null where unknown.
	 */
	reserve(budgetUsd: number | null): Promise<Reserved>;
}

/**
 * @param maxSpendUsd USD for the whole run; undefined: no limit.
 * @param ledger with what the run has spent before.
 */
export function createBudget(
	maxSpendUsd: number | undefined,
	ledger: Ledger = { spentUsd: 0, reservedUsd: 0 },
): Budget {
	let underWay = 0;
	let wake: (() => void) | null = null;

	const open = (usd: number): Reservation => {
		let settled = false;
		ledger.reservedUsd += usd;
		underWay++;
		return {
			settle(actualUsd) {
				if (settled) return;
				settled = true;
				ledger.reservedUsd -= usd;
				underWay--;
				ledger.spentUsd += actualUsd ?? usd;
				wake?.();
			},
		};
	};

	return {
		spentUsd: () => ledger.spentUsd,
		async reserve(budgetUsd) {
			if (maxSpendUsd === undefined) return { granted: true, reservation: open(budgetUsd ?? 0) };
			if (budgetUsd === null) return { granted: false, spentUsd: ledger.spentUsd };
			const fits = (usd: number) => usd + budgetUsd <= maxSpendUsd + EPSILON_USD;
			while (!fits(ledger.spentUsd + ledger.reservedUsd)) {
				if (underWay === 0 || !fits(ledger.spentUsd)) {
					return { granted: false, spentUsd: ledger.spentUsd };
				}
				await new Promise<void>((resolve) => (wake = resolve));
				wake = null;
			}
			return { granted: true, reservation: open(budgetUsd) };
		},
	};
}
