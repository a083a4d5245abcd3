import { cancelBatch, createBatch, listBatches, retrieveBatch } from './batches/answerBatches';
import { answerChat } from './chatModel';
import type { Exchange } from './exchange';
import { deleteFile, listFiles, retrieveFile, uploadFile } from './files/answerFiles';
import { sendContent } from './files/sendContent';
import { answerImages } from './answerImages';
import { listModels, retrieveModel } from './modelList';
import { errorAnswer } from './rules/errorAnswer';
import { answeredBy } from './reply';
import { answerResponse } from './responses/answer';
import { sendJson } from './send';
import type { ServerState } from './behaviour/state';

export interface Route {
	method: 'GET' | 'POST' | 'DELETE';
	path: RegExp;
	/** No body is read; default for GET. */
	isBodiless?: boolean;
	answer: (exchange: Exchange, state: ServerState, match: RegExpExecArray) => void | Promise<void>;
}

/** Below the version prefix (`/v1`, or Azure's `/openai/v1`). */
export const ROUTES: readonly Route[] = [
	{
		method: 'GET',
		path: /^\/models$/,
		answer: ({ response }, { settings }) => sendJson(response, 200, listModels(settings)),
	},
	{
		method: 'GET',
		path: /^\/models\/([^/]+)$/,
		answer: ({ response }, { settings }, [, id = '']) =>
			sendJson(response, 200, retrieveModel(decodeURIComponent(id), settings)),
	},
	{
		method: 'POST',
		path: /^\/images\/generations$/,
		answer: (exchange, state) => answerImages('generate', exchange, state),
	},
	{
		method: 'POST',
		path: /^\/images\/edits$/,
		answer: (exchange, state) => answerImages('edit', exchange, state),
	},
	{ method: 'POST', path: /^\/responses$/, answer: answerResponse },
	{ method: 'POST', path: /^\/chat\/completions$/, answer: answerChat },
	{ method: 'POST', path: /^\/files$/, answer: answeredBy(uploadFile) },
	{ method: 'GET', path: /^\/files$/, answer: answeredBy(listFiles) },
	{ method: 'GET', path: /^\/files\/([^/]+)$/, answer: answeredBy(retrieveFile) },
	{
		method: 'DELETE',
		path: /^\/files\/([^/]+)$/,
		isBodiless: true,
		answer: answeredBy(deleteFile),
	},
	{ method: 'GET', path: /^\/files\/([^/]+)\/content$/, answer: answeredBy(sendContent) },
	{ method: 'POST', path: /^\/batches$/, answer: answeredBy(createBatch) },
	{ method: 'GET', path: /^\/batches$/, answer: answeredBy(listBatches) },
	{ method: 'GET', path: /^\/batches\/([^/]+)$/, answer: answeredBy(retrieveBatch) },
	{
		method: 'POST',
		path: /^\/batches\/([^/]+)\/cancel$/,
		isBodiless: true,
		answer: answeredBy(cancelBatch),
	},
];

/**
 * The route for a request.
 * @throws {ErrorAnswer} 404 for an unknown path, 405 for a wrong method.
 */
export function findRoute(method: string, path: string): { route: Route; match: RegExpExecArray } {
	const below = /^(?:\/openai)?\/v1(\/.*)$/.exec(path)?.[1] ?? '';
	let isKnownPath = false;
	for (const route of ROUTES) {
		const match = route.path.exec(below);
		if (!match) continue;
		if (route.method === method) return { route, match };
		isKnownPath = true;
	}
	if (isKnownPath) throw errorAnswer(`Not allowed to ${method} on ${path}.`, { status: 405 });
	throw errorAnswer(`Invalid URL (${method} ${path})`, { status: 404 });
}
