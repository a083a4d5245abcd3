import { NodeOperationError } from 'n8n-workflow';
import type { Session } from '../../shared/execution/session';
import { NOTHING_PAID } from '../../shared/items/failures/nodeError';
import { isTool } from '../../shared/items/turn';
import { displayNameOf } from '../../shared/parameters/displayNames';
import { plural, usdInText } from '../../shared/words';
import type { BatchLine } from '../lines/lines';

/** USD at batch prices: the most that the lines can cost. */
const mostOf = (lines: readonly BatchLine[]) =>
	lines.reduce((sum, { call }) => sum + (call.request.estimate.budgetUsd ?? 0), 0);

/** Less is no difference: sums of prices are not exact in binary. */
const EPSILON_USD = 1e-9;

/**
 * Holds Max Spend against all that is to be submitted, before anything is uploaded. The tries of a run have the
 * same lines; the calls of an agent's tool add up.
 * @throws NodeOperationError
 */
export function checkSpend(
	{ context, settings, ledger }: Session,
	lines: readonly BatchLine[],
): void {
	const { maxSpendUsd } = settings;
	if (maxSpendUsd === undefined) return;
	const before = isTool(context) ? ledger.spentUsd : 0;
	const most = mostOf(lines);
	if (before + most <= maxSpendUsd + EPSILON_USD) return;
	const spent = before > 0 ? `, after ${usdInText(before)} of earlier calls` : '';
	throw new NodeOperationError(
		context.getNode(),
		`Run Settings, ${displayNameOf('maxSpend')}: ${plural(lines.length, 'image')} could cost up to ${usdInText(most)} at batch prices${spent}, and the limit is ${usdInText(maxSpendUsd)}`,
		{
			description: `Raise Max Spend (USD), submit fewer images, or set a fixed size and a lower quality. Auto is counted as the most expensive option the model could pick. Nothing was uploaded. ${NOTHING_PAID}`,
		},
	);
}

/** Remembers what an agent's tool submitted. */
export function spendOf({ context, settings, ledger }: Session, lines: readonly BatchLine[]): void {
	if (settings.maxSpendUsd === undefined || !isTool(context)) return;
	ledger.spentUsd += mostOf(lines);
}
