import { setTimeout as wait } from 'node:timers/promises';
import type { Answer } from '../reply';
import { errorAnswer } from '../rules/errorAnswer';
import { write } from '../send';
import { foundFile } from './answerFiles';
import type { MadeContent } from './heldFiles';

/** Files of other purposes may not be downloaded: known of `assistants`, assumed of the rest. */
const DOWNLOADABLE = new Set(['batch', 'batch_output', 'fine-tune']);

/**
 * GET /v1/files/{id}/content. The type and whether OpenAI sends a length are not known: a length is sent for
 * uploaded files only.
 */
export const sendContent: Answer = async (
	{ response, signal, entry },
	state,
	[, id = ''],
	fault,
) => {
	const { purpose, content } = foundFile(id, state);
	entry.answerId = id;
	if (!DOWNLOADABLE.has(purpose)) {
		throw errorAnswer(`Not allowed to download files of purpose: ${purpose}`);
	}
	const drops = fault?.kind === 'dropDuringAnswer';
	const isCut = drops || fault?.kind === 'truncatedFile';
	const headers: Record<string, string | number> = { 'content-type': 'application/octet-stream' };
	if (content.kind === 'bytes') {
		const { bytes } = content.file;
		const sent = isCut ? bytes.subarray(0, Math.floor(bytes.length / 2)) : bytes;
		response.writeHead(200, { ...headers, 'content-length': (drops ? bytes : sent).length });
		response.write(sent);
	} else {
		response.writeHead(200, headers);
		response.flushHeaders();
		for await (const piece of isCut ? firstHalf(content.made) : whole(content.made)) {
			await write(response, piece, fault, signal);
		}
	}
	if (drops) {
		// Give the half that was written time to leave.
		await wait(50, undefined, { signal });
		response.destroy();
	} else response.end();
};

async function* whole({ lines, piecesOf }: MadeContent): AsyncIterable<string> {
	for (let line = 0; line < lines; line++) yield* await piecesOf(line);
}

/** The first half of the lines, and half of the next. */
async function* firstHalf(made: MadeContent): AsyncIterable<string> {
	const lines = Math.floor(made.lines / 2);
	yield* whole({ ...made, lines });
	if (made.lines === 0) return;
	const next = [...(await made.piecesOf(lines))].join('');
	yield next.slice(0, Math.floor(next.length / 2));
}
