import type { Service } from '../../../nodes/shared/models/batch';
import { costUsdOf } from '../../../nodes/shared/models/prices';
import type { LoggedBatch, ServerLogEntry } from '../../server/server';
import type { ApiUsage } from '../../server/types';
import type { Tally } from './progress';

/** Counts what a local server has drawn: each request of the examples for images, and each line of a batch, asks for one. */
export function tallyOf(
	log: readonly ServerLogEntry[],
	batches: readonly LoggedBatch[] = [],
): Tally {
	const lines = batches
		.flatMap((batch) => batch.lines)
		.filter(({ outcome }) => outcome !== 'waiting');
	const costOfLines = lines.reduce((sum, line) => sum + costOfEntry(line, 'batch'), 0);
	const answered = log.filter(({ path, endedAt }) => path.includes('/images/') && endedAt !== null);
	return {
		pictures: answered.length + lines.length,
		costUsd: answered.reduce((total, entry) => total + costOfEntry(entry), costOfLines),
	};
}

/** USD of what a request or a line of a batch asked for; 0 where nothing is billed. */
export function costOfEntry(
	{ fields, usage }: Pick<ServerLogEntry, 'fields' | 'usage'>,
	service: Service = 'live',
): number {
	return usage === null ? 0 : (costUsdOf(String(fields.model), inOurWords(usage), service) ?? 0);
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
