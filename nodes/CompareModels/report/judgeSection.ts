import type { DiffPart } from '../judge/text/wordDiff';
import type { CellJudgement, JudgeReport } from '../judge/types';
import { TEXT_DIFFERS } from '../statistics/worstCases';
import { finePercent, plural, usd } from '../../shared/words';
import { FAILURE_WORDS, judgeRows, points } from './judgeTable';
import { type Markup, markup } from '../../shared/markup';
import { variantName } from '../comparison/names';
import { cut, plainLine } from '../../shared/text';
import { dataUrl } from '../gallery/thumbnailBudget';
import type { Comparison, ComparisonCell } from '../comparison/types';
import type { ComparisonReport } from '../statistics/types';
import { variantTable } from './variantTable';

/** UTF-16 units. */
const TEXT_LIMIT = 300;

/** What the judge found, by variant, and what it cost. Null if nothing was judged. */
export function judgeSection({ judge, variants }: ComparisonReport): Markup | null {
	if (judge === undefined) return null;
	const rows = judgeRows(judge);
	return markup`<section aria-labelledby="judge"><h2 id="judge">What the judge found</h2><p class="note judge-note">${about(judge)}</p>${
		rows.length > 0 ? variantTable('The judge by variant', variants, rows, false) : null
	}${notJudged(judge)}</section>`;
}

function about(judge: JudgeReport): string {
	const often = judge.runs > 1 ? `, each question ${plural(judge.runs, 'time')}` : '';
	const cost =
		judge.costUsd === null
			? 'What that cost is not known.'
			: `That cost ${usd(judge.costUsd)}, in addition to the images.`;
	return `${judge.model} looked at the images without their models’ names and in shuffled order${often}. ${cost} A judge can be wrong: look at the worst cases, and compare it with people’s answers.`;
}

function notJudged({ notJudged: reasons }: JudgeReport): Markup | null {
	if (reasons.length === 0) return null;
	return markup`<div class="panel not-judged"><p>Not judged:</p><ul>${reasons
		.slice(0, 5)
		.map(
			({ reason, count }) =>
				markup`<li dir="auto">${plural(count, 'question')}: ${cut(reason, TEXT_LIMIT).shown}</li>`,
		)}</ul></div>`;
}

/** The images that need a look, the worst first. Null if there is none. */
export function worstSection(comparison: Comparison, report: ComparisonReport): Markup | null {
	const worst = report.judge?.worst ?? [];
	const shown = worst.flatMap((place) => {
		const cell = comparison.cells.find(
			(one) =>
				one.promptIndex === place.promptIndex &&
				one.repetition === place.repetition &&
				one.letter === place.letter,
		);
		return cell?.judge ? [worstCase(comparison, cell, cell.judge, place.why)] : [];
	});
	if (shown.length === 0) return null;
	return markup`<section aria-labelledby="worst"><h2 id="worst">Worst cases first</h2><div class="worst">${shown}</div></section>`;
}

function worstCase(
	{ variants }: Comparison,
	cell: ComparisonCell,
	judge: CellJudgement,
	why: string[],
): Markup {
	const { thumbnail, letter, promptIndex } = cell;
	const url = thumbnail && dataUrl(thumbnail);
	const variant = variants[cell.variantIndex];
	const about = plainLine(cut(cell.prompt, 120).shown);
	const reasons = why.filter((reason) => reason !== TEXT_DIFFERS);
	const tags = [...new Set(judge.failures.map(({ kind }) => FAILURE_WORDS[kind]))];
	return markup`<figure>${
		url &&
		markup`<img src="${url}" width="${thumbnail.width}" height="${thumbnail.height}" alt="${letter}: ${about}">`
	}<figcaption><span class="title"><span class="badge">${letter}</span><bdi>${variant ? variantName(variant) : cell.model}</bdi></span><div>Prompt ${promptIndex + 1}${
		judge.score ? ` · ${points(judge.score.mean)}` : ''
	}${tags.length > 0 ? ` · ${tags.join(', ')}` : ''}</div>${textDifference(judge)}${reasons.map(
		(reason) => markup`<div dir="auto">${cut(reason, TEXT_LIMIT).shown}</div>`,
	)}</figcaption></figure>`;
}

function textDifference({ text }: CellJudgement): Markup | null {
	if (!text || text.exact) return null;
	const rate = finePercent(text.errorRate.mean);
	const others = (
		[
			['Extra text', text.extra],
			['Doubled', text.doubled],
			['Garbled', text.garbled],
		] as const
	).filter(([, found]) => found.length > 0);
	return markup`<div class="diff" dir="auto">${text.differences.map(
		(parts, index) => markup`${index > 0 ? ' / ' : ''}${parts.map(shownPart)}`,
	)}</div><div>${rate} of the characters wrong</div>${others.map(
		([name, found]) =>
			markup`<div>${name}: <bdi>${cut(found.join(' / '), TEXT_LIMIT).shown}</bdi></div>`,
	)}`;
}

function shownPart({ kind, text }: DiffPart): Markup {
	const { shown } = cut(text, TEXT_LIMIT);
	if (kind === 'missing') return markup`<del>${shown}</del> `;
	if (kind === 'added') return markup`<ins>${shown}</ins> `;
	return markup`${shown} `;
}
