import { PRICE_FACTOR, type Service } from './batch';
import { findModelBehind } from './catalog';
import type { TokenPrices } from './types';

/** Tokens of one call, as the API reports them. */
export interface Usage {
	inputTokens: number;
	inputTextTokens: number;
	inputImageTokens: number;
	outputTokens: number;
	totalTokens: number;
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
 * USD of a call by its usage; null for a model without known prices. Input tokens that the answer does not
 * call text or image are priced as images, which cost more.
 */
export function costUsdOf(modelId: string, usage: Usage, service: Service = 'live'): number | null {
	const prices = findModelBehind(modelId)?.entry.prices;
	if (!prices) return null;
	const text = Math.min(usage.inputTextTokens, usage.inputTokens);
	const usd = priceOf(prices, text, usage.inputTokens - text, usage.outputTokens);
	return usd * PRICE_FACTOR[service];
}

/** USD of so many text, input image and output tokens. */
export function priceOf(prices: TokenPrices, text: number, image: number, output: number): number {
	return (
		(text * prices.textInput + image * prices.imageInput + output * prices.imageOutput) / 1_000_000
	);
}
