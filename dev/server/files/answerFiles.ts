import type { Answer } from '../reply';
import { pageOf } from '../listPages';
import { errorAnswer } from '../rules/errorAnswer';
import type { ServerState } from '../behaviour/state';
import { type HeldFile, sizeOf } from './heldFiles';
import { readUpload } from './uploadRules';

/** POST /v1/files */
export const uploadFile: Answer = async ({ request }, state) => {
	const now = state.clock.now();
	state.uploads.take(now);
	const { file, purpose, expiresAfter } = readUpload(request, state.batchBehaviour);
	const createdAt = Math.floor(now);
	const held = state.files.add({
		purpose,
		fileName: file.fileName,
		createdAt,
		expiresAt: expiresAfter === null ? null : createdAt + expiresAfter,
		content: { kind: 'bytes', file },
	});
	return { id: held.id, body: await shown(held) };
};

/** GET /v1/files/{id} */
export const retrieveFile: Answer = async (_exchange, state, [, id = '']) => ({
	id,
	body: await shown(foundFile(id, state)),
});

/** DELETE /v1/files/{id}. What a batch has read of a file, it keeps (assumed). */
export const deleteFile: Answer = (_exchange, state, [, id = '']) => {
	state.files.delete(foundFile(id, state));
	return { id, body: { id, object: 'file', deleted: true } };
};

/** GET /v1/files?purpose=&order=&limit=&after= */
export const listFiles: Answer = async ({ request }, state) => {
	const { purpose, order } = request.fields;
	const files = state.files
		.list(state.clock.now())
		.filter((file) => purpose === undefined || file.purpose === purpose);
	if (order === 'asc') files.reverse();
	const page = pageOf(files, request, { most: 10_000, usual: 10_000 });
	return { body: { ...page, data: await Promise.all(page.data.map(shown)) } };
};

/** @throws {ErrorAnswer} 404 for an id that is not there. */
export function foundFile(id: string, state: ServerState): HeldFile {
	const file = state.files.find(id, state.clock.now());
	if (!file) throw errorAnswer(`No such File object: ${id}`, { status: 404, param: 'id' });
	return file;
}

async function shown(file: HeldFile) {
	return {
		id: file.id,
		object: 'file',
		bytes: await sizeOf(file),
		created_at: file.createdAt,
		filename: file.fileName,
		purpose: file.purpose,
		expires_at: file.expiresAt,
		status: 'processed',
		status_details: null,
	};
}
