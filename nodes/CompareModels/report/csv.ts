import type { CellJudgement } from '../judge/types';
import { cleanText } from '../../shared/text';
import { variantName } from '../comparison/names';
import type { Comparison, ComparisonCell, ComparisonVariant } from '../comparison/types';

interface Row {
	cell: ComparisonCell;
	variant: ComparisonVariant | undefined;
}

interface Column {
	title: string;
	value: (row: Row) => string | number | null | undefined;
	/** Left empty in a blind comparison. */
	tellsModel?: boolean;
}

/** Indexes count from 0, as in `json.compare`, so that rows can be joined to the Images items. */
const COLUMNS: Column[] = [
	{ title: 'prompt index', value: ({ cell }) => cell.promptIndex },
	{ title: 'prompt', value: ({ cell }) => cell.prompt },
	{ title: 'repetition', value: ({ cell }) => cell.repetition },
	{ title: 'letter', value: ({ cell }) => cell.shownAs ?? cell.letter },
	{ title: 'label', value: ({ variant }) => variant && variantName(variant), tellsModel: true },
	{ title: 'model', value: ({ cell }) => cell.model, tellsModel: true },
	{ title: 'quality', value: ({ cell }) => cell.quality, tellsModel: true },
	{ title: 'size', value: ({ cell }) => cell.size, tellsModel: true },
	{ title: 'status', value: ({ cell }) => cell.status },
	{ title: 'width', value: ({ cell }) => cell.width },
	{ title: 'height', value: ({ cell }) => cell.height },
	{ title: 'duration ms', value: ({ cell }) => cell.durationMs, tellsModel: true },
	{ title: 'cost usd', value: ({ cell }) => cell.costUsd, tellsModel: true },
	{ title: 'input tokens', value: ({ cell }) => cell.usage?.inputTokens, tellsModel: true },
	{ title: 'output tokens', value: ({ cell }) => cell.usage?.outputTokens, tellsModel: true },
	{ title: 'similarity', value: ({ cell }) => cell.similarity },
	{ title: 'perceptual distance', value: ({ cell }) => cell.perceptualDistance },
	{ title: 'reason', value: ({ cell }) => reason(cell) },
	{ title: 'request id', value: ({ cell }) => cell.requestId, tellsModel: true },
];

/** Only where the images were judged. */
const JUDGE_COLUMNS: Column[] = [
	{ title: 'text expected', value: ({ cell }) => cell.judge?.text?.expected.join('\n') },
	{ title: 'text read', value: ({ cell }) => cell.judge?.text?.read.join('\n') },
	{ title: 'text exact', value: ({ cell }) => yesNo(cell.judge?.text?.exact) },
	{ title: 'wrong characters', value: ({ cell }) => cell.judge?.text?.errorRate.mean },
	{ title: 'text not expected', value: ({ cell }) => cell.judge?.text?.unasked.join('\n') },
	{ title: 'judge score', value: ({ cell }) => cell.judge?.score?.mean },
	{ title: 'judge accepts', value: ({ cell }) => yesNo(cell.judge?.accepted) },
	{ title: 'gates not passed', value: ({ cell }) => cell.judge && failedGates(cell.judge) },
	{
		title: 'failures',
		value: ({ cell }) => cell.judge?.failures.map(({ kind }) => kind).join('; '),
	},
	{ title: 'judge cost usd', value: ({ cell }) => cell.judge?.costUsd },
	{ title: 'not judged', value: ({ cell }) => cell.judge?.notJudged.join('; ') },
];

const yesNo = (value: boolean | null | undefined): string =>
	value === null || value === undefined ? '' : value ? 'yes' : 'no';

const failedGates = ({ gates }: CellJudgement): string =>
	gates
		.filter(({ passed }) => !passed)
		.map(({ name }) => name)
		.join('; ');

const reason = ({ error }: ComparisonCell): string =>
	error ? [error.reason, ...(error.categories ?? [])].join('; ') : '';

/** What a formula begins with. The wide and the small forms are typed on East Asian keyboards. */
const SIGN = String.raw`[=+\-@＝＋－＠﹦﹢﹣﹫]`;

/** A spreadsheet runs a cell that begins like this, also behind what nobody sees. */
const FORMULA = new RegExp(String.raw`^([\s\p{Cc}\p{Cf}]*${SIGN}|[\t\r\n])`, 'u');

/**
 * What begins a cell where a spreadsheet separates by semicolons, tabs or bars: quotation marks do not hold a text
 * together there, since the line begins with a number. The sign is optional so that no run is looked at twice.
 */
const BEHIND_SEPARATOR = new RegExp(
	String.raw`([;|\t\v\f\r\n\u0085\u2028\u2029][;|"\s\p{Cc}\p{Cf}]*)(${SIGN})?`,
	'gu',
);

function field(value: string | number | null | undefined): string {
	if (value === null || value === undefined) return '';
	if (typeof value === 'number') return decimal(value);
	// Before the text is cleaned a carriage return is still one.
	const inner = value.replace(BEHIND_SEPARATOR, (found: string, run: string, sign?: string) =>
		sign === undefined ? found : `${run}'${sign}`,
	);
	const text = (FORMULA.test(value) ? "'" : '') + cleanText(inner);
	return `"${text.replaceAll('"', '""')}"`;
}

/** With a point and without an exponent. */
function decimal(value: number): string {
	if (!Number.isFinite(value)) return '';
	const text = String(value);
	return text.includes('e') ? value.toFixed(12).replace(/\.?0+$/, '') : text;
}

/** Blind, the order of a prompt's rows is the one in which its images are shown. */
function asShown({ cells }: Comparison): ComparisonCell[] {
	const blind = cells.some(({ shownAs }) => shownAs !== undefined);
	return blind
		? [...cells].sort(
				(a, b) =>
					a.promptIndex - b.promptIndex || a.repetition - b.repetition || a.column - b.column,
			)
		: cells;
}

/**
 * Every cell as a row: RFC 4180 with CRLF, and a byte order mark so that Excel reads UTF-8. Text is in
 * quotes; what a spreadsheet would run as a formula gets an apostrophe in front, also behind a semicolon, tab, bar or
 * line break, where spreadsheets of other countries begin a cell. Blind, the columns
 * that tell the models apart stay empty.
 */
export function renderCsv(comparison: Comparison, blind = comparison.blind): string {
	const shown = comparison.judge ? [...COLUMNS, ...JUDGE_COLUMNS] : COLUMNS;
	const lines = asShown(comparison).map((cell) =>
		shown.map(({ value, tellsModel }) =>
			blind && tellsModel
				? ''
				: field(value({ cell, variant: comparison.variants[cell.variantIndex] })),
		),
	);
	return `\ufeff${[shown.map(({ title }) => field(title)), ...lines]
		.map((fields) => `${fields.join(',')}\r\n`)
		.join('')}`;
}
