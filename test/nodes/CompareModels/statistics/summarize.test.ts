import { letterOf } from '../../../../nodes/shared/letterOf';
import type { ComparisonCell } from '../../../../nodes/CompareModels/comparison/types';
import { summarize } from '../../../../nodes/CompareModels/statistics/summarize';
import { sampleComparison } from '../../../support/sampleComparison';

const sample = (change: (cell: ComparisonCell, index: number) => Partial<ComparisonCell>) => {
	const comparison = sampleComparison({ prompts: 4, thumbnailBytes: 10 });
	comparison.cells = comparison.cells.map((cell, index) => {
		const base: ComparisonCell = { ...cell, status: 'ok', durationMs: 1000, costUsd: 0.01 };
		return { ...base, ...change(cell, index) };
	});
	return summarize(comparison);
};

test('counts what became of the cells, each in its own column', () => {
	const statuses = [
		'ok',
		'ok',
		'refused',
		'timeout',
		'budget',
		'ok',
		'cancelled',
		'failed',
	] as const;
	const { variants, cells } = sample((_, index) => ({ status: statuses[index] ?? 'ok' }));
	expect(cells).toBe(8);
	expect(variants[0]).toMatchObject({ runs: 4, ok: 1, refused: 1, failed: 0, notRun: 2 });
	expect(variants[1]).toMatchObject({ runs: 4, ok: 2, refused: 0, failed: 2, notRun: 0 });
	expect(variants.map(({ refusalRate }) => refusalRate)).toEqual([0.5, 0]);
});

test('refused, failed and skipped cells are neither in latency nor in cost per image', () => {
	const { variants, totalCostUsd } = sample(({ variantIndex, promptIndex }) => {
		if (variantIndex === 1) return {};
		if (promptIndex === 0) return { status: 'refused', durationMs: 1, costUsd: 0.5 };
		if (promptIndex === 1) return { status: 'timeout', durationMs: 600_000, costUsd: null };
		return { durationMs: promptIndex * 1000, costUsd: promptIndex / 100 };
	});
	expect(variants[0]?.latencyMs).toEqual({
		images: 2,
		min: 2000,
		p50: 2500,
		p95: 2950,
		max: 3000,
		mean: 2500,
	});
	expect(variants[0]?.costUsd).toEqual({
		total: 0.55,
		perImage: 0.025,
		pricedImages: 2,
		unpricedImages: 0,
	});
	expect(totalCostUsd).toBe(0.59);
});

test('images without a known price are left out of the mean and counted', () => {
	const { variants } = sample(({ variantIndex, promptIndex }) => ({
		costUsd: variantIndex === 1 || promptIndex === 0 ? null : 0.02,
	}));
	expect(variants[0]?.costUsd).toEqual({
		total: 0.06,
		perImage: 0.02,
		pricedImages: 3,
		unpricedImages: 1,
	});
	expect(variants[1]?.costUsd).toBeNull();
});

test('names the cheapest, the fastest and the most similar variant', () => {
	const report = sample(({ variantIndex }) => ({
		durationMs: variantIndex === 0 ? 2000 : 1000,
		costUsd: variantIndex === 0 ? 0.01 : 0.03,
		similarity: variantIndex === 0 ? 0.4 : 0.6,
	}));
	expect(report.cheapest).toEqual({
		letter: 'A',
		label: 'Current look',
		value: 0.01,
		tiedWith: [],
		compared: 2,
		// Four prompts never settle it.
		settled: false,
	});
	expect(report.fastest).toMatchObject({ letter: 'B', label: 'gpt-image-2.5-flare', value: 1000 });
	expect(report.mostSimilar).toMatchObject({ letter: 'B', value: 0.6 });
});

test('says who is level, and leads nobody where only one has the number', () => {
	const report = sample(({ variantIndex }) => ({ costUsd: variantIndex === 0 ? 0.01 : null }));
	expect(report.cheapest).toBeNull();
	expect(report.fastest).toMatchObject({ letter: 'A', tiedWith: ['B'] });
});

test('without any image the numbers are null, not zero', () => {
	const { variants, totalCostUsd, cheapest } = sample(() => ({
		status: 'failed',
		costUsd: null,
		durationMs: null,
	}));
	for (const variant of variants)
		expect(variant).toMatchObject({
			ok: 0,
			failed: 4,
			refusalRate: null,
			latencyMs: null,
			costUsd: null,
			similarity: null,
			perceptualDistance: null,
		});
	expect([totalCostUsd, cheapest]).toEqual([null, null]);
});

test('adds up tokens and likeness, and tells the shape of the run', () => {
	const report = sample(({ promptIndex }) => ({
		usage: {
			inputTokens: 40,
			inputTextTokens: 40,
			inputImageTokens: 0,
			outputTokens: 200,
			totalTokens: 240,
		},
		similarity: promptIndex / 10,
		perceptualDistance: promptIndex,
	}));
	expect(report.variants[0]).toMatchObject({
		tokens: { input: 160, output: 800, total: 960 },
		similarity: { min: 0, count: 4 },
		perceptualDistance: { mean: 1.5, max: 3, count: 4 },
	});
	expect(report.variants[0]?.similarity?.mean).toBeCloseTo(0.15, 10);
	expect(report).toMatchObject({ prompts: 4, repetitions: 1, durationMs: 141_500 });
	expect(report.percentileMethod).toContain('type 7');
});

test.each([
	[0, 'A'],
	[25, 'Z'],
	[26, 'AA'],
	[51, 'AZ'],
	[52, 'BA'],
	[701, 'ZZ'],
	[702, 'AAA'],
])('variant %i has the letter %s', (index, letter) => {
	expect(letterOf(index)).toBe(letter);
});
