import { createHash } from 'crypto';
import { type Markup, markup, Markup as Html } from '../../shared/markup';
import { STYLE } from './style';
import { plainLine } from '../../shared/text';

const styleHash = createHash('sha256').update(STYLE, 'utf8').digest('base64');
/** Nothing but this style and images inside the file; no script can run, nothing can be fetched or sent. */
const POLICY = `default-src 'none'; img-src data:; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'`;

/** A page in one file that opens offline: nothing outside it is loaded and nothing in it can run. */
export function pageOf(title: string, content: Markup): string {
	return markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${new Html(POLICY)}"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark"><title>${plainLine(title)}</title><style>${new Html(STYLE)}</style></head>
<body><div class="page">${content}
</div></body></html>
`.html;
}
