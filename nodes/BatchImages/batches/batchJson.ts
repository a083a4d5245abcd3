import type { ApiBatch } from '../../shared/openai/batches';
import { endedAt } from './status';
import type { BatchJson } from './types';

const isoOf = (seconds: number | null | undefined): string | null =>
	typeof seconds === 'number' ? new Date(seconds * 1000).toISOString() : null;

/** What the API says of a batch, in the words of the output. What it does not know is left out. */
export function batchJsonOf(batch: ApiBatch): BatchJson {
	const { id, status, endpoint = null, request_counts: counts } = batch;
	const metadata = batch.metadata ?? {};
	const ended = isoOf(endedAt(batch));
	return {
		id,
		status,
		model: metadata.model ?? null,
		endpoint,
		images: counts?.total || null,
		submittedAt: isoOf(batch.created_at),
		expiresAt: isoOf(batch.expires_at),
		...(ended !== null && { endedAt: ended }),
		...(metadata.label !== undefined && { label: metadata.label }),
		...(counts && { counts }),
		inputFileId: batch.input_file_id ?? null,
		manifestFileId: metadata.manifest ?? null,
		metadata,
	};
}

/** The same over what an item knew of it before: its rows and its estimate stay. */
export function updated(before: BatchJson | undefined, batch: ApiBatch): BatchJson {
	const now = batchJsonOf(batch);
	if (before === undefined) return now;
	const known = Object.entries(now).filter(([, value]) => value !== null);
	return { ...before, ...Object.fromEntries(known) };
}
