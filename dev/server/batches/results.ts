import { createHash } from 'node:crypto';
import { imagesAnswer } from '../imagesAnswer';
import type { ServerState } from '../behaviour/state';
import type { MadeContent } from '../files/heldFiles';
import { drawAll, jobOf } from '../jobs';
import type { Batch } from './batch';
import { operationOf } from './batchRules';
import { filledUp } from './hugeLine';
import { requestOf } from './lineJobs';
import type { BatchMoment } from './moment';
import type { BatchLine, LineOutcome } from './types';

const EXPIRED = {
	code: 'batch_expired',
	message: 'This request could not be executed before the completion window expired.',
};
const CANCELLED = {
	code: 'batch_cancelled',
	message: 'The batch was cancelled before this request was executed.',
};

type Made = BatchLine & { outcome: Extract<LineOutcome, { kind: 'made' }> };

const isMade = (line: BatchLine): line is Made => line.outcome.kind === 'made';

/** What is in the output file; each line is drawn while it is sent. Null: no such file. */
export function outputOf(
	batch: Batch,
	{ ran }: BatchMoment,
	state: ServerState,
): MadeContent | null {
	const lines = ran.filter(({ customId }) => !batch.missing.has(customId)).filter(isMade);
	if (lines.length === 0) return null;
	return {
		lines: lines.length,
		piecesOf: async (index) => {
			const line = lines[index];
			if (!line) return [];
			const pieces = await made(line, batch, state);
			const { fault } = batch;
			const isHuge =
				fault?.kind === 'hugeLine' &&
				(fault.customId === undefined ? index === 0 : fault.customId === line.customId);
			return isHuge ? filledUp(pieces, fault.bytes ?? 70_000_000) : pieces;
		},
	};
}

/** What is in the error file: lines that failed, and those that did not run. Null: no such file. */
export function errorsOf(batch: Batch, { ran, status }: BatchMoment): MadeContent | null {
	const failed = ran
		.filter(({ customId }) => !batch.missing.has(customId))
		.flatMap((line) =>
			line.outcome.kind === 'failed' ? [failedLine(line, line.outcome, batch)] : [],
		);
	const left = batch.running.slice(ran.length);
	const saysCancelled = status === 'cancelled' && batch.behaviour.cancelledLines === 'errorFile';
	const reason = status === 'expired' ? EXPIRED : saysCancelled ? CANCELLED : null;
	const unrun = reason
		? left.map((line) => ({ ...headOf(line, batch), response: null, error: reason }))
		: [];
	const lines = [...failed, ...unrun];
	if (lines.length === 0) return null;
	return {
		lines: lines.length,
		piecesOf: async (index) => [`${JSON.stringify(lines[index])}\n`],
	};
}

async function made(line: Made, batch: Batch, state: ServerState): Promise<Iterable<string>> {
	const { order, input, settings, behaviour } = batch;
	const request = requestOf({ bytes: input.bytes, endpoint: order.endpoint }, line);
	const find = (id: string) => input.references.get(id);
	const job = await jobOf(request, operationOf(order.endpoint), settings, find);
	const shown = behaviour.oneDrawing ? { ...job, prompt: 'One drawing for all lines' } : job;
	// A file of hundreds of images must not stay in memory; one image may.
	const files = await drawAll(shown, state, settings, behaviour.oneDrawing);
	const { usage, fault } = line.outcome;
	const oneLine = { ...settings, prettyJson: false };
	const urlOf = (file: Buffer) => state.keepFile(file, job.format, {});
	const answer = imagesAnswer(job, files, usage, oneLine, fault, urlOf, batch.createdAt);
	const { id, custom_id } = headOf(line, batch);
	const head = JSON.stringify({ id, custom_id }).slice(0, -1);
	const response = `,"response":{"status_code":200,"request_id":"${requestIdOf(line, batch)}","body":`;
	return (function* () {
		yield head + response;
		yield* answer.pieces();
		yield '},"error":null}\n';
	})();
}

function failedLine(
	line: BatchLine,
	outcome: Extract<LineOutcome, { kind: 'failed' }>,
	batch: Batch,
) {
	if ('says' in outcome) return { ...headOf(line, batch), ...outcome.says };
	const { status, body } = outcome;
	const response = { status_code: status, request_id: requestIdOf(line, batch), body };
	return { ...headOf(line, batch), response, error: null };
}

function headOf(line: BatchLine, batch: Batch) {
	return { id: `batch_req_${hashOf(line, batch)}`, custom_id: line.customId };
}

function requestIdOf(line: BatchLine, batch: Batch): string {
	return `req_${hashOf(line, batch)}`;
}

function hashOf({ number }: BatchLine, { id }: Batch): string {
	return createHash('sha256').update(`${id} ${number}`).digest('hex').slice(0, 32);
}
