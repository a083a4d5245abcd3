const LIMIT = /\blimit\b[^\d.;]{0,20}(\d[\d,]{0,15})/i;
const REQUESTED = /\brequested\b[^\d.;]{0,20}(\d[\d,]{0,15})/i;
const TOO_LARGE = /\brequest (is )?too large\b/i;

/**
 * Whether a rate limit's text says that the request alone is larger than the limit, as in "Limit 5,
 * Requested 8": then no wait makes room for it.
 */
export function neverFits(message: string): boolean {
	const limit = numberIn(LIMIT, message);
	const requested = numberIn(REQUESTED, message);
	if (limit !== null && requested !== null) return requested > limit;
	return TOO_LARGE.test(message);
}

function numberIn(pattern: RegExp, message: string): number | null {
	const digits = pattern.exec(message)?.[1];
	return digits === undefined ? null : Number(digits.replaceAll(',', ''));
}
