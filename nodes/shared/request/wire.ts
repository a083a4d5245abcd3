import type { BuiltRequest } from './buildRequest';

/** Below the Base URL. */
export const PATH_BY_OPERATION = {
	generate: '/images/generations',
	edit: '/images/edits',
} as const;

/** Files of an edit that the server has already, by their IDs. */
export interface FileReferences {
	/** 1 to 16. */
	images: readonly string[];
	mask?: string;
}

/**
 * The body of a request as JSON: of one that generates, or of an edit whose files were uploaded before.
 * @param files of an edit.
 */
export function jsonOf(
	{ body }: Pick<BuiltRequest, 'body'>,
	files?: FileReferences,
): Record<string, unknown> {
	if (files === undefined) return { ...body };
	return {
		...body,
		images: files.images.map((id) => ({ file_id: id })),
		...(files.mask !== undefined && { mask: { file_id: files.mask } }),
	};
}
