import * as n8nWorkflow from 'n8n-workflow';
import { addHints } from '../../shared/execution/tellRun';
import { plural, usdInText } from '../../shared/words';
import type { JudgeReport } from './types';

/** Tells n8n the judge's tokens, and the person what it cost and what it could not judge. */
export function tellJudge(context: n8nWorkflow.IExecuteFunctions, judge: JudgeReport): void {
	const { inputTokens, outputTokens, costUsd, model, requests, pricesAsOf } = judge;
	if (inputTokens > 0 && typeof n8nWorkflow.accumulateTokenUsage === 'function') {
		n8nWorkflow.accumulateTokenUsage(context, inputTokens, outputTokens);
	}
	if (requests > 0) {
		const cost =
			costUsd === null
				? 'at an unknown price'
				: `for ${usdInText(costUsd)} at the prices of ${pricesAsOf}`;
		addHints(context, [`${model} gave ${plural(requests, 'answer')} about the images ${cost}.`]);
	}
	addHints(
		context,
		judge.notJudged
			.slice(0, MOST_REASONS)
			.map(
				({ reason, count }) =>
					`Not judged (${plural(count, 'question')}): ${reason}. The images are complete.`,
			),
		'warning',
	);
}

const MOST_REASONS = 3;
