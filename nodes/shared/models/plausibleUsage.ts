import { findModel, INPUT_TOKEN_CEILINGS } from './catalog';
import { leastOutputTokensPerImage } from './outputTokens';
import { MOST_BYTES_PER_TOKEN } from './plausibleJudgeUsage';
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
	/** Bytes of the prompt. */
	promptBytes?: number;
	/** Pixels of the images that went in. */
	inputs?: readonly Dimensions[];
}

/**
 * Whether these images could have taken no more than the tokens that a server reports. Gateways without
 * figures of their own report 0 (LiteLLM does), and that must not pass for a price.
 * @param delivered the pixels of each image, undefined where they are not known.
 */
export function couldTake(
	{ inputTokens, outputTokens, outputTextTokens = 0 }: Usage,
	asked: AskedImage,
	delivered: ReadonlyArray<Dimensions | undefined>,
): boolean {
	const least = delivered.reduce((sum, size) => sum + leastTokens(asked, size), 0);
	// Text that a model draws beside its image is no part of the image.
	const drawn = outputTokens - outputTextTokens;
	return inputTokens >= leastInputTokens(asked) && drawn >= least;
}

/**
 * The usage to price by: where images went in, input that is not said to be images counts as images, which
 * cost more than text.
 */
export function toPrice(usage: Usage, { inputs = [] }: Pick<AskedImage, 'inputs'>): Usage {
	const ofImages = usage.inputTokens - usage.inputTextTokens;
	return ofImages >= Math.floor(leastImageTokens(inputs))
		? usage
		: { ...usage, inputTextTokens: 0 };
}

/** Pixels of the edge of a patch that was seen to take one token. */
const PATCH = 32;
/** Models that count in tiles take fewer than one token a patch: the least known is an eighth. */
const LEAST_TOKENS_PER_PATCH = 1 / 16;

function leastInputTokens({ promptBytes = 0, inputs = [] }: AskedImage): number {
	const ofText = promptBytes / MOST_BYTES_PER_TOKEN;
	return Math.max(1, Math.floor(ofText + leastImageTokens(inputs)));
}

const leastImageTokens = (inputs: readonly Dimensions[]): number =>
	inputs.reduce((sum, { width, height }) => {
		const patches = Math.ceil(width / PATCH) * Math.ceil(height / PATCH);
		return sum + Math.min(INPUT_TOKEN_CEILINGS.perImage, patches) * LEAST_TOKENS_PER_PATCH;
	}, 0);

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
