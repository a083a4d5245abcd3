import { randomBytes } from 'crypto';
import type { INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { systemClock } from '../../shared/pace/systemClock';
import { checkDrawing } from '../answers/drawing';
import { readAnswer } from '../answers/readAnswer';
import { withAnswer } from '../answers/record';
import { isSettled } from '../answers/settle';
import { RejectedAnswer } from '../answers/rejected';
import { drawingsOfOneAnswer } from '../outputs/finishedDrawings';
import { withAnswersSoFar, withoutAnswersSoFar } from '../outputs/noAnswer';
import { outputsOf } from '../outputs/outputs';
import { storedDrawing } from '../outputs/storedDrawings';
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

/** What a reviewer reads where n8n cannot save an answer and go on waiting. */
export const ONE_ANSWER_ONLY =
	'This n8n cannot collect the answers of several reviewers. Ask the person who sent you the link to set Answers Needed to 1, or to use another version of n8n.';

/**
 * Checks an answer, records it in what n8n saves, and lets n8n run the node again. n8n itself ends the
 * response, once it has the execution in hand: where two answers come at the same moment, one of them hears
 * that it must be sent again. n8n has read the execution before it asks, and saves it with what is recorded
 * here. So nothing is waited for in between, or an answer that was counted meanwhile would be overwritten.
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
	return {
		workflowData: run.runAgain
			? toRunAgain(run, round, asSent(body, round))
			: atOnce(run, round, await asStored(context, body, round)),
		webhookResponse: isJson ? acknowledged(reply, addresses) : thanks(reply, round, addresses),
	};
}

/** What leaves at the deadline, should no further answer come; else n8n runs the node again with it. */
function toRunAgain(run: WaitingRun, round: Round, answer: RecordedAnswer): INodeExecutionData[][] {
	round.answers = withAnswer(round.answers, answer);
	run.runAgain?.();
	const items = withAnswersSoFar(withoutAnswersSoFar(run.items, round), round);
	return [items, ...(round.settings.operation === 'vote' ? [voteAnswers(round)] : [[], [], []])];
}

/** What the node gives, where n8n does not run it again: all outputs, which n8n 2.39 and newer pass on. */
function atOnce(run: WaitingRun, waiting: Round, answer: RecordedAnswer): INodeExecutionData[][] {
	const round = { ...waiting, answers: [answer] };
	if (!isSettled(round)) throw new RejectedAnswer(422, ONE_ANSWER_ONLY);
	return outputsOf(run.items, round, drawingsOfOneAnswer(round), new Date());
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

/** With its drawings as they were sent: the node stores them when it runs. @throws {RejectedAnswer} */
function asSent(body: AnswerBody, { images }: Round): RecordedAnswer {
	const decisions = body.decisions.map(({ drawing, ...decision }) => {
		const image = images[decision.image];
		if (drawing === undefined || image === undefined) return decision;
		checkDrawing(drawing.png, image);
		return { ...decision, sent: drawing };
	});
	return recorded(body, decisions);
}

async function asStored(
	context: IWebhookFunctions,
	body: AnswerBody,
	{ images }: Round,
): Promise<RecordedAnswer> {
	const storage = { context, clock: systemClock, signal: undefined };
	const decisions: RecordedAnswer['decisions'] = [];
	for (const { drawing, ...decision } of body.decisions) {
		const image = images[decision.image];
		const stored = drawing && image && (await storedDrawing(storage, drawing, image));
		decisions.push({ ...decision, ...(stored && { drawing: stored }) });
	}
	return recorded(body, decisions);
}

const recorded = (
	{ id, reviewer, picks }: AnswerBody,
	decisions: RecordedAnswer['decisions'],
): RecordedAnswer => ({ id, reviewer, at: new Date().toISOString(), decisions, picks });
