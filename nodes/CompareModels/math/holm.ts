/** A claim to be tested together with others. */
export interface Claim {
	/** Two-sided, 0–1. */
	chance: number;
	/** Whether chance is excluded at this level. */
	settledAt(alpha: number): boolean;
}

/** The level at which a claim was tested last, and whether it held there. */
export interface Decided {
	alpha: number;
	settled: boolean;
}

/**
 * Holm's step-down procedure (S. Holm, A simple sequentially rejective multiple test procedure, 1979): the least
 * likely claim is tested at alpha by the number of claims, the next at alpha by one less, until one fails; the
 * rest is left at the level of that one. In the order of `claims`.
 */
export function holm(claims: readonly Claim[], alpha: number): Decided[] {
	const order = claims
		.map((_, index) => index)
		.sort((a, b) => claims[a]!.chance - claims[b]!.chance);
	const decided: Decided[] = [];
	let going = true;
	let level = 0;
	order.forEach((index, place) => {
		if (going) level = alpha / (claims.length - place);
		going &&= claims[index]!.settledAt(level);
		decided[index] = { alpha: level, settled: going };
	});
	return decided;
}

/**
 * Holm in each of several families that share `alpha` evenly. A family whose claims all hold, or that has none,
 * has spent nothing: its part passes on to the others (a graphical procedure as in F. Bretz and others,
 * A graphical approach to sequentially rejective multiple test procedures, 2009). All false claims
 * together stay below `alpha`.
 */
export function holmInFamilies(
	families: ReadonlyArray<readonly Claim[]>,
	alpha: number,
): Decided[][] {
	const decided = families.map((claims) => holm(claims, alpha / families.length));
	for (;;) {
		const open = families.flatMap((_, index) =>
			decided[index]!.every(({ settled }) => settled) ? [] : [index],
		);
		const stuck = open.filter((index) => {
			const share = alpha / open.length;
			const again = holm(families[index]!, share);
			const more = again.some(
				({ alpha: level }, at) => level > decided[index]![at]!.alpha * 1.0000001,
			);
			if (more) decided[index] = again;
			return !more;
		});
		if (stuck.length === open.length) return decided;
	}
}
