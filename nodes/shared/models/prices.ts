import { PRICE_FACTOR, type Service } from './batch';
import { findModelBehind } from './catalog';
import { undated } from './gatewayId';
import { judgeCostUsd } from './judgeModels';
import type { TokenPrices } from './types';

/** Tokens of one call, as the API reports them. */
export interface Usage {
	inputTokens: number;
	inputTextTokens: number;
	inputImageTokens: number;
	outputTokens: number;
	/** Of the output tokens: text, where there is any. */
	outputTextTokens?: number;
	totalTokens: number;
	/** What wrote an SVG, billed on top (`svg_usage` of the API): its model, and the tokens in and out. */
	author?: { model: string; inputTokens: number; outputTokens: number };
}

/** What a call will cost, as far as that is known before it. */
export interface CostEstimate {
	/** Most likely. Null if the model's formula is not known. */
	outputTokensPerImage: number | null;
	/** USD, the whole call, most likely. Null if it cannot be said. */
	costUsd: number | null;
	/** USD, the whole call, never less than it can cost. Null if no bound is known. */
	budgetUsd: number | null;
	/** How the figures came about, or why there are none, in words. */
	basis: string;
	/** Where there are none: what is to blame. */
	unknownOf?: 'model' | 'outputFormat';
}

/**
 * USD of a call by its usage; null for a model without known prices, and for an SVG whose author has none. Input tokens that the answer does not
 * call text or image are priced as images, which cost more. A dated snapshot that the catalog does not list is taken to cost what its model costs.
 */
export function costUsdOf(modelId: string, usage: Usage, service: Service = 'live'): number | null {
	const prices = (findModelBehind(modelId) ?? findModelBehind(undated(modelId)))?.entry.prices;
	if (!prices) return null;
	const text = Math.min(usage.inputTextTokens, usage.inputTokens);
	const written = Math.min(usage.outputTextTokens ?? 0, usage.outputTokens);
	const drawn = priceOf(prices, text, usage.inputTokens - text, usage.outputTokens - written);
	const textOutput = (written * (prices.textOutput ?? prices.imageOutput)) / 1_000_000;
	const author = authorCostUsd(usage.author);
	return author === null ? null : (drawn + textOutput + author) * PRICE_FACTOR[service];
}

/** Which models write SVGs is not published: priced are those that the list of judge models knows. */
function authorCostUsd(author: Usage['author']): number | null {
	if (!author) return 0;
	const { model, inputTokens, outputTokens } = author;
	return judgeCostUsd(model, { inputTokens, cachedTokens: 0, cacheWriteTokens: 0, outputTokens });
}

/** USD of so many text, input image and output tokens. */
export function priceOf(prices: TokenPrices, text: number, image: number, output: number): number {
	return (
		(text * prices.textInput + image * prices.imageInput + output * prices.imageOutput) / 1_000_000
	);
}
