import fc from 'fast-check';
import { renderCsv } from '../../nodes/CompareModels/report/csv';
import { renderHtmlReport } from '../../nodes/CompareModels/report/comparisonReport';
import type { Comparison } from '../../nodes/CompareModels/comparison/types';
import { summarize } from '../../nodes/CompareModels/statistics/summarize';
import { createRedactor } from '../../nodes/shared/openai/redact';
import { sampleComparison } from '../support/sampleComparison';
import { hostileText, runs } from './cases';
import { KEY } from './hostileServer';

/** Every text of a comparison that a stranger can have written: prompts, labels, ids, what a server said. */
function spoiled(text: string): Comparison {
	const comparison = sampleComparison({ prompts: 2, thumbnailBytes: 12 });
	comparison.title = text;
	comparison.warnings = [text, text];
	comparison.pricesAsOf = text;
	comparison.variants = comparison.variants.map((variant) => ({
		...variant,
		label: text,
		model: text,
		settings: { quality: text, size: text },
	}));
	comparison.prompts = comparison.prompts.map((prompt) => ({ ...prompt, text: text }));
	comparison.cells = comparison.cells.map((cell, index) => ({
		...cell,
		prompt: text,
		// Never the label, which would be told once only.
		model: `${text}.`,
		quality: text,
		size: text,
		requestId: text,
		...(index === 1 && {
			status: 'refused' as const,
			thumbnail: undefined,
			error: { reason: text, message: text, categories: [text, text] },
		}),
	}));
	return comparison;
}

const skeleton = (html: string) =>
	(html.replace(/<style>[^]*?<\/style>/, '').match(/<[^>]*>/g) ?? []).map((tag) =>
		tag.replace(/"[^"]*"/g, '""'),
	);

describe('text of strangers in a report', () => {
	it('stays text in the HTML: tags, attributes and policy are as without it', () => {
		const render = (text: string) => {
			const comparison = spoiled(text);
			return renderHtmlReport(comparison, summarize(comparison));
		};
		const expected = skeleton(render('plain'));
		const [policy] = /<meta http-equiv="Content-Security-Policy"[^>]*>/.exec(render('plain')) ?? [];
		fc.assert(
			fc.property(hostileText, (text) => {
				// What is empty is not shown at all, what is very long is cut with a note.
				const html = render(`x${text.slice(0, 700)}`);
				expect(skeleton(html)).toEqual(expected);
				expect(html).toContain(policy);
				expect(html).not.toMatch(/[^\P{Cc}\t\n]|\p{Cs}/u);
			}),
			runs('htmlTexts'),
		);
	});

	it('stays in its own cell of the CSV and is never a formula', () => {
		const lines = renderCsv(spoiled('plain')).split('\r\n').length;
		fc.assert(
			fc.property(hostileText, (text) => {
				const csv = renderCsv(spoiled(text));
				// In quoted cells line ends are bare LF, so that CRLF ends rows only.
				expect(csv.split('\r\n')).toHaveLength(lines);
				const cells = csv.match(/"(?:[^"]|"")*"/g) ?? [];
				expect(csv.replace(/"(?:[^"]|"")*"/g, '')).toMatch(/^\ufeff[\d.,\r\n-]*$/);
				for (const cell of cells)
					expect(cell).not.toMatch(/^"[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠﹦﹢﹣﹫]|^"[\t\r\n]/u);
				// Nor where cells are separated otherwise, and quotation marks don't count.
				for (const cell of csv.split(/[;|\t\r\n\u2028\u2029]/))
					expect(cell).not.toMatch(/^["\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠﹦﹢﹣﹫]/u);
			}),
			runs('csvTexts'),
		);
	});
});

it('the key is taken out of what a server wrote, wherever and however it stands there', () => {
	const redact = createRedactor([KEY, 'custom-header-value']);
	const forms = fc.constantFrom<(text: string) => string>(
		(text) => text,
		(text) => `Bearer ${text}`,
		(text) => text.toUpperCase(),
		encodeURIComponent,
		(text) => Buffer.from(text).toString('base64'),
		(text) => Buffer.from(`a${text}`).toString('base64url'),
		(text) => JSON.stringify(text),
		(text) => Buffer.from(text).toString('hex'),
		(text) => encodeURIComponent(encodeURIComponent(text)),
		(text) => text.replace(/[^]/g, (sign) => `&#${sign.charCodeAt(0)};`),
		(text) => text.replace(/[^]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`),
		(text) => text.replace(/[^]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`),
	);
	fc.assert(
		fc.property(
			hostileText,
			hostileText,
			fc.constantFrom(KEY, 'custom-header-value'),
			forms,
			(before, after, secret, form) => {
				const written = form(secret);
				const cleaned = redact.text(`${before} ${written} ${after}`);
				expect(cleaned.toLowerCase()).not.toContain(secret.toLowerCase());
				expect(cleaned).not.toContain(written);
				expect(redact.address(written)).not.toContain(secret);
			},
		),
		runs('secretsInAnswers'),
	);
});
