import type { ServerState } from '../behaviour/state';
import { sizeNow, isThere } from '../files/heldFiles';
import type { ApiUsage } from '../types';
import type { Batch } from './batch';
import { requestOf } from './lineJobs';
import { momentOf } from './moment';
import { settleBatches } from './settle';
import type { BatchStatus } from './types';

/** A file of `/v1/files`, also after it is gone. */
export interface LoggedHeldFile {
	id: string;
	purpose: string;
	fileName: string;
	/** Undefined for a result that nobody has asked for. */
	bytes: number | undefined;
	/** Seconds since 1970. */
	createdAt: number;
	expiresAt: number | null;
	/** Neither deleted nor expired. */
	isThere: boolean;
	isDeleted: boolean;
}

export interface LoggedLine {
	customId: string;
	/** From 1. */
	number: number;
	/** The line's body; of data URLs only their size. */
	fields: Readonly<Record<string, unknown>>;
	/** `waiting`: not run yet. `missing`: in neither file, by a fault. */
	outcome: 'waiting' | 'made' | 'failed' | 'expired' | 'cancelled' | 'missing';
	/** Of the response; null without one. */
	statusCode: number | null;
	/** What it cost, at half the price of a live request; null where it cost nothing. */
	usage: ApiUsage | null;
}

/** A batch as it is now. */
export interface LoggedBatch {
	id: string;
	status: BatchStatus;
	model: string | null;
	endpoint: string;
	inputFileId: string;
	outputFileId: string | null;
	errorFileId: string | null;
	metadata: Readonly<Record<string, string>> | null;
	/** In the order of the input. */
	lines: LoggedLine[];
}

export function logFiles(state: ServerState): LoggedHeldFile[] {
	settleBatches(state);
	const now = state.clock.now();
	return state.files.all().map((file) => {
		const { id, purpose, fileName, createdAt, expiresAt, deleted } = file;
		return {
			...{ id, purpose, fileName, createdAt, expiresAt },
			bytes: sizeNow(file),
			isThere: isThere(file, now),
			isDeleted: deleted,
		};
	});
}

export function logBatches(state: ServerState): LoggedBatch[] {
	settleBatches(state);
	return [...state.batches.values()].map((batch) => logged(batch, state.clock.now()));
}

function logged(batch: Batch, now: number): LoggedBatch {
	const { order, input, results } = batch;
	const moment = momentOf(batch, now);
	const ran = new Set(moment.ran);
	const unrun =
		moment.status === 'expired' || moment.status === 'cancelled' ? moment.status : 'waiting';
	const lines = input.lines.map((line): LoggedLine => {
		const { fields } = requestOf({ bytes: input.bytes, endpoint: order.endpoint }, line);
		const { customId, number, outcome } = line;
		const known = { customId, number, fields, statusCode: null, usage: null };
		if (batch.missing.has(customId)) return { ...known, outcome: 'missing' };
		if (!ran.has(line)) return { ...known, outcome: unrun };
		if (outcome.kind === 'failed') {
			return { ...known, outcome: 'failed', statusCode: outcome.status };
		}
		return { ...known, outcome: 'made', statusCode: 200, usage: outcome.usage };
	});
	return {
		id: batch.id,
		status: moment.status,
		model: input.model,
		endpoint: order.endpoint,
		inputFileId: order.inputFileId,
		outputFileId: results?.output ?? null,
		errorFileId: results?.error ?? null,
		metadata: order.metadata,
		lines,
	};
}
