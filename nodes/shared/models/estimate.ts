import { PRICE_FACTOR, type Service } from './batch';
import { findModel, findModelBehind, INPUT_TOKEN_CEILINGS, OBSERVED_AUTO } from './catalog';
import { mostOutputTokensPerImage, outputTokensPerImage } from './outputTokens';
import { type CostEstimate, priceOf } from './prices';
import { formatSize } from './sizes';
import type { Dimensions, ModelEntry, OutputFormat, Quality } from './types';

/** What decides the price of a call. */
export interface PricedCall {
	model: string;
	quality: 'auto' | Quality;
	size: 'auto' | Dimensions;
	n: number;
	/** The prompt's length in bytes of UTF-8: no token is shorter than a byte. */
	promptBytes: number;
	outputFormat?: OutputFormat;
	/** Every image that goes in: images, mask and markup. */
	inputImages?: number;
	highInputFidelity?: boolean;
	/** `live` where it is left out. */
	service?: Service;
}

/** English text has about four bytes a token: only for the likely figure. */
const LIKELY_BYTES_PER_TOKEN = 4;

/**
 * What the call will cost. `budgetUsd` counts `auto` as the most expensive that the model can choose (see
 * `mostOutputTokensPerImage`), the prompt as a token a byte, and the input once for every image. GIF
 * and SVG have neither figure: nothing is known of what frames and the SVG author's work are billed as.
 */
export function estimateCost(call: PricedCall): CostEstimate {
	const model = findModelBehind(call.model)?.entry;
	if (!model?.prices) return unknown('model', `no price is known for the model ${call.model}`);
	if (call.outputFormat === 'gif' || call.outputFormat === 'svg') {
		const format = call.outputFormat.toUpperCase();
		return unknown('outputFormat', `it is not known how ${format} output is billed`);
	}
	const likelyTokens = likelyOutputTokens(model, call);
	const budgetTokens = mostOutputTokens(model, call);
	if (budgetTokens === null) {
		return unknown('model', `it is not known how many tokens an image of ${call.model} takes`);
	}
	const { perImage, perHighFidelityImage, textOverhead } = INPUT_TOKEN_CEILINGS;
	const inputImages = call.inputImages ?? 0;
	const imageTokens = inputImages * (call.highInputFidelity ? perHighFidelityImage : perImage);
	const likelyText = Math.ceil(call.promptBytes / LIKELY_BYTES_PER_TOKEN);
	const factor = PRICE_FACTOR[call.service ?? 'live'];
	const mostText = call.promptBytes + (1 + inputImages) * textOverhead;
	return {
		outputTokensPerImage: likelyTokens,
		costUsd:
			likelyTokens === null
				? null
				: priceOf(model.prices, likelyText, imageTokens, likelyTokens * call.n) * factor,
		budgetUsd: priceOf(model.prices, mostText, imageTokens, budgetTokens) * call.n * factor,
		basis: basisOf(model, call),
	};
}

function likelyOutputTokens(model: ModelEntry, call: PricedCall): number | null {
	if (!model.outputTokens || !model.capabilities) return null;
	const { sizeRule } = model.capabilities;
	const ofAuto = sizeRule.kind === 'free' ? OBSERVED_AUTO.freeSize : sizeRule.sizes[0];
	const size = call.size === 'auto' ? ofAuto : call.size;
	if (!size) return null;
	const quality = call.quality === 'auto' ? OBSERVED_AUTO.quality : call.quality;
	return outputTokensPerImage(model.outputTokens, quality, size);
}

function mostOutputTokens(model: ModelEntry, call: PricedCall): number | null {
	const like = model.budgetCeiling ? findModel(model.budgetCeiling.likeModel) : model;
	if (!like?.outputTokens || !model.capabilities) return null;
	const most = mostOutputTokensPerImage(
		like.outputTokens,
		model.capabilities.sizeRule,
		call.quality,
		call.size,
	);
	return most === null ? null : most * (model.budgetCeiling?.factor ?? 1);
}

function basisOf(model: ModelEntry, call: PricedCall): string {
	const parts: string[] = [];
	if (!model.outputTokens && model.budgetCeiling) {
		const { likeModel, factor } = model.budgetCeiling;
		parts.push(
			`OpenAI has published no formula for ${model.id}: the budget counts ${factor} times the tokens of ${likeModel}`,
		);
	} else {
		parts.push(`token formula of ${model.id}`);
	}
	const auto = [
		...(call.quality === 'auto' ? [`quality as ${OBSERVED_AUTO.quality}`] : []),
		...(call.size === 'auto' && model.capabilities?.sizeRule.kind === 'free'
			? [`size as ${formatSize(OBSERVED_AUTO.freeSize)}`]
			: []),
	];
	if (call.quality === 'auto' || call.size === 'auto') {
		parts.push(
			'with auto the budget counts the most expensive quality and size that the model can choose; set both for a tighter budget',
		);
	}
	if (auto.length > 0 && model.outputTokens) {
		parts.push(`the likely cost counts ${auto.join(' and ')}, as auto was seen to choose`);
	}
	return parts.join('; ');
}

function unknown(unknownOf: CostEstimate['unknownOf'], basis: string): CostEstimate {
	return { outputTokensPerImage: null, costUsd: null, budgetUsd: null, basis, unknownOf };
}
