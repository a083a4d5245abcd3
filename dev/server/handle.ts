import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { checkKey, keyOf } from './behaviour/access';
import { loggedFile, newEntry, now, type ServerLogEntry } from './behaviour/log';
import { readBody } from './readBody';
import { ErrorAnswer, serverError } from './rules/errorAnswer';
import { findRoute } from './router';
import { sendJson, sendErrorAnswer } from './send';
import type { ServerState } from './behaviour/state';
import type { ApiRequest } from './types';

/** Answers one HTTP request and writes it into the log. Never rejects. */
export async function handle(
	message: IncomingMessage,
	response: ServerResponse,
	state: ServerState,
): Promise<void> {
	const path = (message.url ?? '').split('?')[0] ?? '';
	if (path === '/health') return sendJson(response, 200, { status: 'ok' });
	const id = `req_${randomUUID().replaceAll('-', '')}`;
	const entry = newEntry(message, id, path);
	state.log.push(entry);
	const signal = whenClosed(response, entry);
	response.setHeader('x-request-id', id);
	let counted = false;
	try {
		const hasKey = keyOf(message.headers) === state.apiKey;
		if (state.shelf.answer(path, response, hasKey)) return;
		if (state.settings.requiresKey) checkKey(message.headers, state.apiKey);
		const { route, match } = findRoute(entry.method, path);
		const body = await readBody(message, route.isBodiless ?? entry.method === 'GET');
		Object.assign(entry, body, { files: body.files.map(loggedFile) });
		const request: ApiRequest = {
			id,
			method: entry.method,
			path,
			headers: message.headers,
			...body,
		};
		counted = entry.method === 'POST';
		if (counted) state.maxInFlight = Math.max(state.maxInFlight, ++state.inFlight);
		await route.answer({ request, response, entry, signal }, state, match);
	} catch (error) {
		if (signal.aborted || response.headersSent) response.destroy();
		else sendErrorAnswer(response, error instanceof ErrorAnswer ? error : defect(error, id));
	} finally {
		if (counted) state.inFlight -= 1;
		// A body that was not read (wrong key, wrong path) would keep the connection busy.
		message.resume();
	}
}

/** A signal for the end of the connection, which also completes the log entry. */
function whenClosed(response: ServerResponse, entry: ServerLogEntry): AbortSignal {
	const closed = new AbortController();
	response.on('close', () => {
		entry.endedAt = now();
		entry.status = response.headersSent ? response.statusCode : null;
		const droppedByFault = entry.fault?.startsWith('drop') ?? false;
		entry.aborted = !response.writableFinished && !droppedByFault;
		closed.abort();
	});
	return closed.signal;
}

/** A mistake of this server's own, told as such so that nobody takes it for OpenAI's. */
function defect(error: unknown, requestId: string): ErrorAnswer {
	const { status, body } = serverError(requestId);
	const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
	return new ErrorAnswer(status, { ...Object(body), local_server_defect: cause });
}
