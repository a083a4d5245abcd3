import { randomInt } from 'crypto';

/** A new order that nobody can know (Fisher and Yates). */
export function shuffled<Value>(values: readonly Value[]): Value[] {
	const order = [...values];
	for (let last = order.length - 1; last > 0; last--) {
		const other = randomInt(last + 1);
		[order[last], order[other]] = [order[other]!, order[last]!];
	}
	return order;
}
