import type { Addresses } from './addresses';

/** For what loads nothing: an image, an error. */
const NO_ORIGINS = { origins: [] };

/** Headers of every answer: nothing runs that is not ours, nothing is kept or indexed, nobody learns the link. */
export function headersFor(
	{ origins }: Pick<Addresses, 'origins'> = NO_ORIGINS,
	nonce?: string,
): Record<string, string> {
	const own = origins.length > 0 ? origins.join(' ') : "'none'";
	const images = [...origins, 'blob:', 'data:'].join(' ');
	const inline = nonce === undefined ? "'none'" : `'nonce-${nonce}'`;
	const policy = [
		'sandbox allow-scripts allow-forms allow-downloads',
		"default-src 'none'",
		`script-src ${inline}`,
		`style-src ${inline}`,
		`img-src ${images}`,
		`connect-src ${own}`,
		`form-action ${own}`,
		"base-uri 'none'",
		"frame-ancestors 'none'",
	];
	return {
		'Content-Security-Policy': policy.join('; '),
		'X-Content-Type-Options': 'nosniff',
		'Referrer-Policy': 'no-referrer',
		'X-Robots-Tag': 'noindex, nofollow',
		'Cache-Control': 'private, no-store',
	};
}

/** What may be kept by the reviewer's own browser while the round is open. */
export const KEPT_BY_BROWSER = { 'Cache-Control': 'private, max-age=3600' };
