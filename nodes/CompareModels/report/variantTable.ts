import { type Markup, markup, Markup as Html } from '../../shared/markup';
import { variantName } from '../comparison/names';
import type { ComparisonVariant } from '../comparison/types';

/** One measure: one cell per variant, a dash if there is nothing to say. */
export interface VariantRow {
	title: string;
	cells: ReadonlyArray<Markup | string | null>;
}

/** From more columns on the type is smaller. */
const FEW = 5;

/** What heads a column. */
type Headed = Pick<ComparisonVariant, 'letter' | 'label' | 'model' | 'name'>;

/** One row per measure and one column per variant, so that a few variants fit a phone and many scroll. */
export function variantTable(
	label: string,
	variants: readonly Headed[],
	rows: readonly VariantRow[],
	blind: boolean,
): Markup {
	return markup`<div class="scroll" role="region" aria-label="${label}" tabindex="0"><table${variants.length > FEW ? new Html(' class="many"') : null}><thead><tr><td></td>${variants.map(
		(variant) =>
			markup`<th scope="col"><span class="badge">${variant.letter}</span>${
				blind ? null : markup`<span class="name"><bdi>${variantName(variant)}</bdi></span>`
			}</th>`,
	)}</tr></thead><tbody>${rows.map(
		({ title, cells }) =>
			markup`<tr><th scope="row">${title}</th>${cells.map((cell) => markup`<td>${cell ?? '–'}</td>`)}</tr>`,
	)}</tbody></table></div>`;
}
