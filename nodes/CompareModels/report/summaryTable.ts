import { count, percent, seconds, usd } from '../../shared/words';
import { type Markup, markup } from './markup';
import type { ComparisonReport, Leader, VariantReport } from '../statistics/types';
import { variantTable } from './variantTable';

interface Line {
	title: string;
	cell: (variant: VariantReport) => Markup | string | null;
	/** Marked as the best of its line. */
	leader?: Leader | null;
	/** Not in a blind report: it tells which model a letter is, or speaks for one before the pictures do. */
	sways?: boolean;
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
	{ title: 'Model', cell: (variant) => markup`<bdi>${variant.model}</bdi>`, sways: true },
	{ title: 'Settings', cell: settingsOf, sways: true },
	{
		title: 'Images delivered',
		cell: ({ ok, runs }) => `${count(ok)} of ${count(runs)}`,
	},
	{
		title: 'Refused',
		cell: ({ refused, refusalRate }) =>
			refused === 0 || refusalRate === null
				? '0'
				: withSmall(count(refused), `${percent(refusalRate)} of those answered`),
	},
	{
		title: 'Failed',
		cell: ({ failed }) => count(failed),
		hidden: report.variants.every(({ failed }) => failed === 0),
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
		sways: true,
	},
	{
		title: '95% arrive within',
		cell: ({ latencyMs }) =>
			latencyMs &&
			withSmall(seconds(latencyMs.p95), `${seconds(latencyMs.min)} to ${seconds(latencyMs.max)}`),
		sways: true,
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
		sways: true,
	},
	{
		title: 'Total cost',
		cell: ({ costUsd, tokens }) =>
			costUsd && withSmall(usd(costUsd.total), `${count(tokens.total)} tokens`),
		sways: true,
	},
	{
		title: 'Similarity to the baseline',
		cell: ({ similarity }) =>
			similarity && withSmall(similarity.mean.toFixed(2), `lowest ${similarity.min.toFixed(2)}`),
		leader: report.mostSimilar,
		hidden: report.variants.every(({ similarity }) => similarity === null),
		sways: true,
	},
	{
		title: 'Perceptual distance',
		cell: ({ perceptualDistance: distance }) =>
			distance && withSmall(`${distance.mean.toFixed(1)} of 64`, `furthest ${distance.max}`),
		hidden: report.variants.every(({ perceptualDistance }) => perceptualDistance === null),
		sways: true,
	},
];

const isBest = (leader: Leader | null | undefined, { letter }: VariantReport): boolean =>
	leader?.letter === letter || leader?.tiedWith.includes(letter) === true;

/** The measures of each variant, the best of a line marked. */
export function summaryTable(report: ComparisonReport, blind: boolean): Markup {
	const { variants } = report;
	const rows = lines(report)
		.filter(({ hidden, sways }) => !hidden && !(blind && sways))
		.map(({ title, cell, leader }) => ({
			title,
			cells: variants.map((variant) => {
				const content = cell(variant) ?? '–';
				return isBest(leader, variant)
					? markup`<span class="best"><span aria-hidden="true">✓</span> ${content}</span>`
					: content;
			}),
		}));
	return variantTable('Summary by variant', variants, rows, blind);
}
