import * as n8nWorkflow from 'n8n-workflow';
import { addHints, type AlsoSpent } from '../../shared/execution/tellRun';
import { plural } from '../../shared/words';
import type { JudgeReport } from './types';

/** What the judge's answers cost, for the line that tells what the whole run did; undefined where none came. */
export function judgeSpent({
	requests,
	model,
	costUsd,
	unpriced,
}: JudgeReport): AlsoSpent | undefined {
	if (requests === 0) return undefined;
	const rest = costUsd === null || unpriced === 0 ? '' : ` (${unpriced} at an unknown price)`;
	return { what: `${plural(requests, 'answer')} of ${model}${rest}`, costUsd };
}

/** Tells n8n the judge's tokens, and the person what it could not judge. */
export function tellJudge(context: n8nWorkflow.IExecuteFunctions, judge: JudgeReport): void {
	const { inputTokens, outputTokens } = judge;
	if (inputTokens > 0 && typeof n8nWorkflow.accumulateTokenUsage === 'function') {
		n8nWorkflow.accumulateTokenUsage(context, inputTokens, outputTokens);
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
