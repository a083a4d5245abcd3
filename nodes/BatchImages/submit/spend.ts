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

/** How much there is to spend, and what the lines can cost at most; undefined without a limit. */
export function spendOf({ context, settings, ledger }: Session, lines: readonly BatchLine[]) {
	const { maxSpendUsd } = settings;
	if (maxSpendUsd === undefined) return undefined;
	const beforeUsd = isTool(context) ? ledger.spentUsd : 0;
	const mostUsd = mostOf(lines);
	const fits = beforeUsd + mostUsd <= maxSpendUsd + EPSILON_USD;
	const spent = beforeUsd > 0 ? `, after ${usdInText(beforeUsd)} of earlier calls` : '';
	const inWords = `${plural(lines.length, 'image')} could cost up to ${usdInText(mostUsd)} at batch prices${spent}, and the limit is ${usdInText(maxSpendUsd)}`;
	return { fits, inWords };
}

/**
 * Holds Max Spend against all that is to be submitted, before anything is uploaded. The tries of a run have the
 * same lines; the calls of an agent's tool add up.
 * @throws NodeOperationError
 */
export function checkSpend(session: Session, lines: readonly BatchLine[]): void {
	const spend = spendOf(session, lines);
	if (spend === undefined || spend.fits) return;
	const { context } = session;
	const message = `Run Settings, ${displayNameOf('maxSpend')}: ${spend.inWords}`;
	// An agent reads nothing but the message.
	throw new NodeOperationError(
		context.getNode(),
		isTool(context) ? `${message}. ${TOO_MUCH}` : message,
		{ description: TOO_MUCH },
	);
}

const TOO_MUCH = `Raise Max Spend (USD), submit fewer images, or set a fixed size and a lower quality. Auto is counted as the most expensive option the model could pick. Nothing was uploaded. ${NOTHING_PAID}`;

/** Remembers what an agent's tool submitted. */
export function rememberSpend(
	{ context, settings, ledger }: Session,
	lines: readonly BatchLine[],
): void {
	if (settings.maxSpendUsd === undefined || !isTool(context)) return;
	ledger.spentUsd += mostOf(lines);
}
