import * as z from 'zod/v4-mini';
import { BATCH_LIMITS } from '../models/batch';
import { parsedJson } from '../values';
import { BadAnswer } from './errors/badAnswer';
import { errorReader, isSuccess, wholeBody } from './bodyReaders';
import { exchange } from './exchange';
import { freely } from './freely';
import { StoredFile, type EditFile } from './storedFile';
import { streamedBody } from './streamedBody';
import type { ImagesHttpRequest } from './transport';
import type { RequestDeps } from './withRetries';

/** What an uploaded file is for: lines of a batch (and whatever is to be read again), or an input image. */
export type FilePurpose = 'batch' | 'vision';

const MAX_BYTES = 1024 * 1024;
const fileSchema = z.object({
	id: z.string().check(z.minLength(1)),
	bytes: z.catch(z.nullish(z.number()), null),
});

export interface ListedFile {
	id: string;
	/** Size; null where the server does not say. */
	bytes: number | null;
}

/**
 * Uploads a file that OpenAI deletes after 30 days by itself. An upload costs nothing: it is repeated where
 * its answer was lost.
 * @throws {ApiError}
 */
export async function uploadFile(
	deps: RequestDeps,
	purpose: FilePurpose,
	file: EditFile,
): Promise<ListedFile> {
	return await request(deps, 'POST', '/files', () => {
		const form = new FormData();
		form.append('purpose', purpose);
		form.append('expires_after[anchor]', 'created_at');
		form.append('expires_after[seconds]', String(BATCH_LIMITS.expiresAfterSeconds));
		form.append('file', new StoredFile(file));
		return form;
	});
}

/** What the server knows of a file. @throws {ApiError} with status 404 where there is none of this ID. */
export async function retrieveFile(deps: RequestDeps, id: string): Promise<ListedFile> {
	return await request(deps, 'GET', pathOf(id));
}

/** @throws {ApiError} */
export async function deleteFile(deps: RequestDeps, id: string): Promise<void> {
	await request(deps, 'DELETE', pathOf(id));
}

/** A file's bytes as they arrive. @throws what `streamedBody` throws. */
export function fileContent(deps: RequestDeps, id: string): AsyncGenerator<Uint8Array, void> {
	const { transport, timeoutMs } = deps;
	return streamedBody(
		deps,
		async () => await transport.send({ method: 'GET', path: `${pathOf(id)}/content`, timeoutMs }),
	);
}

const pathOf = (id: string) => `/files/${encodeURIComponent(id)}`;

async function request(
	deps: RequestDeps,
	method: ImagesHttpRequest['method'],
	path: string,
	form?: () => FormData,
): Promise<ListedFile> {
	return await freely(
		deps,
		async () =>
			await exchange(
				deps,
				async () =>
					await deps.transport.send({
						method,
						path,
						...(form && { form: form() }),
						timeoutMs: deps.timeoutMs,
					}),
				(response) =>
					isSuccess(response)
						? wholeBody(deps, response, MAX_BYTES, fileIn)
						: errorReader(deps, response, { free: true }),
			),
	);
}

function fileIn(text: string): ListedFile {
	const file = fileSchema.safeParse(parsedJson(text));
	if (!file.success) throw new BadAnswer('not_json', text.slice(0, 300));
	return { id: file.data.id, bytes: file.data.bytes ?? null };
}
