import { answerBytes } from '../openai/answerBytes';
import { Slices } from '../images/slices';
import { ApiError } from '../openai/errors/apiError';
import { editForm } from '../openai/editForm';
import { requestImages } from '../openai/images';
import type { RunSlot } from '../openai/withRetries';
import type { BuiltRequest } from '../request/buildRequest';
import { jsonOf, PATH_BY_OPERATION } from '../request/wire';
import { AtOnce } from '../pace/atOnce';
import { sendAll, type Outcome } from '../pace/sendAll';
import { deliverAnswer } from '../items/deliver';
import { EarlyImages } from '../items/earlyImages';
import {
	budgetFailure,
	CANCELLED,
	failureOf,
	notSent,
	withShutdown,
	type Failure,
} from '../items/failures/failure';
import { aboutCall, missingImage } from '../items/failures/missingImage';
import type { FileNames } from '../items/fileName';
import type { CallImage, CallOutcome, ImageCall } from '../items/imageCall';
import type { KeptCall } from './kept';
import { progressTeller } from './progress';
import { requestDeps, today, type Session } from './session';

/**
 * Makes the calls that no earlier try has made, in parallel within the session's limits, and stores
 * what they bring. Never throws for a single call: its outcome says why it brought nothing. The
 * outcomes have the order of the calls.
 * @param onStored hears of what a call brought, by its position, while others are under way.
 */
export async function performCalls(
	session: Session,
	calls: ImageCall[],
	fileNamesOf: (call: ImageCall) => FileNames,
	onStored?: (position: number, images: CallImage[]) => void,
): Promise<CallOutcome[]> {
	const kept: Array<KeptCall | undefined> = [];
	const slices = new Slices(session.signal);
	for (const call of calls) {
		const found = await session.kept.images(call, session);
		for (const { json } of found?.images ?? []) {
			if (json.status === 'ok') fileNamesOf(call).keep(json.fileName);
		}
		kept.push(found);
		if (slices.due) await slices.pause();
	}
	const open = calls.flatMap((call, position) => stillOpen(call, position, kept[position]));
	const arrived = progressTeller(
		session.context,
		open.reduce((sum, { call }) => sum + call.request.images, 0),
	);
	// As many again as are asked for: where storing is slower than the API, requests wait for it.
	const stores = new AtOnce(session.settings.maxConcurrency);
	const outcomes = await sendAll(
		open.map(({ call, position }) => ({
			// OpenAI's limit is of "input-images per min" and counts those of edits; for new ones it is not documented.
			images: call.request.images + (call.inputImages ?? 0),
			budgetUsd: call.request.estimate.budgetUsd,
			model: call.request.body.model,
			send: async (slot: RunSlot, answered: () => void) => {
				const images = await perform(session, call, fileNamesOf(call), { slot, answered, stores });
				arrived(images.filter(({ binary }) => binary !== undefined).length);
				onStored?.(position, images);
				return images;
			},
			costUsd: costOf,
		})),
		{ queue: session.queue, budget: session.budget, signal: session.signal },
	);
	const askedOf = new Map(
		open.map(({ call, position }, place) => [position, imagesOf(session, call, outcomes[place])]),
	);
	const done: CallOutcome[] = [];
	// Not ended by Stop: what was paid for is kept.
	const pauses = new Slices();
	for (const [position, call] of calls.entries()) {
		const asked = askedOf.get(position) ?? [];
		const images = completed(kept[position], asked);
		if (images.some(isSettled)) await session.kept.keepImages(call, images);
		done.push({ itemIndex: call.itemIndex, wanted: call.request.images, images, asked });
		if (pauses.due) await pauses.pause();
	}
	return done;
}

/** What is left to ask for: the whole call, as many images as an earlier try did not bring, or nothing. */
function stillOpen(
	call: ImageCall,
	position: number,
	kept: KeptCall | undefined,
): Array<{ call: ImageCall; position: number }> {
	if (kept === undefined) return [{ call, position }];
	const n = kept.askAgain.length;
	if (n === 0) return [];
	const { request } = call;
	const share = n / request.images;
	const part = (usd: number | null) => (usd === null ? null : usd * share);
	const { costUsd, budgetUsd } = request.estimate;
	const estimate = { ...request.estimate, costUsd: part(costUsd), budgetUsd: part(budgetUsd) };
	const fewer = { ...request, images: n, body: { ...request.body, n }, estimate } as BuiltRequest;
	return [{ call: { ...call, request: fewer, gaps: kept.askAgain }, position }];
}

/**
 * The images of an earlier try with the gaps filled by what was asked for now. Where fewer came than
 * were asked for, the gap keeps saying why it is one; a stored image that is gone is left out.
 */
function completed(kept: KeptCall | undefined, asked: CallImage[]): CallImage[] {
	if (kept === undefined) return asked;
	const last = asked.at(-1);
	const why = last?.binary === undefined ? last : undefined;
	return kept.images.flatMap((before, place) => {
		const order = kept.askAgain.indexOf(place);
		if (order < 0) return [before];
		const image = asked[order];
		if (image !== undefined) return [image];
		if (why !== undefined) return [{ ...why, json: { ...why.json, index: before.json.index } }];
		return before.binary === undefined ? [before] : [];
	});
}

/** What must not be asked for again by itself: it arrived, was refused, or may have been billed. */
function isSettled({ json }: CallImage): boolean {
	return json.status === 'ok' || json.status === 'refused' || json.costUsd !== 0;
}

async function perform(
	session: Session,
	call: ImageCall,
	fileNames: FileNames,
	{ slot, answered, stores }: { slot: RunSlot; answered: () => void; stores: AtOnce },
): Promise<CallImage[]> {
	const { operation, body, images } = call.request;
	const { files } = call;
	const share = answerBytes.open();
	const delivery = { ...session, fileNames };
	const early = new EarlyImages(delivery, call);
	try {
		const answer = await requestImages(
			{ ...requestDeps(session), slot, share },
			{
				path: PATH_BY_OPERATION[operation],
				...(files
					? {
							form: async () => {
								// A body that breaks off in the middle looks as if the request might have been billed.
								await files.checkStored();
								return editForm(body, files);
							},
						}
					: { json: jsonOf(call.request) }),
				expectedImages: images,
				sink: early,
			},
		);
		return await stores.run(async () => {
			answered();
			return await deliverAnswer(delivery, call, answer, early);
		});
	} finally {
		share.close();
	}
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
	if (outcome?.status === 'done') return outcome.value;
	return [missingImage(aboutCall(call), whyMissing(session, call, outcome))];
}

function whyMissing(
	{ settings, redact, signal, clock }: Session,
	call: ImageCall,
	outcome: Exclude<Outcome<unknown>, { status: 'done' }> | undefined,
): Failure {
	switch (outcome?.status) {
		case 'failed':
			if (signal?.aborted && !(outcome.error instanceof ApiError)) return CANCELLED;
			return withShutdown(failureOf(outcome.error, redact.text), call, today(clock));
		case 'skipped':
			return withShutdown(notSent(outcome.because, redact.text), call, today(clock));
		case 'budget':
			return budgetFailure(settings.maxSpendUsd ?? 0, outcome.spentUsd, call);
		default:
			return CANCELLED;
	}
}
