import fc from 'fast-check';
import { findModel, INPUT_TOKEN_CEILINGS, MODELS } from '../../../../nodes/shared/models/catalog';
import { estimateCost } from '../../../../nodes/shared/models/estimate';
import { outputTokensPerImage } from '../../../../nodes/shared/models/outputTokens';
import { costUsdOf, type Usage } from '../../../../nodes/shared/models/prices';
import { legalSizes } from '../../../../nodes/shared/models/sizes';
import type { Dimensions, Quality } from '../../../../nodes/shared/models/types';
import { shareUsage } from '../../../../nodes/shared/items/usageShares';

const tokens = fc.nat(2_000_000);
const usages: fc.Arbitrary<Usage> = fc
	.tuple(tokens, tokens, tokens)
	.map(([inputTextTokens, inputImageTokens, outputTokens]) => ({
		inputTextTokens,
		inputImageTokens,
		outputTokens,
		inputTokens: inputTextTokens + inputImageTokens,
		totalTokens: inputTextTokens + inputImageTokens + outputTokens,
	}));
const priced = MODELS.filter(({ prices }) => prices !== null);
const pricedId = fc.constantFrom(...priced.map(({ id }) => id));
type Counted = Exclude<keyof Usage, 'outputTextTokens' | 'author'>;
const sum = (all: Usage[], key: Counted) => all.reduce((total, one) => total + one[key], 0);
const KEYS = [
	...['inputTokens', 'inputTextTokens', 'inputImageTokens', 'outputTokens', 'totalTokens'],
] as Counted[];

describe('the cost of a call', () => {
	it('is never negative, and that of two calls is that of both', () => {
		fc.assert(
			fc.property(pricedId, usages, usages, (id, one, other) => {
				const both = Object.fromEntries(
					KEYS.map((key) => [key, one[key] + other[key]]),
				) as unknown as Usage;
				const [first = NaN, second = NaN, together = NaN] = [one, other, both].map((usage) =>
					Number(costUsdOf(id, usage)),
				);
				expect(Math.min(first, second)).toBeGreaterThanOrEqual(0);
				expect(together).toBeCloseTo(first + second, 6);
			}),
		);
	});

	it('shared out over its images keeps every token, the remainder with the last', () => {
		fc.assert(
			fc.property(usages, fc.integer({ min: 1, max: 10 }), (usage, images) => {
				const shares = shareUsage(usage, images);
				expect(shares).toHaveLength(images);
				for (const key of KEYS) {
					expect(sum(shares, key)).toBe(usage[key]);
					expect(shares.every((share) => Number.isInteger(share[key]))).toBe(true);
				}
			}),
		);
	});
});

/** A model with a formula, a definite quality and size that it takes. */
const definite = fc
	.constantFrom(...priced.filter(({ outputTokens, capabilities }) => outputTokens && capabilities))
	.chain((model) =>
		fc.record({
			model: fc.constant(model),
			quality: fc.constantFrom<Quality>(...model.capabilities!.qualities),
			size: fc.constantFrom<Dimensions>(...legalSizes(model.capabilities!.sizeRule)),
			n: fc.integer({ min: 1, max: 10 }),
			promptBytes: fc.integer({ min: 1, max: 120_000 }),
			inputImages: fc.integer({ min: 0, max: 16 }),
			autoQuality: fc.boolean(),
			autoSize: fc.boolean(),
		}),
	);

describe('the budget of a call', () => {
	it('is never less than what it then costs, whatever `auto` chose', () => {
		fc.assert(
			fc.property(definite, (call) => {
				const { model, n, promptBytes, inputImages } = call;
				const { budgetUsd, costUsd } = estimateCost({
					...{ model: model.id, n, promptBytes, inputImages },
					quality: call.autoQuality ? 'auto' : call.quality,
					size: call.autoSize ? 'auto' : call.size,
				});
				const image = outputTokensPerImage(model.outputTokens!, call.quality, call.size);
				// The dearest that the API could still bill: a token a byte, every image at its ceiling.
				const inputTextTokens = promptBytes;
				const inputImageTokens = inputImages * INPUT_TOKEN_CEILINGS.perImage;
				const actual = costUsdOf(model.id, {
					inputTextTokens,
					inputImageTokens,
					inputTokens: inputTextTokens + inputImageTokens,
					outputTokens: Number(image) * n,
					totalTokens: 0,
				});
				expect(image).not.toBeNull();
				expect(budgetUsd).toBeGreaterThanOrEqual(Number(actual));
				expect(budgetUsd).toBeGreaterThanOrEqual(Number(costUsd));
			}),
			{ numRuns: 500 },
		);
	});

	it('does not fall when quality, size, count, prompt or input images rise', () => {
		fc.assert(
			fc.property(definite, definite, (one, other) => {
				const { id, capabilities } = one.model;
				const rank = (quality: Quality) => capabilities!.qualities.indexOf(quality);
				const quality = [one.quality, other.quality]
					.filter((step) => rank(step) >= 0)
					.sort((a, b) => rank(b) - rank(a))[0]!;
				const more = {
					n: Math.max(one.n, other.n),
					promptBytes: Math.max(one.promptBytes, other.promptBytes),
					inputImages: Math.max(one.inputImages, other.inputImages),
				};
				const budget = (call: object) =>
					Number(estimateCost({ ...one, model: id, ...call }).budgetUsd);
				expect(budget({ quality, ...more })).toBeGreaterThanOrEqual(budget({}));
				expect(budget({ size: 'auto' })).toBeGreaterThanOrEqual(budget({}));
				expect(budget({ quality: 'auto' })).toBeGreaterThanOrEqual(budget({}));
			}),
		);
	});

	it('of a model without a formula is that of its ceiling, times a factor', () => {
		for (const model of priced.filter(({ budgetCeiling }) => budgetCeiling)) {
			const { likeModel, factor } = model.budgetCeiling!;
			expect(findModel(likeModel)?.outputTokens).not.toBeNull();
			expect(factor).toBeGreaterThanOrEqual(1);
		}
	});
});
