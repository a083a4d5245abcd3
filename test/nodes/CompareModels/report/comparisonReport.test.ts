import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { renderHtmlReport } from '../../../../nodes/CompareModels/report/comparisonReport';
import {
	REPORT_LIMIT_BYTES,
	thumbnailBudgetBytes,
} from '../../../../nodes/CompareModels/gallery/thumbnailBudget';
import type { Comparison } from '../../../../nodes/CompareModels/comparison/types';
import { summarize } from '../../../../nodes/CompareModels/statistics/summarize';
import { sampleComparison } from '../../../support/sampleComparison';
import { anyCharacter } from '../../../support/anyCharacter';

const render = (comparison: Comparison) => renderHtmlReport(comparison, summarize(comparison));
const small = (options = {}) => sampleComparison({ prompts: 2, thumbnailBytes: 12, ...options });
const textOf = (html: string) =>
	html
		.replace(/<style>[^]*<\/style>/, '')
		.replace(/<[^>]*>/g, ' ')
		.replaceAll('\u00a0', ' ')
		.replace(/\s+/g, ' ');
/** Names of tags and attributes in order, without their values. */
const skeleton = (html: string) =>
	(html.replace(/<style>[^]*?<\/style>/, '').match(/<[^>]*>/g) ?? []).map((tag) =>
		tag.replace(/"[^"]*"/g, '""'),
	);

