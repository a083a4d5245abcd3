import { estimateCost, type PricedCall } from '../../../../nodes/shared/models/estimate';
import { costUsdOf } from '../../../../nodes/shared/models/prices';

const usage = {
	inputTokens: 1_100_000,
	inputTextTokens: 100_000,
	inputImageTokens: 1_000_000,
	outputTokens: 1_000_000,
	totalTokens: 2_100_000,
};

describe('costUsdOf', () => {
	it.each([
		['gpt-image-2.6-sunburst', 0.5 + 8 + 30],
		['gpt-image-2.6-flare', 0.5 + 8 + 30],
		['gpt-image-2.5-sunburst', 0.5 + 8 + 30],
		['gpt-image-2.5-flare-2026-09-08', 0.5 + 8 + 30],
		['gpt-image-2', 0.5 + 8 + 30],
		['gpt-image-1.5', 0.5 + 8 + 32],
		['gpt-image-1.5-2025-12-16', 0.5 + 8 + 32],
		['openai/gpt-image-1.5-2025-12-16', 0.5 + 8 + 32],
		['chatgpt-image-latest', 0.5 + 8 + 32],
		['gpt-image-1-mini', 0.2 + 2.5 + 8],
		['gpt-image-1', 0.5 + 10 + 40],
	])('costUsdOf prices %s by the list', (model, usd) => {
		expect(costUsdOf(model, usage)).toBeCloseTo(usd, 9);
	});

	it.each(['dall-e-3', 'my-deployment'])('costUsdOf has no price for %s', (model) => {
		expect(costUsdOf(model, usage)).toBeNull();
	});

	it('prices the answer of the fact sheet', () => {
		const answer = {
			inputTokens: 14,
			inputTextTokens: 14,
			inputImageTokens: 0,
			outputTokens: 380,
			totalTokens: 394,
		};
		expect(costUsdOf('gpt-image-2', answer)).toBeCloseTo(0.01147, 9);
	});

	it('prices text in the output by its own price, where the model has one', () => {
		const answer = { ...usage, inputTokens: 0, inputTextTokens: 0, inputImageTokens: 0 };
		const written = { ...answer, outputTokens: 1216, outputTextTokens: 144 };
		expect(costUsdOf('gpt-image-1.5', written)).toBeCloseTo((1072 * 32 + 144 * 10) / 1e6, 9);
		expect(costUsdOf('gpt-image-2', written)).toBeCloseTo((1216 * 30) / 1e6, 9);
	});

	it('adds what the author of an SVG costs, and has no price where that has none', () => {
		const by = (model: string) => ({
			...usage,
			author: { model, inputTokens: 2000, outputTokens: 3000 },
		});
		const drawn = costUsdOf('gpt-image-2.6-flare', usage)!;
		const author = (2000 * 1 + 3000 * 5) / 1e6;
		expect(costUsdOf('gpt-image-2.6-flare', by('gpt-6.1-terra'))).toBeCloseTo(drawn + author, 9);
		expect(costUsdOf('gpt-image-2.6-flare', by('an-author-of-tomorrow'))).toBeNull();
	});

	it('prices input without details as images', () => {
		const bare = { ...usage, inputTextTokens: 0, inputImageTokens: 0, outputTokens: 0 };
		expect(costUsdOf('gpt-image-2', bare)).toBeCloseTo(8.8, 9);
	});
});

const call = (changes: Partial<PricedCall>): PricedCall => ({
	model: 'gpt-image-2',
	quality: 'medium',
	size: { width: 1024, height: 1024 },
	n: 1,
	promptBytes: 40,
	...changes,
});

describe('estimateCost', () => {
	it('multiplies tokens by price', () => {
		const { outputTokensPerImage, costUsd, budgetUsd } = estimateCost(call({ n: 3 }));
		expect(outputTokensPerImage).toBe(1756);
		expect(costUsd).toBeCloseTo((10 * 5 + 3 * 1756 * 30) / 1e6, 9);
		expect(budgetUsd).toBeCloseTo((3 * (104 * 5 + 1756 * 30)) / 1e6, 9);
	});

	it('counts auto as seen for the likely figure and as the dearest for the budget', () => {
		const { costUsd, budgetUsd, basis } = estimateCost(call({ quality: 'auto', size: 'auto' }));
		expect(costUsd).toBeCloseTo((10 * 5 + 229 * 30) / 1e6, 6);
		expect(budgetUsd).toBeCloseTo((104 * 5 + 23719 * 30) / 1e6, 9);
		expect(basis).toContain('the budget counts the most expensive quality and size');
		expect(basis).toContain('quality as low and size as 1254x1254');
	});

	it('gives 2.6 a budget of four times 2.5 and no likely figure', () => {
		const { outputTokensPerImage, costUsd, budgetUsd, basis } = estimateCost(
			call({ model: 'gpt-image-2.6-flare', quality: 'low' }),
		);
		expect([outputTokensPerImage, costUsd]).toEqual([null, null]);
		expect(budgetUsd).toBeCloseTo((104 * 5 + 4 * 196 * 30) / 1e6, 9);
		expect(basis).toContain('4 times the tokens of gpt-image-2.5-flare');
	});

	it('adds input images, more of them with high fidelity', () => {
		const plain = estimateCost(call({ inputImages: 2 }));
		expect(plain.budgetUsd).toBeCloseTo(((40 + 3 * 64) * 5 + 2 * 1536 * 8 + 1756 * 30) / 1e6, 9);
		const faithful = call({ model: 'gpt-image-1', inputImages: 1, highInputFidelity: true });
		expect(estimateCost(faithful).budgetUsd).toBeCloseTo(
			((40 + 2 * 64) * 5 + 8192 * 10 + 1056 * 40) / 1e6,
			9,
		);
	});

	it.each<[string, Partial<PricedCall>]>([
		['a model that the catalog does not know', { model: 'my-deployment' }],
		['GIF', { model: 'gpt-image-2.6-flare', outputFormat: 'gif' }],
		['SVG', { model: 'gpt-image-2.6-flare', outputFormat: 'svg' }],
	])('estimateCost knows nothing of %s', (_what, changes) => {
		const estimate = estimateCost(call(changes));
		expect([estimate.costUsd, estimate.budgetUsd]).toEqual([null, null]);
		expect(estimate.basis).not.toBe('');
	});

	it('never has a budget below the likely cost', () => {
		for (const model of ['gpt-image-2', 'gpt-image-2.5-flare', 'gpt-image-1', 'gpt-image-1-mini']) {
			for (const quality of ['auto', 'low', 'high'] as const) {
				for (const size of ['auto', { width: 1024, height: 1536 }] as const) {
					const { costUsd, budgetUsd } = estimateCost(
						call({ model, quality, size, inputImages: 1, n: 4 }),
					);
					expect(budgetUsd ?? 0).toBeGreaterThan(costUsd ?? Infinity);
				}
			}
		}
	});
});
