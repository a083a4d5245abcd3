import { renderCsv } from '../../../../nodes/CompareModels/report/csv';
import { renderHtmlReport } from '../../../../nodes/CompareModels/report/comparisonReport';
import {
	REPORT_LIMIT_BYTES,
	thumbnailBudgetBytes,
} from '../../../../nodes/CompareModels/gallery/thumbnailBudget';
import { summarize } from '../../../../nodes/CompareModels/statistics/summarize';
import { scoreText } from '../../../../nodes/CompareModels/judge/text/textScore';
import type { CellJudgement } from '../../../../nodes/CompareModels/judge/types';
import { MOST_WORST_CASES } from '../../../../nodes/CompareModels/statistics/worstCases';
import { sampleComparison, type SampleOptions } from '../../../support/sampleComparison';

const HOSTILE = '</style><script>alert(1)</script><img src=x onerror=alert(2)>';

/** Every image judged: wrong text that attacks the page, and a reason that does. */
function judgement(index: number): CellJudgement {
	const { errorRate, ...score } = scoreText(
		['Summer Sale'],
		[HOSTILE, '=HYPERLINK("http://x.test")'],
		{ ignoreCase: true, ignoreWhitespace: false },
	);
	const spread = { mean: errorRate, min: errorRate, max: errorRate, runs: 1 };
	return {
		...{ status: 'judged', notJudged: [], scores: [0.5], accepted: false },
		text: { ...score, errorRates: [errorRate], errorRate: spread },
		gates: [{ name: 'Legible', passed: index % 2 === 0, yes: 0, runs: 1, reason: HOSTILE }],
		grades: [{ name: HOSTILE, mean: 2, min: 2, max: 2, runs: 1, reason: HOSTILE }],
		score: { mean: 0.5, min: 0.5, max: 0.5, runs: 1 },
		failures: [{ kind: 'wrong_text', detail: HOSTILE }],
		...{ costUsd: 0.001, inputTokens: 1500, outputTokens: 100 },
	};
}

function judged(options: SampleOptions) {
	const comparison = sampleComparison(options);
	return {
		...comparison,
		cells: comparison.cells.map((cell, index) =>
			cell.status === 'ok' ? { ...cell, judge: judgement(index) } : cell,
		),
		judge: {
			...{ model: 'gpt-6.1-terra', runs: 1, criteria: [], seed: '1', pairs: [], requests: 9 },
			...{ notJudged: [HOSTILE], pricesAsOf: '2026-11-22' },
		},
	};
}
const render = (comparison: ReturnType<typeof judged>) =>
	renderHtmlReport(comparison, summarize(comparison));

describe('a report with a judge', () => {
	const html = render(judged({ prompts: 4, thumbnailBytes: 12 }));

	it('shows what was read in images as text and nothing else', () => {
		expect(html).not.toMatch(/<script|onerror=alert\(2\)>|<img src=x/);
		expect(html).toContain('&lt;script&gt;');
	});

	it('opens and closes every element', () => {
		const open: string[] = [];
		for (const [, close, name = '', rest = ''] of html
			.replace(/<!doctype html>/, '')
			.matchAll(/<(\/?)([a-z0-9]+)([^>]*)>/g)) {
			if (close) expect(open.pop()).toBe(name);
			else if (!/^(meta|img|input)$/.test(name) && !rest.endsWith('/')) open.push(name);
		}
		expect(open).toEqual([]);
	});

	it('begins with the answer, and shows the worst cases with their images', () => {
		expect(html.indexOf('>The answer<')).toBeGreaterThan(0);
		expect(html.indexOf('>The answer<')).toBeLessThan(html.indexOf('>How the variants compare<'));
		expect(html.indexOf('>How the variants compare<')).toBeLessThan(html.indexOf('>All measures<'));
		const worst = html.slice(html.indexOf('id="worst"'), html.indexOf('id="summary"'));
		expect(worst.match(/<img src="data:/g)!.length).toBeGreaterThan(3);
		expect(worst).toContain('<del>Summer Sale</del>');
	});

	it('hides the judge and the verdict where it is blind', () => {
		const blind = render(judged({ prompts: 2, thumbnailBytes: 12, blind: true }));
		const shown = blind.replace(/<style>[^]*<\/style>/, '');
		expect(shown).not.toMatch(/gpt-6\.1|the judge|The answer|What to choose|of 100|Worst/);
	});

	it('stays below its limit with 50 prompts on two variants', () => {
		const images = 50 * 3 + MOST_WORST_CASES;
		const bytes = thumbnailBudgetBytes(images);
		const large = render(judged({ prompts: 50, variants: 2, thumbnailBytes: bytes }));
		expect(Buffer.byteLength(large)).toBeLessThan(REPORT_LIMIT_BYTES);
	});

	it('has the judge’s columns at the end of the table, safe for spreadsheets', () => {
		const comparison = judged({ prompts: 1, thumbnailBytes: 12 });
		const csv = renderCsv(comparison);
		const [header] = csv.split('\r\n');
		expect(header).toMatch(
			/"request id","text expected","text read","text exact","wrong characters","text not expected"/,
		);
		expect(csv).not.toMatch(/(^|,)"=/m);
		const { judge: _judge, ...plain } = comparison;
		expect(renderCsv(plain).split('\r\n')[0]).toMatch(/"request id"$/);
	});
});
