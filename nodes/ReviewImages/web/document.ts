import { markup, Markup } from '../../shared/markup';
import { inkOn } from './accent';
import { BUNDLED_PAGE } from './bundledPage';

export interface DocumentParts {
	nonce: string;
	title: string;
	/** `#rrggbb`; empty: the page's own. */
	accentColor: string;
	body: Markup;
	/** For the script; left out: no script. */
	data?: unknown;
	/** Seconds after which the browser is to open the address. */
	refresh?: { seconds: number; address: string };
}

/** JSON that cannot end the element that it stands in. */
const inScript = (data: unknown): Markup =>
	new Markup(
		JSON.stringify(data).replace(
			/[<>&\u2028\u2029]/g,
			(sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
		),
	);

/** A whole page. Everything a person wrote gets in as text or as JSON. */
export function htmlDocument({
	nonce,
	title,
	accentColor,
	body,
	data,
	refresh,
}: DocumentParts): string {
	const accent =
		accentColor === '' ? '' : `:root{--accent:${accentColor};--on-accent:${inkOn(accentColor)}}`;
	const script =
		data === undefined
			? null
			: markup`<script type="application/json" id="data" nonce="${nonce}">${inScript(data)}</script><script nonce="${nonce}">${new Markup(BUNDLED_PAGE.script)}</script>`;
	const later = refresh
		? markup`<meta http-equiv="refresh" content="${refresh.seconds};url=${refresh.address}">`
		: null;
	return markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">
<meta name="robots" content="noindex,nofollow"><meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">${later}
<title>${title}</title><style nonce="${nonce}">${new Markup(BUNDLED_PAGE.style + accent)}</style></head>
<body>${body}${script}</body></html>`.html;
}
