import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { StreamedBody } from './imagesAnswer';
import type { Fault } from './behaviour/faults';
import type { ErrorAnswer } from './rules/errorAnswer';

/** A small answer in one piece. */
export function sendJson(
	response: ServerResponse,
	status: number,
	body: unknown,
	headers: Readonly<Record<string, string>> = {},
): void {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	response.writeHead(status, {
		'content-type': typeof body === 'string' ? 'text/plain' : 'application/json',
		'content-length': Buffer.byteLength(text),
		...headers,
	});
	response.end(text);
}

export function sendErrorAnswer(response: ServerResponse, refusal: ErrorAnswer): void {
	sendJson(response, refusal.status, refusal.body, refusal.headers);
}

/**
 * A large answer, sent as the client takes it, with what a fault does to the way it is sent.
 * @throws when the client goes away in between.
 */
export async function sendBody(
	response: ServerResponse,
	body: StreamedBody,
	fault: Fault | undefined,
	signal: AbortSignal,
): Promise<void> {
	const cutAt = fault?.kind === 'truncatedJson' || fault?.kind === 'dropDuringAnswer';
	const total = body.length ?? Infinity;
	const limit = cutAt ? Math.floor(total / 2) : Infinity;
	const hasLength = body.length !== null && fault?.kind !== 'chunked';
	const announced = fault?.kind === 'truncatedJson' ? limit : total;
	response.writeHead(200, {
		'content-type': 'application/json',
		...(hasLength ? { 'content-length': announced } : {}),
	});
	let left = limit;
	for (const piece of body.pieces()) {
		const text = piece.length > left ? piece.slice(0, left) : piece;
		left -= text.length;
		await write(response, text, fault, signal);
		if (left <= 0) break;
	}
	if (fault?.kind === 'dropDuringAnswer') {
		// Give the half that was written time to leave.
		await wait(50, undefined, { signal });
		response.destroy();
		return;
	}
	response.end();
}

/**
 * Writes a piece when the client has taken the last, or drop by drop where a fault says so.
 * @throws when the client goes away in between.
 */
export async function write(
	response: ServerResponse,
	text: string,
	fault: Fault | undefined,
	signal: AbortSignal,
): Promise<void> {
	if (fault?.kind !== 'slowDrip') {
		if (!response.write(text)) await once(response, 'drain', { signal });
		return;
	}
	const { chunkBytes = 1024, everyMs = 50 } = fault;
	for (let from = 0; from < text.length; from += chunkBytes) {
		response.write(text.slice(from, from + chunkBytes));
		await wait(everyMs, undefined, { signal });
	}
}