describe('the file', () => {
	const html = render(sampleComparison());

	test('the report allows its own style by hash and images inside it, and nothing else', () => {
		const style = /<style>([^]*?)<\/style>/.exec(html)?.[1] ?? '';
		const hash = createHash('sha256').update(style).digest('base64');
		expect(html).toContain(
			`content="default-src 'none'; img-src data:; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`,
		);
		expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.indexOf('<title>'));
	});

	test('has no script, no handler, no style attribute and no address outside itself', () => {
		const tags = skeleton(html).join('');
		expect(tags).not.toMatch(/<script|<link|<iframe|<object|<form|<base|<a |\son\w+=|\sstyle=/i);
		expect(html.match(/\b(src|href)="(?!data:image\/)/g)).toBeNull();
		expect(html).not.toMatch(/url\(|@import|https?:/);
	});

	test('opens and closes every element', () => {
		const open: string[] = [];
		for (const [, close, name = '', rest = ''] of html
			.replace(/<!doctype html>/, '')
			.matchAll(/<(\/?)([a-z0-9]+)([^>]*)>/g)) {
			if (close) expect(open.pop()).toBe(name);
			else if (!/^(meta|img|input)$/.test(name) && !rest.endsWith('/')) open.push(name);
		}
		expect(open).toEqual([]);
	});

	test('can be read aloud: language, one main heading, table scopes, alternatives for every image', () => {
		expect(html).toContain('<html lang="en">');
		expect(html.match(/<h1/g)).toHaveLength(1);
		expect(html.match(/<th (?!scope=")/g)).toBeNull();
		expect(html.match(/<img (?![^>]*alt="[^"]+")/g)).toBeNull();
		expect(html.match(/<svg height="20" (?!role="img" aria-label="[^"]+")/g)).toBeNull();
	});
});

describe('what is told', () => {
	test('every prompt is shown with its images: the baseline first, then letter, model, time and cost', () => {
		const text = textOf(render(small()));
		expect(text).toMatch(
			/Prompt 1 A ceramic coffee cup .* Baseline A Current look gpt-image-2 · [\d.]+ s · \$0\.03\d\d similarity/,
		);
	});

	test('the report says why a cell has no image', () => {
		const text = textOf(render(sampleComparison({ thumbnailBytes: 12 })));
		expect(text).toContain('Refused About: violence, self-harm gpt-image-2.5-flare declined');
		expect(text).toContain('Timed out No answer within 600 seconds.');
		expect(text).toContain('Not run: budget reached');
	});

	test('is for how many images the price is known', () => {
		const comparison = small();
		for (const cell of comparison.cells) if (cell.promptIndex === 0) cell.costUsd = null;
		expect(textOf(render(comparison))).toContain('price known for 1 of 2');
	});

	test('is only as much of a long prompt as fits, and how much is left', () => {
		const comparison = small();
		comparison.prompts[0] = { text: `${'x'.repeat(799)}😀${'y'.repeat(1200)}` };
		expect(textOf(render(comparison))).toMatch(/x{799}… \(1,202 more characters/);
	});

	test('leaves out the charts when there is nothing to draw', () => {
		const comparison = small();
		for (const cell of comparison.cells)
			Object.assign(cell, { status: 'failed', costUsd: null, durationMs: null });
		const html = render(comparison);
		expect(html).not.toContain('<svg');
		expect(textOf(html)).toContain('Images delivered 0 of 2 0 of 2');
	});

	test('never hands the browser what is no image', () => {
		const comparison = small({ baseline: false });
		for (const cell of comparison.cells)
			if (cell.thumbnail) cell.thumbnail.mimeType = 'image/svg+xml';
		const html = render(comparison);
		expect(html).not.toContain('<img');
		expect(textOf(html)).toContain('No preview in this report');
	});
});

describe('a blind report', () => {
	const comparison = sampleComparison({ blind: true, thumbnailBytes: 12, variants: 6 });
	const html = render(comparison);

	test('hides names, settings, times, costs and likeness behind the letters', () => {
		for (const { label, model } of comparison.variants) {
			expect(html).not.toContain(model);
			if (label) expect(html).not.toContain(label);
		}
		expect(textOf(html)).not.toMatch(/\$|\d s\b|quality|1024|similarity \d|tokens|Prices/);
		expect(html).not.toContain('<svg');
	});

	test('still shows the letters, the refusals and how to answer', () => {
		const text = textOf(html);
		expect(text).toContain('Answer with the letter');
		expect(text).toContain('Refused About: violence, self-harm');
		expect(text).toMatch(/Baseline A B C/);
	});
});

test('no text of others changes the structure of the page', () => {
	const hostile = fc.oneof(
		fc.string({ unit: anyCharacter }),
		fc.constantFrom(
			'</p></article><script>alert(1)</script>',
			'" onerror="alert(1)',
			"' autofocus onfocus='x",
			'<!-- ',
			'&lt;b&gt;',
			']]>',
			'\u202Egnp.exe',
			'\uD800 half',
			'\u0000\u001b[31m',
			'</style><style>*{display:none}',
		),
	);
	const fill = (text: string) => {
		const comparison = small();
		const [variant] = comparison.variants;
		if (variant) Object.assign(variant, { label: `.${text}`, model: `.${text}` });
		comparison.title = `.${text}`;
		comparison.warnings = [text];
		comparison.prompts = comparison.prompts.map((prompt) => ({ ...prompt, text }));
		const [refused] = comparison.cells;
		if (refused)
			Object.assign(refused, {
				status: 'refused',
				error: { reason: text, message: `.${text}`, categories: [text] },
			});
		return render(comparison);
	};
	const expected = skeleton(fill('plain'));
	fc.assert(
		fc.property(hostile, (text) => {
			const html = fill(text);
			expect(skeleton(html)).toEqual(expected);
			expect(html).not.toMatch(/[^\P{Cc}\t\n]|\p{Cs}/u);
		}),
	);
});

describe('the size', () => {
	test.each([
		{ prompts: 50, variants: 2, baseline: false },
		{ prompts: 50, variants: 2, baseline: true },
		{ prompts: 50, variants: 6, baseline: true },
		{ prompts: 1, variants: 2, baseline: true },
	])(
		'of $prompts prompts on $variants variants stays below the limit at the stated thumbnail budget (baseline: $baseline)',
		({ prompts, variants, baseline }) => {
			const images = prompts * (variants + (baseline ? 1 : 0));
			const thumbnailBytes = thumbnailBudgetBytes(images);
			const comparison = sampleComparison({ prompts, variants, baseline, thumbnailBytes });
			// The longest that text can become.
			comparison.prompts = comparison.prompts.map((prompt) => ({
				...prompt,
				text: "'".repeat(32_000),
			}));
			expect(Buffer.byteLength(render(comparison))).toBeLessThan(REPORT_LIMIT_BYTES);
		},
	);

	test('allows about 35 kB an image for 50 prompts on two variants', () => {
		expect(thumbnailBudgetBytes(100)).toBe(34_800);
		expect(thumbnailBudgetBytes(2)).toBe(60_000);
	});

	test('the report leaves previews out if there are too many', () => {
		expect(thumbnailBudgetBytes(3000)).toBe(0);
	});
});
