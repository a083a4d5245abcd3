import type { CellStatus } from '../comparison/types';
import { roundUsd, sum } from '../math/percentile';

/** What became of the requests of one variant. `requested` = arrived + refused + failed + notRun. */
export interface Delivery {
	requested: number;
	arrived: number;
	/** By the safety system. */
	refused: number;
	/** For technical reasons, timeouts included. */
	failed: number;
	/** Of `failed`: no answer came in time. */
	timedOut: number;
	/** Left out by the budget or by Stop. */
	notRun: number;
	/** Needed more than one attempt, whatever became of them. */
	retried: number;
	/** Did not bring an image and may have been charged all the same: no cost is known of them. */
	perhapsBilled: number;
	/** USD: at most what `perhapsBilled` cost, from the price list; null if no price is known, 0 for none. */
	perhapsBilledUsd: number | null;
}

/** What is needed of one request. */
export interface DeliveredCell {
	status: CellStatus;
	attempts: number;
	costUsd: number | null;
	/** USD, the most that the request can cost; null or undefined if that is not known. */
	mostCostUsd?: number | null;
}

const isNotRun = ({ status }: DeliveredCell): boolean =>
	status === 'budget' || status === 'cancelled';

export function deliveryOf(cells: readonly DeliveredCell[]): Delivery {
	const count = (is: (cell: DeliveredCell) => boolean) => cells.filter(is).length;
	const arrived = count(({ status }) => status === 'ok');
	const refused = count(({ status }) => status === 'refused');
	const notRun = count(isNotRun);
	// A missing image costs 0 where it is certain that nothing was charged.
	const perhaps = cells.filter(
		({ status, costUsd: cost }) =>
			cost === null && status !== 'ok' && status !== 'refused' && status !== 'budget',
	);
	const known = perhaps.flatMap(({ mostCostUsd }) => mostCostUsd ?? []);
	return {
		requested: cells.length,
		arrived,
		refused,
		failed: cells.length - arrived - refused - notRun,
		timedOut: count(({ status }) => status === 'timeout'),
		notRun,
		retried: count(({ attempts }) => attempts > 1),
		perhapsBilled: perhaps.length,
		perhapsBilledUsd: known.length < perhaps.length ? null : roundUsd(sum(known)),
	};
}
