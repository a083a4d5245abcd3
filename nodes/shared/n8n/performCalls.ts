import { requestImages } from '../client/imagesApi';
import type { RunSlot } from '../client/runSlot';
import { runCalls, type Outcome } from '../run/runCalls';
import { deliverAnswer } from './deliver';
import { budgetFailure, CANCELLED, failureOf, notSent } from './failures';
import type { FileNames } from './fileName';
import type { CallImage, CallOutcome, ImageCall } from './imageCall';
import { missingImage, type About } from './missingImage';
import type { Session } from './session';

const PATH_BY_OPERATION = { generate: '/images/generations', edit: '/images/edits' } as const;

/**
 * Makes the calls that no earlier try has made, in parallel within the session's limits, and stores
 * what they bring. Never throws for a single call: its outcome says why it brought nothing. The
 * outcomes have the order of the calls.
 */
export async function performCalls(
	session: Session,
	calls: ImageCall[],
	fileNamesOf: (call: ImageCall) => FileNames,
): Promise<CallOutcome[]> {
	const kept = await Promise.all(calls.map(async (call) => await session.kept.find(call)));
	for (const [position, images] of kept.entries()) {
		for (const { json } of images ?? []) {
			if (json.status === 'ok') fileNamesOf(calls[position]!).keep(json.fileName);
		}
	}
	const open = calls.filter((_, position) => kept[position] === undefined);
	const outcomes = await runCalls(
		open.map((call) => ({
			images: call.request.body.n ?? 1,
			budgetUsd: call.request.estimate.budgetUsd,
			model: call.request.body.model,
			send: async (slot: RunSlot) => await perform(session, call, fileNamesOf(call), slot),
			costUsd: costOf,
		})),
		{ gate: session.gate, budget: session.budget, signal: session.signal },
	);
	const outcomeOf = new Map(open.map((call, position) => [call, outcomes[position]]));
	return calls.map((call, position) => {
		const earlier = kept[position];
		if (earlier) return { itemIndex: call.itemIndex, images: earlier, kept: true };
		const images = imagesOf(session, call, outcomeOf.get(call));
		// A refusal is kept as well: Retry On Fail must not ask the same again.
		if (images.some(({ json }) => json.status === 'ok' || json.status === 'refused')) {
			session.kept.keep(call, images);
		}
		return { itemIndex: call.itemIndex, images, kept: false };
	});
}

async function perform(
	session: Session,
	call: ImageCall,
	fileNames: FileNames,
	slot: RunSlot,
): Promise<CallImage[]> {
	const { transport, clock, signal, redact, settings } = session;
	const { operation, body } = call.request;
	const answer = await requestImages(
		{
			transport,
			clock,
			signal,
			redact,
			slot,
			maxRetries: settings.maxRetries,
			timeoutMs: settings.timeoutMs,
		},
		{
			path: PATH_BY_OPERATION[operation],
			...(call.form ? { form: call.form } : { json: { ...body } }),
			expectedImages: body.n ?? 1,
		},
	);
	return await deliverAnswer({ context: session.context, fileNames }, call, answer);
}

/** USD of what a call brought; null as soon as one image's price is unknown. */
function costOf(images: CallImage[]): number | null {
	return images.reduce<number | null>(
		(sum, { json }) => (sum === null || json.costUsd === null ? null : sum + json.costUsd),
		0,
	);
}

function imagesOf(
	session: Session,
	call: ImageCall,
	outcome: Outcome<CallImage[]> | undefined,
): CallImage[] {
	switch (outcome?.status) {
		case 'done':
			return outcome.value;
		case 'failed':
			return [missingImage(aboutCall(call), failureOf(outcome.error, session.redact.text))];
		case 'skipped':
			return [missingImage(aboutCall(call), notSent(outcome.because, session.redact.text))];
		case 'budget':
			return [
				missingImage(
					aboutCall(call),
					budgetFailure(
						session.settings.maxSpendUsd ?? 0,
						outcome.spentUsd,
						call.request.estimate.budgetUsd,
					),
				),
			];
		default:
			return [missingImage(aboutCall(call), CANCELLED)];
	}
}

function aboutCall(call: ImageCall): About {
	return {
		model: call.request.body.model,
		prompt: call.prompt,
		preset: call.preset,
		index: call.firstIndex + 1,
		count: call.itemCount,
		warnings: call.request.warnings,
	};
}
