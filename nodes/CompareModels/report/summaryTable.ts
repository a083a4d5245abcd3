import { count, percent, seconds, usd } from '../../shared/words';
import { type Markup, markup } from '../../shared/markup';
import type { ComparisonReport, Leader, VariantReport } from '../statistics/types';
import { slowestOf } from '../statistics/latencyWords';
import { variantTable } from './variantTable';

interface Line {
	title: string;
	cell: (variant: VariantReport) => Markup | string | null;
	/** Marked as the best of its line. */
	leader?: Leader | null;
	/** For what need not be told when no variant has any. */
	hidden?: boolean;
}

const withSmall = (text: string, small: string): Markup => markup`${text} <small>${small}</small>`;

const settingsOf = ({ settings }: VariantReport): string =>
	[
		`quality ${settings.quality}`,
		`size ${settings.size.replace('x', '\u00a0×\u00a0')}`,
		settings.background && `background ${settings.background}`,
	]
		.filter(Boolean)
		.join(', ');

const lines = (report: ComparisonReport): Line[] => [
	{ title: 'Model', cell: (variant) => markup`<bdi>${variant.model}</bdi>` },
	{ title: 'Settings', cell: settingsOf },
	{
		title: 'Images delivered',
		cell: ({ ok, runs }) => `${count(ok)} of ${count(runs)}`,
	},
	{
		title: 'Refused',
		cell: ({ refused, refusalRate, refusalInterval }) =>
			refusalRate === null || refusalInterval === null
				? '0'
				: refused === 0
					? withSmall('none', `up to ${percent(refusalInterval.high)} possible`)
					: withSmall(
							count(refused),
							`${percent(refusalRate)} of those answered (${percent(refusalInterval.low)} to ${percent(refusalInterval.high)})`,
						),
	},
	{
		title: 'Failed',
		cell: ({ failed, delivery: { timedOut, perhapsBilled } }) => {
			const parts = [
				timedOut > 0 ? `${count(timedOut)} timed out` : null,
				perhapsBilled > 0 ? `${count(perhapsBilled)} perhaps charged` : null,
			].filter((part) => part !== null);
			return parts.length > 0 ? withSmall(count(failed), parts.join(', ')) : count(failed);
		},
		hidden: report.variants.every(({ failed }) => failed === 0),
	},
	{
		title: 'Retried',
		cell: ({ delivery }) => count(delivery.retried),
		hidden: report.variants.every(({ delivery }) => delivery.retried === 0),
	},
	{
		title: 'Not run',
		cell: ({ notRun }) => count(notRun),
		hidden: report.variants.every(({ notRun }) => notRun === 0),
	},
	{
		title: 'Median time',
		cell: ({ latencyMs }) => latencyMs && seconds(latencyMs.p50),
		leader: report.fastest,
	},
	{
		title: slowTitle(report.variants),
		cell: ({ latencyMs }) =>
			latencyMs &&
			withSmall(
				seconds(slowestOf(latencyMs).ms),
				`${seconds(latencyMs.min)} to ${seconds(latencyMs.max)}`,
			),
	},
	{
		title: 'Cost per image',
		cell: ({ costUsd }) =>
			costUsd && costUsd.perImage !== null
				? costUsd.unpricedImages > 0
					? withSmall(
							usd(costUsd.perImage),
							`price known for ${costUsd.pricedImages} of ${costUsd.pricedImages + costUsd.unpricedImages}`,
						)
					: usd(costUsd.perImage)
				: null,
		leader: report.cheapest,
	},
	{
		title: 'Total cost',
		cell: ({ costUsd, tokens }) =>
			costUsd && withSmall(usd(costUsd.total), `${count(tokens.total)} tokens`),
	},
	{
		title: 'Similarity to the baseline',
		cell: ({ similarity }) =>
			similarity && withSmall(similarity.mean.toFixed(2), `lowest ${similarity.min.toFixed(2)}`),
		leader: report.mostSimilar,
		hidden: report.variants.every(({ similarity }) => similarity === null),
	},
	{
		title: 'Perceptual distance',
		cell: ({ perceptualDistance: distance }) =>
			distance && withSmall(`${distance.mean.toFixed(1)} of 64`, `furthest ${distance.max}`),
		hidden: report.variants.every(({ perceptualDistance }) => perceptualDistance === null),
	},
];

/** One name for the line: the careful one where any variant has few images. */
const slowTitle = (variants: readonly VariantReport[]): string => {
	const titles = variants.flatMap(({ latencyMs }) =>
		latencyMs ? [slowestOf(latencyMs).title] : [],
	);
	return [...new Set(titles)].join(' / ') || 'Slowest seen';
};

const isBest = (leader: Leader | null | undefined, { letter }: VariantReport): boolean =>
	leader?.settled === true && leader.letter === letter;

/** The measures of each variant, the settled best of a line marked. */
export function summaryTable(report: ComparisonReport): Markup {
	const { variants } = report;
	const rows = lines(report)
		.filter(({ hidden }) => !hidden)
		.map(({ title, cell, leader }) => ({
			title,
			cells: variants.map((variant) => {
				const content = cell(variant) ?? '–';
				return isBest(leader, variant)
					? markup`<span class="best"><span aria-hidden="true">✓</span> ${content}</span>`
					: content;
			}),
		}));
	return variantTable('Summary by variant', variants, rows, false);
}
