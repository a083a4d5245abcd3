import { createHash } from 'crypto';
import { version } from '../../../package.json';
import { type Markup, markup } from '../../shared/markup';
import { count, moment, percent, plural } from '../../shared/words';
import { variantName } from '../comparison/names';
import type { Comparison } from '../comparison/types';
import { MARGINS } from '../statistics/margins';
import type { ComparisonReport } from '../statistics/types';

const SOURCES = {
	generate: 'Generated from the prompts',
	edit: 'Edited from the input images',
	existing: 'Existing images; none was generated',
} as const;

/** What somebody needs to check the comparison or to repeat it. */
export function reproducibility(comparison: Comparison, report: ComparisonReport): Markup {
	const { variants, prompts, repetitions, judge, source } = comparison;
	const rows: Array<[string, Markup | string]> = [
		['Made with', `n8n-nodes-gpt-image ${version}`],
		['Comparison', comparison.id],
		['Run', `${moment(comparison.startedAt)} to ${moment(comparison.finishedAt)}`],
		['Images', source ? SOURCES[source] : SOURCES.generate],
		[
			'Variants',
			markup`<ul>${variants.map(({ settings, ...variant }) => {
				const told = [
					`quality ${settings.quality}`,
					`size ${settings.size}`,
					settings.background && `background ${settings.background}`,
				].filter(Boolean);
				const models = delivered(comparison, variant.letter, variant.model);
				return markup`<li>${variant.letter}: <bdi>${variantName(variant)}</bdi>, <bdi>${models}</bdi>, ${told.join(', ')}</li>`;
			})}</ul>`,
		],
		[
			'Prompts',
			`${count(prompts.length)}, SHA-256 of their list ${promptsHash(prompts.map(({ text }) => text))}`,
		],
		['Repetitions', String(repetitions)],
		...(judge
			? ([
					[
						'Judge',
						`${judge.model}, ${plural(judge.runs, 'run')}, order by seed ${judge.seed || '(none)'}`,
					],
				] as Array<[string, string]>)
			: []),
		['Prices', `of ${report.pricesAsOf}${judge ? `, of the judge ${judge.pricesAsOf}` : ''}`],
		['Left out', leftOut(comparison, report)],
		['Differences that matter', marginsInWords(report.margins)],
		['Intervals', `${report.verdictMethod}.`],
		['Times', report.latencyMethod],
		['Percentiles', report.percentileMethod],
	];
	return markup`<dl class="facts-list">${rows.map(
		([term, text]) => markup`<div><dt>${term}</dt><dd>${text}</dd></div>`,
	)}</dl>`;
}

/** The models that answered: a snapshot may have another name than what was asked. */
function delivered({ cells }: Comparison, letter: string, model: string): string {
	const models = new Set(
		cells
			.filter((cell) => cell.letter === letter && cell.status === 'ok')
			.map((cell) => cell.model),
	);
	return models.size === 0 ? model : [...models].slice(0, 3).join(', ');
}

/** Tells whether two comparisons are of the same prompts. */
export const promptsHash = (texts: readonly string[]): string =>
	createHash('sha256').update(JSON.stringify(texts)).digest('hex');

function leftOut({ cells }: Comparison, { variants, judge }: ComparisonReport): string {
	const total = (of: (variant: (typeof variants)[number]) => number) =>
		variants.reduce((sum, variant) => sum + of(variant), 0);
	const parts = [
		[total(({ refused }) => refused), 'refused'],
		[total(({ failed }) => failed), 'failed'],
		[total(({ notRun }) => notRun), 'not run'],
		[
			total(({ costUsd, ok }) => costUsd?.unpricedImages ?? ok),
			'without a known price (not in costs)',
		],
		[
			cells.filter(({ cannotBeOpened }) => cannotBeOpened !== undefined).length,
			'that cannot be opened (not measured)',
		],
		[
			(judge?.notJudged ?? []).reduce((sum, one) => sum + one.count, 0),
			'questions that the judge did not answer',
		],
	] as const;
	const told = parts.flatMap(([number, what]) => (number > 0 ? [`${count(number)} ${what}`] : []));
	return told.length === 0 ? 'nothing' : told.join(', ');
}

/** The smallest differences that matter. */
export function marginsInWords(margins: ComparisonReport['margins'] = MARGINS): string {
	const points = (share: number) => `${Math.round(share * 100)} points`;
	return [
		`acceptance, refusals, images that did not arrive and text ${points(margins.acceptance)}`,
		`the judge’s score ${Math.round(margins.judge * 100)} of 100`,
		`cost ${percent(margins.cost)}`,
		`time ${percent(margins.time)}`,
		`similarity ${margins.drift}`,
		`perceptual distance ${margins.distance} of 64`,
	].join('; ');
}
