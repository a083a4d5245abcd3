import { findModel } from '../../nodes/shared/models/catalog';
import type { ApiUsage, ImageJob } from './types';

/**
 * Observed for 2.6: low and medium take three to four times the tokens of 2.5, the rest as many. No
 * formula is known, so this factor is no more than plausible.
 */
const UNKNOWN_RULE_FACTOR: Readonly<Record<string, number>> = { low: 3.5, medium: 3.5 };

/** Extra output tokens for each partial image of a stream (OpenAI's guide). */
const PARTIAL_IMAGE_TOKENS = 100;

/**
 * What the answer says was used. Written from OpenAI's calculator on its own, so that tests can hold
 * it against the price module. How input tokens count with `n` above 1, how a mask counts and what the
 * frames of a GIF take are not known: inputs count once, masks and further frames not at all.
 */
export function usageOf(job: ImageJob): ApiUsage {
	const textTokens = Math.ceil(job.prompt.length / 4);
	const imageTokens = job.inputs.reduce((sum, image) => sum + inputImageTokens(image), 0);
	const partials = job.stream ? PARTIAL_IMAGE_TOKENS * job.partialImages : 0;
	const outputTokens = job.n * outputTokensOf(job) + partials;
	return usageFrom(
		{ image_tokens: imageTokens, text_tokens: textTokens },
		{ image_tokens: outputTokens, text_tokens: 0 },
	);
}

/** The usage of an answer by what its input and its output took. */
export function usageFrom(
	input: ApiUsage['input_tokens_details'],
	output: ApiUsage['output_tokens_details'],
): ApiUsage {
	const [inputTokens, outputTokens] = [input, output].map(
		(details) => details.image_tokens + details.text_tokens,
	) as [number, number];
	return {
		input_tokens: inputTokens,
		input_tokens_details: input,
		output_tokens: outputTokens,
		output_tokens_details: output,
		total_tokens: inputTokens + outputTokens,
	};
}

/** Patches of 32 pixels, at most 1,536 an image (observed, approximate). */
function inputImageTokens({ width, height }: { width: number; height: number }): number {
	return Math.min(1536, Math.ceil(width / 32) * Math.ceil(height / 32));
}

function outputTokensOf(job: ImageJob): number {
	const likeId = job.model?.budgetCeiling?.likeModel;
	const factor = likeId ? (UNKNOWN_RULE_FACTOR[job.quality] ?? 1) : 1;
	const rule = (likeId ? findModel(likeId) : job.model)?.outputTokens;
	if (rule?.kind === 'table') {
		const tokens = rule.tokensByQuality[job.quality]?.[`${job.size.width}x${job.size.height}`];
		return tokens ?? 1056;
	}
	const grid = rule?.gridByQuality[job.quality] ?? 48;
	return Math.ceil(factor * gridTokens(grid, job.size.width, job.size.height));
}

function gridTokens(g: number, width: number, height: number): number {
	const shortSide = roundHalfToEven((g * Math.min(width, height)) / Math.max(width, height));
	return Math.ceil((g * shortSide * (2_000_000 + width * height)) / 4_000_000);
}

function roundHalfToEven(value: number): number {
	const below = Math.floor(value);
	if (value - below !== 0.5) return Math.round(value);
	return below % 2 === 0 ? below : below + 1;
}
