import type { ApiRequest } from '../types';

type Match = (request: ApiRequest) => boolean;

const on =
	(method: string, path: RegExp): Match =>
	(request) =>
		request.method === method && path.test(request.path) && request.customId === undefined;

/** Requests for images, and lines of batches. */
export const onImages: Match = ({ path }) => path.includes('/images/');
/** The line of a batch with this id; without an id all lines. */
export const onLine =
	(customId?: string): Match =>
	(request) =>
		customId === undefined ? request.customId !== undefined : request.customId === customId;

export const onUpload = on('POST', /\/files$/);
export const onDownload = on('GET', /\/files\/[^/]+\/content$/);
export const onDeletion = on('DELETE', /\/files\//);
export const onBatchCreation = on('POST', /\/batches$/);
export const onBatchList = on('GET', /\/batches$/);
export const onBatchRetrieval = on('GET', /\/batches\/[^/]+$/);
export const onBatchCancel = on('POST', /\/batches\/[^/]+\/cancel$/);
