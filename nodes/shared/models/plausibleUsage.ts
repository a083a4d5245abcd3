import { findModel } from './catalog';
import { leastOutputTokensPerImage } from './outputTokens';
import type { Usage } from './prices';
import { parseSize } from './sizes';
import { QUALITIES, type Dimensions, type OutputFormat, type Quality } from './types';

/** What decides how many tokens an image takes, as it was asked for. */
export interface AskedImage {
	model: string;
	quality?: string;
	/** As on the wire: "1024x1024" or "auto". */
	size?: string;
	outputFormat?: OutputFormat;
}

/**
 * Whether these images could have taken no more than the tokens that a server reports. Gateways without
 * figures of their own report 0 (LiteLLM does), and that must not pass for a price.
 * @param delivered the pixels of each image, undefined where they are not known.
 */
export function couldTake(
	{ inputTokens, outputTokens }: Usage,
	asked: AskedImage,
	delivered: ReadonlyArray<Dimensions | undefined>,
): boolean {
	const least = delivered.reduce((sum, size) => sum + leastTokens(asked, size), 0);
	return inputTokens > 0 && outputTokens >= least;
}

/** A server may deliver another size than was asked for: then the smaller of both counts. */
function leastTokens(asked: AskedImage, delivered: Dimensions | undefined): number {
	const model = findModel(asked.model);
	const like = model?.budgetCeiling ? findModel(model.budgetCeiling.likeModel) : model;
	const isDrawn = asked.outputFormat !== 'gif' && asked.outputFormat !== 'svg';
	if (!model?.capabilities || !like?.outputTokens || !isDrawn) return 1;
	const { outputTokens: rule } = like;
	const { sizeRule } = model.capabilities;
	// Of a model without a formula of its own only that it takes no less than its elder's lowest quality.
	const quality = like === model ? qualityOf(asked.quality) : undefined;
	const size = asked.size === undefined ? undefined : parseSize(asked.size);
	const candidates = [size ?? delivered, delivered ?? size].map((pixels) =>
		leastOutputTokensPerImage(rule, quality, pixels, sizeRule),
	);
	return Math.min(...candidates);
}

function qualityOf(word: string | undefined): Quality | undefined {
	return QUALITIES.find((quality) => quality === word);
}
