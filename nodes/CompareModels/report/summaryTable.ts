import { count, percent, seconds, usd } from './format';
import { type Markup, markup } from './markup';
import { variantName } from './names';
import type { ComparisonReport, Leader, VariantReport } from './types';

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

/** A row a measure, a column a variant, so that few variants fit a phone and many scroll. */
export function summaryTable(report: ComparisonReport, blind: boolean): Markup {
	const { variants } = report;
	const rows = lines(report).filter(({ hidden, sways }) => !hidden && !(blind && sways));
	return markup`<div class="scroll" role="region" aria-label="Summary by variant" tabindex="0"><table><thead><tr><td></td>${variants.map(
		(variant) =>
			markup`<th scope="col"><span class="badge">${variant.letter}</span>${
				blind ? null : markup`<span class="name"><bdi>${variantName(variant)}</bdi></span>`
			}</th>`,
	)}</tr></thead><tbody>${rows.map(
		({ title, cell, leader }) =>
			markup`<tr><th scope="row">${title}</th>${variants.map((variant) => {
				const content = cell(variant) ?? '–';
				return isBest(leader, variant)
					? markup`<td><span class="best"><span aria-hidden="true">✓</span> ${content}</span></td>`
					: markup`<td>${content}</td>`;
			})}</tr>`,
	)}</tbody></table></div>`;
}
