import { count, percent, seconds, usd } from '../../../shared/words';
import { type Markup, markup } from '../../../shared/markup';
import type { ComparisonVariant } from '../../comparison/types';
import type { TallyReport, VariantTally } from '../../statistics/tallyTypes';
import { said } from '../choiceTable';
import { type VariantRow, variantTable } from '../variantTable';

/** What heads a column. */
export type TallyHead = Pick<ComparisonVariant, 'letter' | 'label' | 'model' | 'name'>;

type Cell = Markup | string | null;

const withSmall = (text: string, small: string): Markup =>
	small === '' ? markup`${text}` : markup`${text} <small>${small}</small>`;

/** How the variants compare: one row per measure, one column per variant. */
export function tallyChoice(report: TallyReport, heads: readonly TallyHead[]): Markup {
	const { variants, ranking } = report;
	const isAcceptance = variants.some(({ basis }) => basis === 'acceptance');
	const row = (title: string, cell: (variant: VariantTally) => Cell): VariantRow => ({
		title,
		cells: variants.map(cell),
	});
	const rows: VariantRow[] = [
		row(
			isAcceptance ? 'Share that reviewers accept' : 'Share of the choices',
			({ share }) =>
				share && withSmall(percent(share.rate), `${percent(share.low)} to ${percent(share.high)}`),
		),
		againstFirst(report),
		row(
			isAcceptance ? 'Images accepted by most' : 'Images chosen by most',
			({ accepted, judged, split }) =>
				judged === 0
					? null
					: withSmall(
							`${count(accepted)} of ${count(judged)}`,
							split > 0 ? `${count(split)} undecided` : '',
						),
		),
		...only(variants, ({ refused }) => refused > 0, [
			row('Requests that were refused', ({ refused }) => (refused > 0 ? count(refused) : 'none')),
		]),
		row('Cost per accepted image', costCell),
		row('Paid for the judged images', ({ paidUsd, judged }) =>
			paidUsd === null || judged === 0
				? null
				: withSmall(usd(paidUsd), `${usd(paidUsd / judged)} each`),
		),
		row('Rank', ({ letter }) => {
			const own = ranking?.variants.find((one) => one.letter === letter);
			if (own === undefined) return null;
			return withSmall(rankRange(own), own.isOut ? 'out' : 'on the shortlist');
		}),
		row('Median time', ({ medianLatencyMs }) =>
			medianLatencyMs === null ? null : seconds(medianLatencyMs),
		),
		...only(variants, ({ delivery: { arrived, requested } }) => arrived < requested, [
			row(
				'Images that arrived',
				({ delivery: { arrived, requested } }) => `${count(arrived)} of ${count(requested)}`,
			),
		]),
	];
	return variantTable(
		'The choice',
		heads,
		rows.filter(({ cells }) => cells.some((cell) => cell !== null)),
		false,
	);
}

/** Rows that say something only where any variant is so. */
const only = (
	variants: readonly VariantTally[],
	isSo: (variant: VariantTally) => boolean,
	rows: VariantRow[],
): VariantRow[] => (variants.some(isSo) ? rows : []);

export const rankRange = ({ bestRank, worstRank }: { bestRank: number; worstRank: number }) =>
	bestRank === worstRank ? String(bestRank) : `${bestRank} to ${worstRank}`;

function costCell({
	costPerAcceptedUsd: cost,
	costPerAcceptedInterval: range,
	unpricedImages,
	basis,
}: VariantTally): Cell {
	if (basis === 'preference') return null;
	if (unpricedImages > 0)
		return withSmall('unknown', `${count(unpricedImages)} without a known price`);
	if (range === null) return null;
	const to = range.high === null ? 'no upper end' : usd(range.high);
	return cost === null
		? withSmall('none accepted', `at least ${usd(range.low)}`)
		: withSmall(usd(cost), `${usd(range.low)} to ${to}`);
}

/** What people said, against the first variant, with the word that the verdict has for it. */
function againstFirst({ variants, verdicts }: TallyReport): VariantRow {
	return {
		title: `Compared with ${variants[0]?.letter ?? 'A'}`,
		cells: variants.map(({ letter }) => {
			const line = verdicts
				.find(({ to }) => to === letter)
				?.lines.find(({ measure, word }) => measure === 'acceptance' && word !== 'not measured');
			return line ? markup`<small>${said(line)}</small>` : null;
		}),
	};
}
