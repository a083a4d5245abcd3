import type { Session } from '../../shared/execution/session';
import { addHints } from '../../shared/execution/tellRun';
import { firstOf, plural, usdInText } from '../../shared/words';
import { QUEUED } from '../batches/types';
import { batchesInWords } from '../batches/words';
import type { Part, SubmittedPart } from './part';

const MOST_IDS = 5;
/** n8n shows each hint in a box of its own. */
const MOST_WARNINGS = 5;

/** Says above the output what was submitted, what was found, what waits, and what was adapted. */
export function tellSubmitted(
	{ context }: Session,
	submitted: ReadonlyArray<[Part, SubmittedPart]>,
	parts: readonly Part[],
): void {
	const of = (from: SubmittedPart['from']) => submitted.filter(([, part]) => part.from === from);
	const fresh = of('new').filter(([, { json }]) => json.status !== QUEUED);
	if (fresh.length > 0) addHints(context, [costLine(fresh)]);
	const waiting = submitted.filter(([, { json }]) => json.status === QUEUED);
	if (waiting.length > 0) {
		addHints(context, [
			`${batchesInWords(waiting.length)} did not fit into OpenAI's queue and will be created by Collect as soon as there is room. Everything is uploaded.`,
		]);
	}
	if (of('earlierTry').length > 0) {
		addHints(context, [
			`${batchesInWords(of('earlierTry').length)} had been submitted by an earlier try: ${idsOf(of('earlierTry'))}. Nothing was submitted twice.`,
		]);
	}
	if (of('sameContent').length > 0) {
		addHints(
			context,
			[
				`The same images from this node are under way already, so nothing was submitted: ${idsOf(of('sameContent'))}. Cancel that batch, or change a prompt, to submit them once more.`,
			],
			'warning',
		);
	}
	addHints(context, warningsOf(parts), 'warning');
}

function costLine(fresh: ReadonlyArray<[Part, SubmittedPart]>): string {
	const images = fresh.reduce((sum, [part]) => sum + part.lines.length, 0);
	const costs = fresh.map(([part]) => part.estimatedCostUsd);
	const known = costs.every((cost) => cost !== null);
	const usd = known
		? `about ${usdInText(costs.reduce((sum, cost) => sum + cost, 0))}, half the usual price`
		: 'half the usual price';
	return `${plural(images, 'image')} in ${batchesInWords(fresh.length)} for ${usd}. They are made within 24 hours.`;
}

const idsOf = (parts: ReadonlyArray<[Part, SubmittedPart]>) =>
	firstOf(
		parts.map(([, { json }]) => json.id ?? QUEUED),
		MOST_IDS,
	);

function warningsOf(parts: readonly Part[]): string[] {
	const counts = new Map<string, number>();
	for (const { message } of parts.flatMap(({ lines }) =>
		lines.flatMap(({ call }) => call.warnings),
	))
		counts.set(message, (counts.get(message) ?? 0) + 1);
	return [...counts]
		.slice(0, MOST_WARNINGS)
		.map(([message, times]) =>
			times === 1 ? `${message}.` : `${message} (${plural(times, 'image')}).`,
		);
}
