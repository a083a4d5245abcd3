import type { INodeExecutionData } from 'n8n-workflow';
import type { Round } from '../round/types';
import { approveItems, type FinishedDrawing } from './approveItems';
import { summaryItem } from './summaryItem';
import { voteItems } from './voteItems';

/**
 * What a settled round gives.
 * @param items the unchanged inputs.
 * @param drawings one per image that is to be changed, by the image's index.
 */
export function outputsOf(
	items: readonly INodeExecutionData[],
	round: Round,
	drawings: ReadonlyMap<number, FinishedDrawing>,
	now: Date,
): INodeExecutionData[][] {
	const decidedAt = now.toISOString();
	if (round.settings.operation === 'vote') return voteItems(items, round, decidedAt);
	const outputs = approveItems(items, round, drawings, decidedAt);
	return round.settings.summary
		? [...outputs, [summaryItem(round, decidedAt, items.length)]]
		: outputs;
}
