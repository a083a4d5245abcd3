import type { INodeExecutionData } from 'n8n-workflow';
import { dryRunEntries, dryRunItems } from '../../shared/execution/dryRun';
import type { PlannedItem } from '../../shared/execution/planItems';
import type { Session } from '../../shared/execution/session';
import { addHints } from '../../shared/execution/tellRun';
import { displayNameOf } from '../../shared/parameters/displayNames';
import { batchesInWords } from '../batches/words';
import { intoBatches } from '../lines/cut';
import type { BatchLine } from '../lines/lines';
import { spendOf } from './spend';

/** The output of a Dry Run: what would be submitted. Max Spend holds for all of it or for nothing. */
export function drySubmit(
	session: Session,
	planned: readonly PlannedItem[],
	lines: readonly BatchLine[],
): INodeExecutionData[] {
	const { context } = session;
	const spend = spendOf(session, lines);
	const entries = planned.flatMap(dryRunEntries).map((entry) => {
		if (spend === undefined || entry.plan.status !== 'planned') return entry;
		return { ...entry, plan: { ...entry.plan, fitsMaxSpend: spend.fits } };
	});
	const items = dryRunItems({ context }, entries);
	if (lines.length > 0) {
		addHints(context, [
			`Submit would make ${batchesInWords(intoBatches(lines).length)}, at half the usual price.`,
		]);
	}
	if (spend !== undefined) {
		const outcome = spend.fits ? 'is enough' : 'is not enough, so nothing would be submitted';
		addHints(context, [`${displayNameOf('maxSpend')} ${outcome}: ${spend.inWords}.`]);
	}
	return items;
}
