import { costChart, latencyChart } from './charts';
import { type Explanation, EXPLANATIONS } from './explain';
import { moment, plural, seconds, usd } from '../../shared/words';
import { judgeSection, worstSection } from './judgeSection';
import { type Markup, markup, Markup as Html } from '../../shared/markup';
import { promptRow, worstFirst } from './promptRows';
import { answerOf } from './answer';
import { choiceTable } from './choiceTable';
import { costQualityChart } from './costQuality';
import { regressionsOf } from './regressions';
import { reproducibility } from './howItWasMade';
import { slicesSection } from './slicesSection';
import { withDistinctNames } from '../comparison/names';
import { summaryTable } from './summaryTable';
import { verdictSection } from './verdictSection';
import { pageOf } from './htmlShell';
import type { Comparison } from '../comparison/types';
import type { ComparisonReport, Leader } from '../statistics/types';

const section = (id: string, title: string, content: Markup | Markup[]): Markup =>
	markup`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${content}</section>`;

function facts(comparison: Comparison, report: ComparisonReport, blind: boolean): string {
	const shape = [
		plural(report.prompts, 'prompt'),
		plural(report.variants.length, 'variant'),
		...(report.repetitions > 1 ? [plural(report.repetitions, 'repetition')] : []),
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

function terms(report: ComparisonReport): Markup {
	const hasLatency = report.variants.some((variant) => variant.latencyMs);
	const hasCost = report.variants.some((variant) => variant.costUsd);
	const hasSimilarity = report.variants.some((variant) => variant.similarity);
	const hasDistance = report.variants.some((variant) => variant.perceptualDistance);
	const judged = report.judge?.variants ?? [];
	const shown: Explanation[] = [
		...(report.verdicts.length > 0 ? [EXPLANATIONS.chance] : []),
		...(hasLatency ? [EXPLANATIONS.median, EXPLANATIONS.p95] : []),
		...(hasCost ? [EXPLANATIONS.costPerImage] : []),
		EXPLANATIONS.refusalRate,
		...(hasSimilarity ? [EXPLANATIONS.similarity] : []),
		...(hasDistance ? [EXPLANATIONS.perceptualDistance] : []),
		...(judged.some(({ text }) => text) ? [EXPLANATIONS.wrongLetters] : []),
		...(judged.some(({ score }) => score) ? [EXPLANATIONS.judgeScore] : []),
		...(judged.some(({ accepted }) => accepted.judged > 0) ? [EXPLANATIONS.judgeTakes] : []),
		...(judged.some(({ pairs }) => pairs) ? [EXPLANATIONS.pairs] : []),
	];
	return markup`<dl class="terms">${shown.map(
		({ term, text }) => markup`<div><dt>${term}</dt><dd>${text}</dd></div>`,
	)}</dl>`;
}

function warnings(report: ComparisonReport): Markup | null {
	if (report.warnings.length === 0) return null;
	return section(
		'notes',
		'Notes',
		markup`<div class="panel"><ul>${report.warnings.map((text) => markup`<li dir="auto">${text}</li>`)}</ul></div>`,
	);
}

function charts(comparison: Comparison, report: ComparisonReport): Markup | null {
	const drawn = [
		costQualityChart(comparison, report),
		costChart(report),
		latencyChart(report),
	].filter((chart) => chart !== null);
	return drawn.length > 0
		? section('charts', 'Cost, quality and time', markup`<div class="charts">${drawn}</div>`)
		: null;
}

const blindNote = markup`<p class="panel">The models’ names, settings, times, costs and measures are hidden, so that only the images count. Answer with the letter of the image you would use, several letters, or “none”.</p>`;

/**
 * The report as one HTML file that opens offline: nothing outside it is loaded and nothing in it can run.
 * Blind, it leaves out all that tells which model a letter is (names, labels, settings, times, costs, tokens,
 * warnings, the API's own messages) and what speaks for one before the images do (similarity).
 */
export function renderHtmlReport(
	given: Comparison,
	report: ComparisonReport,
	blind = given.blind,
): string {
	const comparison = withDistinctNames({ ...given, blind });
	const title = comparison.title?.trim() || 'Model comparison';
	const head = markup`<header><h1 dir="auto">${title}</h1><p class="facts">${facts(comparison, report, blind)}</p></header>`;
	return pageOf(
		title,
		markup`${head}
<main>${blind ? blindBody(comparison) : openBody(comparison, report)}</main>`,
	);
}

/** Blind, a letter is another variant on each prompt: only the images count. */
function blindBody(comparison: Comparison): Markup {
	const rows = comparison.prompts.map((_, index) => promptRow(comparison, index));
	return markup`${blindNote}
${section('prompts', 'Prompts', rows)}`;
}

/** The answer and the images that show it; what to choose by; every prompt; then how the numbers came about. */
function openBody(comparison: Comparison, report: ComparisonReport): Markup {
	const regressions = regressionsOf(comparison);
	const [shown, ...rest] = worstFirst(regressions);
	const row = (index: number) => promptRow(comparison, index, regressions[index]);
	const answer = answerOf(report);
	const worse = regressions.filter(({ length }) => length > 0).length;
	return markup`<section class="first" aria-labelledby="answer"><h2 id="answer">The answer</h2>${
		answer && markup`<p class="answer" dir="auto">${answer.join(' ')}</p>`
	}${shown === undefined ? null : row(shown)}</section>
${section('choice', 'How the variants compare', [choiceTable(report), choiceNote(report)])}
${rest.length === 0 ? null : section('prompts', 'The other prompts', [orderNote(worse), ...rest.map(row)])}
${slicesSection(report, comparison.sliceBy)}
${charts(comparison, report)}
${worstSection(comparison, report)}
${section('summary', 'All measures', [leaders(report) ?? markup``, summaryTable(report)])}
${judgeSection(report)}
${verdictSection(report.verdicts)}
${warnings(report)}
${section('terms', 'How to read this', terms(report))}
${section('method', 'How it was made', reproducibility(comparison, report))}`;
}

function choiceNote({ variants }: ComparisonReport): Markup {
	const [first] = variants;
	return markup`<p class="note">Each variant is compared with ${first?.letter ?? 'A'} on the same prompts. In brackets: the 95% interval of the difference. “Not known yet” is not “no difference”.</p>`;
}

function orderNote(worse: number): Markup {
	return worse <= 1
		? markup``
		: markup`<p class="note">Prompts on which a variant does worse than A come first (${plural(worse, 'prompt')} in all, the worst at the top of the page).</p>`;
}
