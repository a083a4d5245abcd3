import { errorAnswer } from './rules/errorAnswer';
import type { ApiRequest } from './types';

/** A list as OpenAI pages through it. */
export interface ListPage<T> {
	object: 'list';
	data: T[];
	first_id: string | null;
	last_id: string | null;
	has_more: boolean;
}

/**
 * The page that `limit` and `after` of the query ask for.
 * @throws {ErrorAnswer} for a limit out of bounds, and an id that is not in the list (assumed).
 */
export function pageOf<T extends { id: string }>(
	all: readonly T[],
	{ fields }: ApiRequest,
	{ most, usual }: { most: number; usual: number },
): ListPage<T> {
	const { after } = fields;
	const limit = Number(fields.limit ?? usual);
	if (!Number.isInteger(limit) || limit < 1 || limit > most) {
		throw errorAnswer(`Invalid 'limit': expected an integer from 1 to ${most}.`, {
			param: 'limit',
			code: 'invalid_value',
		});
	}
	const at = after === undefined ? -1 : all.findIndex(({ id }) => id === after);
	if (after !== undefined && at === -1) {
		throw errorAnswer(`No object with id '${String(after)}' in the list.`, { param: 'after' });
	}
	const data = all.slice(at + 1, at + 1 + limit);
	return {
		object: 'list',
		data,
		first_id: data[0]?.id ?? null,
		last_id: data.at(-1)?.id ?? null,
		has_more: at + 1 + limit < all.length,
	};
}
