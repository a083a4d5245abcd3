import { type Markup, markup } from '../../shared/markup';
import type { Verdict } from '../statistics/verdictTypes';

/** What a switch would change: the conclusion, then what it rests on. Null without a second variant. */
export function verdictSection(verdicts: readonly Verdict[]): Markup | null {
	if (verdicts.length === 0) return null;
	const shown = verdicts.map(
		({ text, lines }) =>
			markup`<div class="verdict panel"><p class="lead" dir="auto">${text}</p><ul>${lines
				.filter(({ word }) => word !== 'not measured')
				.map(
					({ word, text: saying, because }) =>
						markup`<li><span class="word ${word === 'better' || word === 'worse' ? word : 'open'}">${word}</span><span>${saying}${
							because === '' ? null : markup` <span class="muted">${because}</span>`
						}</span></li>`,
				)}</ul></div>`,
	);
	return markup`<section aria-labelledby="verdict"><h2 id="verdict">The differences in detail</h2>${shown}</section>`;
}
