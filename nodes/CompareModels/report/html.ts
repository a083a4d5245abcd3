import { costChart, latencyChart } from './charts';
import { type Explanation, explanations } from './explain';
import { moment, plural, seconds, usd } from '../../shared/words';
import { judgeSection, worstSection } from './judgeSection';
import { type Markup, markup, Markup as Html } from '../../shared/markup';
import { promptRows } from './promptRows';
import { summaryTable } from './summaryTable';
import { verdictSection } from './verdictSection';
import { pageOf } from './page';
import type { Comparison } from '../comparison/types';
import type { ComparisonReport, Leader } from '../statistics/types';

const section = (id: string, title: string, content: Markup | Markup[]): Markup =>
	markup`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${content}</section>`;

function facts(comparison: Comparison, report: ComparisonReport, blind: boolean): string {
	const shape = [
		plural(report.prompts, 'prompt'),
		plural(report.variants.length, 'variant'),
		...(report.repetitions > 1 ? [plural(report.repetitions, 'run') + ' each'] : []),
	].join(' × ');
	const spent = spentWords(report);
	const told = blind ? [] : [`took ${seconds(report.durationMs)}`, ...spent];
	return [moment(comparison.startedAt), shape, ...told].join(' · ');
}

/** Of the whole comparison, the judge included. */
function spentWords({ spentUsd }: ComparisonReport): string[] {
	const { images, judge, total, perhapsBilled, perhapsBilledUsd } = spentUsd;
	const known = total === null ? [] : [`${usd(total)} in total`];
	const parts = [images === null ? null : `images ${usd(images)}`, `judge ${usd(judge ?? 0)}`];
	const split = judge === null ? '' : ` (${parts.filter(Boolean).join(', ')})`;
	const most = perhapsBilledUsd === null ? '' : `, at most ${usd(perhapsBilledUsd)} more`;
	const perhaps =
		perhapsBilled === 0
			? []
			: [`${plural(perhapsBilled, 'lost request')} perhaps charged as well${most}`];
	return [...known.map((words) => words + split), ...perhaps];
}

function leaders(report: ComparisonReport): Markup | null {
	const card = (title: string, leader: Leader | null, value: (n: number) => string) =>
		leader?.settled &&
		markup`<div class="panel"><dt>${title}</dt><dd class="figure">${value(leader.value)}</dd><dd><span class="badge">${leader.letter}</span> <bdi>${leader.label}</bdi>${leader.tiedWith.length > 0 ? markup` <span class="note">level with ${leader.tiedWith.join(', ')}</span>` : null}</dd></div>`;
	const cards = [
		card('Lowest cost per image', report.cheapest, usd),
		card('Shortest median time', report.fastest, seconds),
		card('Closest to the baseline', report.mostSimilar, (value) => value.toFixed(2)),
	].filter((shown) => shown instanceof Html);
	return cards.length > 0 ? markup`<dl class="leaders">${cards}</dl>` : null;
}

function terms(report: ComparisonReport, blind: boolean): Markup {
	const hasLatency = report.variants.some((variant) => variant.latencyMs);
	const hasCost = report.variants.some((variant) => variant.costUsd);
	const hasSimilarity = report.variants.some((variant) => variant.similarity);
	const hasDistance = report.variants.some((variant) => variant.perceptualDistance);
	const judged = blind ? [] : (report.judge?.variants ?? []);
	const shown: Explanation[] = [
		...(!blind && report.verdicts.length > 0 ? [explanations.chance] : []),
		...(!blind && hasLatency ? [explanations.median, explanations.p95] : []),
		...(!blind && hasCost ? [explanations.costPerImage] : []),
		explanations.refusalRate,
		...(!blind && hasSimilarity ? [explanations.similarity] : []),
		...(!blind && hasDistance ? [explanations.perceptualDistance] : []),
		...(judged.some(({ text }) => text) ? [explanations.wrongLetters] : []),
		...(judged.some(({ score }) => score) ? [explanations.judgeScore] : []),
		...(judged.some(({ accepted }) => accepted.judged > 0) ? [explanations.judgeTakes] : []),
		...(judged.some(({ pairs }) => pairs) ? [explanations.pairs] : []),
	];
	return markup`<dl class="terms">${shown.map(
		({ term, text }) => markup`<div><dt>${term}</dt><dd>${text}</dd></div>`,
	)}</dl>`;
}

function warnings(report: ComparisonReport, blind: boolean): Markup | null {
	if (report.warnings.length === 0 || blind) return null;
	return section(
		'notes',
		'Notes',
		markup`<div class="panel"><ul>${report.warnings.map((text) => markup`<li dir="auto">${text}</li>`)}</ul></div>`,
	);
}

function charts(report: ComparisonReport): Markup | null {
	const drawn = [latencyChart(report), costChart(report)].filter((chart) => chart !== null);
	return drawn.length > 0
		? section('charts', 'Time and cost', markup`<div class="charts">${drawn}</div>`)
		: null;
}

const blindNote = markup`<p class="panel">The models’ names, settings, times, costs and measures are hidden, so that only the pictures count. Answer with the letter of the picture you would use, several letters, or “none”.</p>`;

/**
 * The report as one HTML file that opens offline: nothing outside it is loaded and nothing in it can run.
 * Blind, it leaves out all that tells which model a letter is (names, labels, settings, times, costs, tokens,
 * warnings, the API's own messages) and what speaks for one before the pictures do (similarity).
 */
export function renderHtmlReport(
	comparison: Comparison,
	report: ComparisonReport,
	blind = comparison.blind,
): string {
	const title = comparison.title?.trim() || 'Model comparison';
	return pageOf(
		title,
		markup`<header><h1 dir="auto">${title}</h1><p class="facts">${facts(comparison, report, blind)}</p></header>
<main>${blind ? null : verdictSection(report.verdicts)}
${section('summary', 'Summary', [
	(blind ? blindNote : leaders(report)) ?? markup``,
	// Blind, a letter is another variant on each prompt.
	blind ? markup`` : summaryTable(report),
])}
${blind ? null : charts(report)}
${blind ? null : judgeSection(report)}
${blind ? null : worstSection(comparison, report)}
${warnings(report, blind)}
${section('prompts', 'Prompts', promptRows(comparison))}
${blind ? null : section('terms', 'How to read this', terms(report, blind))}</main>
${blind ? null : markup`<footer><p>Prices as of ${report.pricesAsOf}. Percentiles: ${report.percentileMethod}.</p></footer>`}`,
	);
}
