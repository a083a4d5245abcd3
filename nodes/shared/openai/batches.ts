import * as z from 'zod/v4-mini';
import { BATCH_LIMITS } from '../models/batch';
import { parsedJson } from '../values';
import { BadAnswer } from './errors/badAnswer';
import { errorReader, isSuccess, wholeBody } from './bodyReaders';
import { exchange } from './exchange';
import { freely } from './freely';
import type { ImagesHttpRequest } from './transport';
import type { RequestDeps } from './withRetries';

const MAX_BYTES = 16 * 1024 * 1024;
const PAGE = 100;
/** Twenty thousand batches: more than an account makes in the time that is looked back. */
const MOST_PAGES = 200;

const lenient = <S extends z.core.$ZodType>(schema: S) => z.catch(z.nullish(schema), null as never);
const text = lenient(z.string());
const time = lenient(z.number());
const whole = z.catch(z.number(), 0);

const batchSchema = z.object({
	id: z.string().check(z.minLength(1)),
	endpoint: text,
	status: z.catch(z.string(), 'unknown'),
	errors: lenient(
		z.object({
			data: lenient(
				z.array(z.object({ code: text, message: text, param: text, line: lenient(z.number()) })),
			),
		}),
	),
	input_file_id: text,
	output_file_id: text,
	error_file_id: text,
	created_at: time,
	expires_at: time,
	completed_at: time,
	failed_at: time,
	expired_at: time,
	cancelled_at: time,
	request_counts: lenient(z.object({ total: whole, completed: whole, failed: whole })),
	metadata: lenient(z.record(z.string(), z.string())),
});

/** A batch as the API tells of it; times in seconds since the epoch. */
export type ApiBatch = z.infer<typeof batchSchema>;

export interface NewBatch {
	inputFileId: string;
	/** `/v1/images/generations` or `/v1/images/edits`. */
	endpoint: string;
	/** At most 16 pairs; names of 64 characters, values of 512. */
	metadata: Record<string, string>;
}

/**
 * Creates a batch: the one request of the Batch API that costs money. It is sent once.
 * @throws {ApiError} with `maybeBilled` where the batch may have been made.
 */
export async function createBatch(deps: RequestDeps, batch: NewBatch): Promise<ApiBatch> {
	return await send(deps, 'POST', '/batches', batchIn, {
		input_file_id: batch.inputFileId,
		endpoint: batch.endpoint,
		completion_window: `${BATCH_LIMITS.completionWindow}h`,
		metadata: batch.metadata,
		output_expires_after: { anchor: 'created_at', seconds: BATCH_LIMITS.expiresAfterSeconds },
	});
}

/** @throws {ApiError} with status 404 where there is none of this ID. */
export async function retrieveBatch(deps: RequestDeps, id: string): Promise<ApiBatch> {
	return await freely(deps, async () => await send(deps, 'GET', pathOf(id), batchIn));
}

/** Asks for the end of a batch. @throws {ApiError} */
export async function cancelBatch(deps: RequestDeps, id: string): Promise<ApiBatch> {
	return await freely(deps, async () => await send(deps, 'POST', `${pathOf(id)}/cancel`, batchIn));
}

/**
 * The account's batches, newest first.
 * @param since seconds since the epoch: none that was created before.
 * @throws {ApiError}
 */
export async function listBatches(deps: RequestDeps, since: number): Promise<ApiBatch[]> {
	const found: ApiBatch[] = [];
	let after = '';
	for (let page = 0; page < MOST_PAGES; page++) {
		const path = `/batches?limit=${PAGE}${after && `&after=${encodeURIComponent(after)}`}`;
		const { batches, hasMore } = await freely(
			deps,
			async () => await send(deps, 'GET', path, pageIn),
		);
		found.push(...batches.filter(({ created_at }) => (created_at ?? since) >= since));
		const last = batches.at(-1);
		if (!hasMore || last === undefined || (last.created_at ?? since) < since) break;
		after = last.id;
	}
	return found;
}

const pathOf = (id: string) => `/batches/${encodeURIComponent(id)}`;

async function send<T>(
	deps: RequestDeps,
	method: ImagesHttpRequest['method'],
	path: string,
	read: (text: string) => T,
	json?: Record<string, unknown>,
): Promise<T> {
	return await exchange(
		deps,
		async () =>
			await deps.transport.send({
				method,
				path,
				...(json && { json }),
				timeoutMs: deps.timeoutMs,
			}),
		(response) =>
			isSuccess(response)
				? wholeBody(deps, response, MAX_BYTES, read)
				: errorReader(deps, response, { free: json === undefined }),
	);
}

function batchIn(body: string): ApiBatch {
	const batch = batchSchema.safeParse(parsedJson(body));
	if (!batch.success) throw new BadAnswer('not_json', body.slice(0, 300));
	return batch.data;
}

const pageSchema = z.object({ data: z.array(z.unknown()), has_more: z.catch(z.boolean(), false) });

/** Entries that cannot be read are left out. */
function pageIn(body: string) {
	const page = pageSchema.safeParse(parsedJson(body));
	if (!page.success) throw new BadAnswer('not_json', body.slice(0, 300));
	const batches = page.data.data.flatMap((entry) => batchSchema.safeParse(entry).data ?? []);
	return { batches, hasMore: page.data.has_more };
}
