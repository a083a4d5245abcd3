import type { Service } from '../../../nodes/shared/models/batch';
import { findJudgeModel, judgeCostUsd } from '../../../nodes/shared/models/judgeModels';
import { costUsdOf } from '../../../nodes/shared/models/prices';
import type { LoggedBatch, ServerLogEntry } from '../../server/server';
import type { ApiUsage } from '../../server/types';
import type { Tally } from './progress';

/**
 * Counts what a local server has drawn, as each request of the examples for images and each line of a batch asks for
 * one, and what that and the judges' answers cost.
 */
export function tallyOf(
	log: readonly ServerLogEntry[],
	batches: readonly LoggedBatch[] = [],
): Tally {
	const lines = batches
		.flatMap((batch) => batch.lines)
		.filter(({ outcome }) => outcome !== 'waiting');
	const costOfLines = lines.reduce((sum, line) => sum + costOfEntry(line, 'batch'), 0);
	const answered = log.filter(({ endedAt }) => endedAt !== null);
	return {
		pictures: answered.filter(({ path }) => path.includes('/images/')).length + lines.length,
		costUsd: answered.reduce((total, entry) => total + costOfEntry(entry), costOfLines),
	};
}

/** USD of what a request or a line of a batch asked for; 0 where nothing is billed. */
export function costOfEntry(
	{ fields, usage }: Pick<ServerLogEntry, 'fields' | 'usage'>,
	service: Service = 'live',
): number {
	if (usage === null) return 0;
	const model = String(fields.model);
	const tokens = inOurWords(usage);
	if (!findJudgeModel(model)) return costUsdOf(model, tokens, service) ?? 0;
	return judgeCostUsd(model, { ...tokens, cachedTokens: 0, cacheWriteTokens: 0 }) ?? 0;
}

function inOurWords(usage: ApiUsage) {
	return {
		inputTokens: usage.input_tokens,
		inputTextTokens: usage.input_tokens_details.text_tokens,
		inputImageTokens: usage.input_tokens_details.image_tokens,
		outputTokens: usage.output_tokens,
		totalTokens: usage.total_tokens,
	};
}
