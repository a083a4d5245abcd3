import { markup } from '../../shared/markup';
import type { Round } from '../round/types';
import type { Addresses } from './addresses';
import { htmlDocument } from './document';
import { pageData } from './pageData';
import { plainForm } from './plainForm';

/** The page of a round, with and without JavaScript. @param nonce of the policy that it is sent with. */
export function reviewPage(round: Round, addresses: Addresses, nonce: string): string {
	const data = pageData(round, addresses);
	const { title, accentColor, texts } = round.settings;
	const body = markup`<noscript>${plainForm(data)}</noscript><div id="app"></div>`;
	return htmlDocument({ nonce, title: title || texts.review, accentColor, body, data });
}
