/**
 * What a caught value is taken for: gives it back if it is of the kind that is dealt with here, and
 * throws on whatever else it is.
 */
export function expected<Kind extends Error>(
	thrown: unknown,
	kind: abstract new (...parameters: never[]) => Kind,
): Kind {
	if (thrown instanceof kind) return thrown;
	throw thrown;
}
