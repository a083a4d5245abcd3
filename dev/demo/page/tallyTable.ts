import type { TallyReport } from '../../../nodes/CompareModels/statistics/tallyTypes';
import { percent, seconds, usd } from '../../../nodes/shared/words';
import { escape } from './html';

const HEADS = ['Variant', 'Accepted', 'Acceptance (95%)', 'Cost per accepted', 'Median time'];

/** What the reviewers' answers came to: the recommendation in words, and a row a variant. */
export function tallyTable({ variants, recommendation }: TallyReport): string {
	const rows = variants.map((variant) => {
		const { acceptance, costPerAcceptedUsd, medianLatencyMs } = variant;
		return [
			`${variant.letter} · ${variant.label}`,
			`${variant.accepted} of ${variant.judged}`,
			acceptance === null
				? '–'
				: `${percent(acceptance.rate)} (${percent(acceptance.low)} to ${percent(acceptance.high)})`,
			costPerAcceptedUsd === null ? '–' : usd(costPerAcceptedUsd),
			medianLatencyMs === null ? '–' : seconds(medianLatencyMs),
		];
	});
	const row = (cells: string[], tag: string) =>
		`<tr>${cells.map((cell) => `<${tag}>${escape(cell)}</${tag}>`).join('')}</tr>`;
	return `<div class="tally"><p>${escape(recommendation.text)}</p>
<table>${row(HEADS, 'th')}${rows.map((cells) => row(cells, 'td')).join('')}</table></div>`;
}
