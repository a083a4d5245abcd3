import { randomBytes } from 'crypto';
import type { IBinaryData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { openDrawing } from '../answers/drawing';
import { readAnswer } from '../answers/readAnswer';
import { withAnswer } from '../answers/record';
import { RejectedAnswer } from '../answers/rejected';
import { drawingPng } from '../outputs/drawings';
import { withAnswersSoFar, withoutAnswersSoFar } from '../outputs/noAnswer';
import { drawingName } from '../outputs/outputs';
import { voteAnswers } from '../outputs/voteItems';
import type { AnswerBody } from '../protocol/answer';
import type { RecordedAnswer, Round } from '../round/types';
import type { Addresses } from './addresses';
import { htmlDocument } from './document';
import { fromForm } from './fromForm';
import { headersFor } from './headers';
import { note } from './notes';
import type { Reply } from './reply';
import type { WaitingRun } from './waitingRun';

/**
 * Checks an answer, records it in what n8n saves, and lets n8n run the node again. n8n itself ends the
 * response, once it has the execution in hand: where two answers come at the same moment, one of them hears
 * that it must be sent again.
 * @throws {RejectedAnswer}
 */
export async function takeAnswer(
	context: IWebhookFunctions,
	reply: Reply,
	run: WaitingRun | undefined,
	addresses: Addresses,
	isJson: boolean,
): Promise<IWebhookResponseData> {
	const round = run?.store.open;
	if (run === undefined || round === undefined) {
		throw new RejectedAnswer(409, 'There is nothing to decide here at the moment.');
	}
	const sent: unknown = context.getBodyData();
	const body = readAnswer(isJson ? sent : fromForm(sent as Record<string, unknown>), round);
	if (round.answers.some(({ id }) => id === body.id)) {
		// The same answer once more: it is counted already.
		const headers = { ...headersFor(addresses), 'Content-Type': 'application/json' };
		reply.send(200, headers, JSON.stringify({ counted: true }));
		return { noWebhookResponse: true };
	}
	const answer = await recorded(context, body, round);
	round.answers = withAnswer(round.answers, answer);
	run.runAgain();
	const items = withAnswersSoFar(withoutAnswersSoFar(run.items, round), round);
	const more = round.settings.operation === 'vote' ? [voteAnswers(round)] : [[], [], []];
	return {
		workflowData: [items, ...more],
		webhookResponse: isJson ? acknowledged(reply, addresses) : thanks(reply, round, addresses),
	};
}

function acknowledged(reply: Reply, addresses: Addresses): string {
	reply.prepare({ ...headersFor(addresses), 'Content-Type': 'application/json' });
	return JSON.stringify({ counted: true });
}

/** For the plain form. */
function thanks(reply: Reply, { settings: { texts, accentColor } }: Round, addresses: Addresses) {
	const nonce = randomBytes(16).toString('base64');
	reply.prepare({ ...headersFor(addresses, nonce), 'Content-Type': 'text/html; charset=utf-8' });
	const body = note(texts.sent, texts.finishedMore);
	return htmlDocument({ nonce, title: texts.sent, accentColor, body });
}

async function recorded(
	context: IWebhookFunctions,
	body: AnswerBody,
	{ images }: Round,
): Promise<RecordedAnswer> {
	const decisions: RecordedAnswer['decisions'] = [];
	for (const { drawing, ...decision } of body.decisions) {
		const image = images[decision.image];
		if (drawing === undefined || image === undefined) {
			decisions.push(decision);
			continue;
		}
		const { kind } = drawing;
		const raster = await openDrawing(drawing.png, kind, image);
		const png = await drawingPng({ kind, raster });
		const binary = await store(context, png, drawingName(kind));
		decisions.push({ ...decision, drawing: { kind, binary } });
	}
	return {
		id: body.id,
		reviewer: body.reviewer,
		at: new Date().toISOString(),
		decisions,
		picks: body.picks,
	};
}

async function store(
	context: IWebhookFunctions,
	png: Uint8Array,
	fileName: string,
): Promise<IBinaryData> {
	const buffer = Buffer.from(png.buffer, png.byteOffset, png.byteLength);
	return await context.helpers.prepareBinaryData(buffer, fileName, 'image/png');
}
