import type { Usage } from '../models/prices';

/**
 * Shares the usage of one call out over its images: whole tokens, equal parts, the remainder to the
 * last, so that the sum over the images is what the call was billed.
 */
export function shareUsage(usage: Usage, images: number): Usage[] {
	return Array.from({ length: images }, (_, index) => {
		const part = (total: number) => {
			const equal = Math.floor(total / images);
			return index === images - 1 ? total - equal * (images - 1) : equal;
		};
		return {
			inputTokens: part(usage.inputTokens),
			inputTextTokens: part(usage.inputTextTokens),
			inputImageTokens: part(usage.inputImageTokens),
			outputTokens: part(usage.outputTokens),
			...(usage.outputTextTokens !== undefined && {
				outputTextTokens: part(usage.outputTextTokens),
			}),
			totalTokens: part(usage.totalTokens),
			...(usage.author && {
				author: {
					model: usage.author.model,
					inputTokens: part(usage.author.inputTokens),
					outputTokens: part(usage.author.outputTokens),
				},
			}),
		};
	});
}
