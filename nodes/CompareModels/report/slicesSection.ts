import { type Markup, markup } from '../../shared/markup';
import { plural, usd } from '../../shared/words';
import type { ComparisonReport } from '../statistics/types';
import type { Slice } from '../statistics/slices';
import { variantTable } from './variantTable';

/** Below every table of slices. */
export const SLICES_NOTE =
	'Figures as measured. Each value has only a few prompts, so nothing is concluded from the differences.';

/** Results by the value of an input field. Null if nothing is sliced. */
export function slicesSection(
	{ slices, variants }: ComparisonReport,
	field: string | undefined,
): Markup | null {
	if (slices === undefined || field === undefined) return null;
	const rows = slices.map(({ value, prompts, variants: own }) => ({
		title: `${value || 'Without a value'} (${plural(prompts, 'prompt')})`,
		cells: own.map(cell),
	}));
	return markup`<section aria-labelledby="slices"><h2 id="slices">By ${field}</h2>${variantTable(`By ${field}`, variants, rows, false)}<p class="note">${SLICES_NOTE}</p></section>`;
}

function cell({
	images,
	arrived,
	refused,
	accepted,
	judged,
	score,
	costPerImageUsd,
}: Slice['variants'][number]): Markup {
	const quality =
		accepted === null
			? `${arrived} of ${images} arrived`
			: `${accepted} of ${judged} accepted by the judge`;
	const more = [
		score === null ? null : `score ${Math.round(score * 100)} of 100`,
		refused > 0 ? `${refused} refused` : null,
		costPerImageUsd === null ? null : `${usd(costPerImageUsd)} per image`,
	].filter((part) => part !== null);
	return markup`${quality} <small>${more.join(', ')}</small>`;
}
