import { randomBytes } from 'crypto';
import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { expected, textOf } from '../../shared/words';
import { RejectedAnswer } from '../answers/rejected';
import type { Round } from '../round/types';
import { addressesOf, type Addresses } from './addresses';
import { htmlDocument } from './document';
import { headersFor } from './headers';
import { note } from './notes';
import { pageData } from './pageData';
import { Reply } from './reply';
import { reviewPage } from './reviewPage';
import { fileAskedFor, serveFile } from './serveFile';
import { ONE_ANSWER_ONLY, takeAnswer } from './takeAnswer';
import { waitingRun, type WaitingRun } from './waitingRun';

/** The response was ended here, and the execution goes on waiting. */
const STILL_WAITING: IWebhookResponseData = { noWebhookResponse: true };

/**
 * Answers a request for a waiting execution. Only a POST with a whole answer lets the workflow go on. Never
 * throws: n8n would take that for an answer, and the wait would be over.
 */
export async function respond(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const request = context.getRequestObject();
	const reply = new Reply(context.getResponseObject(), request.method === 'HEAD');
	try {
		const run = waitingRun(context);
		const query = context.getQueryData() as Record<string, unknown>;
		if (request.method === 'POST') {
			return await answered(context, reply, run, addressesOf(context));
		}
		if (query.image !== undefined) await showFile(context, reply, run?.store.open, query);
		else show(reply, run, addressesOf(context), query.want === 'data');
	} catch (thrown) {
		context.logger.error('The review page could not answer', { reason: textOf(thrown) });
		reply.send(500, {}, 'Something went wrong. Nothing was lost: reload the page.');
	}
	return STILL_WAITING;
}

/** Asks n8n for no addresses: a page has many images, and an image loads nothing. */
async function showFile(
	context: IWebhookFunctions,
	reply: Reply,
	round: Round | undefined,
	query: Record<string, unknown>,
): Promise<void> {
	const file = round && fileAskedFor(round, query);
	if (file === undefined) reply.send(404, headersFor(), 'There is no such image.');
	else await serveFile(context, reply, file, downloadName(round, query));
}

function show(
	reply: Reply,
	run: WaitingRun | undefined,
	addresses: Addresses,
	wantsData: boolean,
): void {
	const round = run?.store.open;
	if (wantsData) {
		const data = round ? pageData(round, addresses) : null;
		const headers = { ...headersFor(addresses), 'Content-Type': 'application/json' };
		reply.send(200, headers, JSON.stringify(data));
		return;
	}
	if (round && !canBeSettled(run, round)) {
		sendNote(reply, addresses, 'Not with this version of n8n', ONE_ANSWER_ONLY);
		return;
	}
	sendPage(reply, round, addresses);
}

/** Where n8n does not run the node again, the first answer is the last. */
const canBeSettled = (run: WaitingRun | undefined, { settings }: Round): boolean =>
	run?.runAgain !== undefined || settings.answersNeeded <= 1;

function sendNote(reply: Reply, addresses: Addresses, title: string, text: string, status = 200) {
	const nonce = randomBytes(16).toString('base64');
	const headers = { ...headersFor(addresses, nonce), 'Content-Type': 'text/html; charset=utf-8' };
	const body = note(title, text);
	reply.send(status, headers, htmlDocument({ nonce, title, accentColor: '', body }));
}

function sendPage(reply: Reply, round: Round | undefined, addresses: Addresses): void {
	if (round === undefined) {
		const text = 'There is nothing to decide here at the moment.';
		sendNote(reply, addresses, 'Nothing to review', text);
		return;
	}
	const nonce = randomBytes(16).toString('base64');
	const headers = { ...headersFor(addresses, nonce), 'Content-Type': 'text/html; charset=utf-8' };
	reply.send(200, headers, reviewPage(round, addresses, nonce));
}

function downloadName(
	round: Round | undefined,
	{ download, image }: Record<string, unknown>,
): string | undefined {
	if (download === undefined || !round?.settings.allowDownload) return undefined;
	const shown = round.images[Number(image)];
	if (shown === undefined) return undefined;
	const ending = (shown.full ?? shown.preview).mimeType.split('/')[1]?.replace(/\W.*/, '') ?? '';
	return `image-${Number(image) + 1}-${shown.letter}.${ending === 'jpeg' ? 'jpg' : ending}`;
}

async function answered(
	context: IWebhookFunctions,
	reply: Reply,
	run: WaitingRun | undefined,
	addresses: Addresses,
): Promise<IWebhookResponseData> {
	const isJson = String(context.getHeaderData()['content-type']).includes('json');
	try {
		return await takeAnswer(context, reply, run, addresses, isJson);
	} catch (thrown) {
		const { status, message } = expected(thrown, RejectedAnswer);
		if (isJson) {
			const headers = { ...headersFor(addresses), 'Content-Type': 'application/json' };
			reply.send(status, headers, JSON.stringify({ message }));
			return STILL_WAITING;
		}
		const text = `${message} Go back to the previous page.`;
		sendNote(reply, addresses, 'Please check your answer', text, status);
		return STILL_WAITING;
	}
}
