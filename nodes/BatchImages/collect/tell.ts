import type { INodeExecutionData } from 'n8n-workflow';
import type { Session } from '../../shared/execution/session';
import { addHints, tellRun } from '../../shared/execution/tellRun';
import { firstOf, plural, seconds } from '../../shared/words';
import { endedAt, isKnownStatus } from '../batches/status';
import { QUEUED, type BatchJson } from '../batches/types';
import { batchesInWords } from '../batches/words';
import type { CollectedBatch } from './endedBatch';

const MOST_IDS = 5;

/** Says above the output what came of each batch, what it cost, and how long it ran. */
export function tellCollected(session: Session, batches: readonly CollectedBatch[]): void {
	if (batches.length === 0) return;
	const { context } = session;
	for (const one of batches.slice(0, MOST_IDS)) addHints(context, [lineOf(one)]);
	const outcomes = batches.map(({ images, asked }) => ({
		itemIndex: 0,
		wanted: images.length,
		images: images.map(({ image }) => image),
		asked,
	}));
	// Each batch's line has said it, and what was not made has an output of its own.
	tellRun(session, outcomes, { namesMissing: false });
	addHints(
		context,
		batches.flatMap(({ batch, nameless }) =>
			nameless === 0
				? []
				: [
						`${plural(nameless, 'line')} of the results of batch ${batch.id} could not be read and named no image. What is missing is in Not Made.`,
					],
		),
		'warning',
	);
}

function lineOf({ batch, images }: CollectedBatch): string {
	const made = images.filter(({ image }) => image.binary !== undefined).length;
	const not = images.length - made;
	const ended = endedAt(batch);
	const ran =
		ended === null || !batch.created_at
			? ''
			: `, ${seconds((ended - batch.created_at) * 1000)} after it was submitted`;
	const rest = not === 0 ? '' : `, ${not} ${not === 1 ? 'was' : 'were'} not made`;
	return `Batch ${batch.id} (${batch.status}): ${made} of ${plural(images.length, 'image')}${rest}${ran}.`;
}

/** Says how far the batches are that have not ended. */
export function tellRunning(session: Session, running: readonly INodeExecutionData[]): void {
	if (running.length === 0) return;
	const { context, clock } = session;
	const batches = running.map(({ json }) => json.batch as unknown as BatchJson);
	const waiting = batches.filter(({ status }) => status === QUEUED);
	const going = batches.filter(({ status }) => status !== QUEUED);
	if (going.length > 0) {
		const done = sum(going.map(({ counts }) => (counts ? counts.completed + counts.failed : 0)));
		const all = sum(going.map(({ images, counts }) => images ?? counts?.total ?? 0));
		const since = Math.min(
			...going.map(({ submittedAt }) => Date.parse(submittedAt ?? '') || Infinity),
		);
		const ran = Number.isFinite(since) ? `, for ${seconds(Math.max(0, clock.now() - since))}` : '';
		addHints(context, [
			`${batchesInWords(going.length)} still running${ran}: ${done} of ${all} images done.`,
		]);
	}
	if (waiting.length > 0) {
		addHints(context, [
			`${batchesInWords(waiting.length)} waiting for room in OpenAI's queue of prompt tokens.`,
		]);
	}
	const unknown = going.filter(({ status }) => !isKnownStatus(status));
	if (unknown.length > 0) {
		const which = firstOf(
			unknown.map(({ id, status }) => `${id}: "${session.redact.text(status)}"`),
			MOST_IDS,
		);
		addHints(
			context,
			[
				`OpenAI reports a status that this version does not know (${which}). It counts as running until there are results or its 24 hours are over.`,
			],
			'warning',
		);
	}
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
