import type { JudgedText } from '../judge/types';
import { count, finePercent, seconds, usd } from '../../shared/words';
import { points } from './judgeTable';
import { type Markup, markup } from '../../shared/markup';
import { variantName } from '../comparison/names';
import { STATUS_WORDS } from '../comparison/statusWords';
import { cut, plainLine } from '../../shared/text';
import type { Regression } from './regressions';
import { zoomable } from './zoom';
import type { Comparison, ComparisonCell } from '../comparison/types';
import type { Thumbnail } from '../gallery/thumbnail';

/** UTF-16 units; the whole prompt is in the table (CSV). Holds the report's size. */
const PROMPT_LIMIT = 800;
const MESSAGE_LIMIT = 300;
const ALT_LIMIT = 120;
/** More columns than this flow freely. */
const MOST_COLUMNS = 5;

/** The shape of a missing image: that of its neighbours. */
function shapeOf(neighbour: Thumbnail | undefined): string {
	const ratio = neighbour ? neighbour.width / neighbour.height : 1;
	if (ratio > 1.2) return 'nothing wide';
	return ratio < 0.8 ? 'nothing tall' : 'nothing';
}

/** What stands where no image is. Blind, only words that name no model. */
function nothing(cell: ComparisonCell, shape: string, blind: boolean): Markup {
	if (cell.status === 'ok') {
		const why = blind ? null : cell.cannotBeOpened;
		const name = blind ? null : cell.fileName;
		return markup`<div class="${shape}"><span>No preview in this report</span>${
			why && markup`<span class="muted" dir="auto">${name ? `${name}. ` : null}${why}</span>`
		}</div>`;
	}
	const { error } = cell;
	const about = error?.categories?.length ? `About: ${error.categories.join(', ')}` : null;
	const { shown, left } = cut(error?.message ?? '', MESSAGE_LIMIT);
	return markup`<div class="${shape}"><strong class="notice">${STATUS_WORDS[cell.status]}</strong>${
		about && markup`<span>${about}</span>`
	}${!blind && shown ? markup`<span class="muted" dir="auto">${shown}${left > 0 ? '…' : ''}</span>` : null}</div>`;
}

function textWords({ exact, errorRate, unasked }: JudgedText): string {
	if (exact) return 'text right';
	if (errorRate.mean === 0 && unasked.length > 0) return 'other text as well';
	return `${finePercent(errorRate.mean)} of characters wrong`;
}

function caption(cell: ComparisonCell, name: string, repetitions: number, blind: boolean): Markup {
	const run = repetitions > 1 ? `Repetition ${cell.repetition + 1}` : null;
	const told = [
		run,
		name === cell.model ? null : cell.model,
		cell.durationMs === null ? null : seconds(cell.durationMs),
		cell.costUsd === null ? null : usd(cell.costUsd),
	];
	const likeness = [
		cell.similarity === undefined ? null : `similarity ${cell.similarity.toFixed(2)}`,
		cell.perceptualDistance === undefined ? null : `distance ${cell.perceptualDistance}`,
	];
	const judged = [
		cell.judge?.text ? textWords(cell.judge.text) : null,
		cell.judge?.score ? points(cell.judge.score.mean) : null,
	];
	/** Breaks only between the parts. */
	const line = (parts: (string | null)[]) => {
		const text = parts
			.flatMap((part) => (part ? [part.replaceAll(' ', '\u00a0')] : []))
			.join(' · ');
		return text ? markup`<div><bdi>${text}</bdi></div>` : null;
	};
	return markup`<figcaption><span class="title"><span class="badge">${cell.shownAs ?? cell.letter}</span>${
		blind ? null : markup`<bdi>${name}</bdi>`
	}</span>${line(blind ? [run] : told)}${blind ? null : line(likeness)}${blind ? null : line(judged)}</figcaption>`;
}

/** The stored image first, then one row per repetition and one column per variant. */
function figures(comparison: Comparison, index: number, cells: ComparisonCell[]): Markup {
	const { blind, prompts, repetitions, variants } = comparison;
	const prompt = prompts[index];
	const about = plainLine(cut(prompt?.text ?? '', ALT_LIMIT).shown);
	const baseline = zoomable(prompt?.baseline, `Baseline: ${about}`);
	const shape = shapeOf(cells.find((cell) => cell.thumbnail)?.thumbnail ?? prompt?.baseline);
	const columns = variants.length + (baseline ? 1 : 0);
	const explicit = columns <= MOST_COLUMNS;
	const ordered = [...cells].sort((a, b) => a.repetition - b.repetition || a.column - b.column);
	return markup`<div class="images${explicit ? ` columns-${columns}` : ''}">${
		baseline &&
		markup`<figure class="baseline">${baseline}<figcaption><span class="title">Baseline</span></figcaption></figure>`
	}${ordered.map((cell) => {
		const variant = variants[cell.variantIndex];
		const name = variant ? variantName(variant) : cell.model;
		const shown =
			cell.status === 'ok'
				? zoomable(cell.thumbnail, `${cell.shownAs ?? cell.letter}: ${about}`)
				: null;
		const column = explicit ? `column-${cell.column + (baseline ? 2 : 1)}` : '';
		return markup`<figure class="${column}">${shown ?? nothing(cell, shape, blind)}${caption(cell, name, repetitions, blind)}</figure>`;
	})}${blind ? null : absent(comparison, cells, shape, explicit ? (baseline ? 2 : 1) : undefined)}</div>`;
}

/** Variants without any image of a prompt. @param firstColumn where the places are fixed. */
function absent(
	{ variants }: Comparison,
	cells: readonly ComparisonCell[],
	shape: string,
	firstColumn: number | undefined,
): Markup[] {
	return variants.flatMap((variant, index) => {
		if (cells.some(({ variantIndex }) => variantIndex === index)) return [];
		const column = firstColumn === undefined ? '' : `column-${index + firstColumn} top`;
		return [
			markup`<figure class="${column}"><div class="${shape}"><strong>No image</strong></div><figcaption><span class="title"><span class="badge">${variant.letter}</span><bdi>${variantName(variant)}</bdi></span></figcaption></figure>`,
		];
	});
}

/** A prompt with its images side by side, and what a switch makes worse on it. */
export function promptRow(
	comparison: Comparison,
	index: number,
	regressions: readonly Regression[] = [],
): Markup {
	const text = comparison.prompts[index]?.text ?? '';
	const own = comparison.cells.filter(({ promptIndex }) => promptIndex === index);
	const { shown, left } = cut(text, PROMPT_LIMIT);
	return markup`<article id="prompt-${index + 1}"><h3>Prompt ${index + 1}</h3><p class="prompt" dir="auto">${shown}${
		left > 0
			? markup`… <span class="muted">(${count(left)} more characters: the whole prompt is in the table)</span>`
			: null
	}</p>${
		regressions.length > 0
			? markup`<p class="regressions">Worse than A: ${regressions.map(({ letter, why }) => `${letter} ${why}`).join('; ')}</p>`
			: null
	}${figures(comparison, index, own)}</article>`;
}

/** The prompts in the order in which they need a look: regressions first, the worst of them on top. */
export function worstFirst(regressions: ReadonlyArray<readonly Regression[]>): number[] {
	const weight = (index: number) => regressions[index]?.[0]?.weight ?? 0;
	return [...regressions.keys()].sort((a, b) => weight(b) - weight(a) || a - b);
}
