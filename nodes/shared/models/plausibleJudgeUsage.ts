import type { JudgeUsage } from './judgeModels';

/** No token of OpenAI's models stands for more bytes than this. */
export const MOST_BYTES_PER_TOKEN = 128;
/** Fewer than a model takes for an image in the coarsest detail (85 for gpt-4o, 70 for its successors). */
const LEAST_TOKENS_PER_IMAGE = 64;

/**
 * Whether a question and its answer could have taken no more than the tokens that a server reports.
 * @param asked bytes of all text that was sent, how many images with it, bytes of the text that came back.
 */
export function couldTakeAsJudge(
	{ inputTokens, outputTokens, cachedTokens, cacheWriteTokens }: JudgeUsage,
	asked: { textBytes: number; images: number; answerBytes: number },
): boolean {
	const leastInput =
		Math.ceil(asked.textBytes / MOST_BYTES_PER_TOKEN) + asked.images * LEAST_TOKENS_PER_IMAGE;
	const leastOutput = Math.ceil(asked.answerBytes / MOST_BYTES_PER_TOKEN);
	return (
		inputTokens >= Math.max(1, leastInput) &&
		outputTokens >= leastOutput &&
		cachedTokens + cacheWriteTokens <= inputTokens
	);
}
