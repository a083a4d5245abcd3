import * as z from 'zod/v4-mini';
import { errorReader, isSuccess, wholeBody } from './bodyReaders';
import { BadAnswer } from './errors/badAnswer';
import { exchange } from './exchange';
import { withRetries } from './withRetries';
import type { RequestDeps } from './withRetries';
import { parsedJson } from '../values';

export interface ListedModel {
	id: string;
	/** Seconds since the epoch; null if the server does not say. */
	created: number | null;
	/** YYYY-MM-DD; null if none is announced; undefined if the server does not say. */
	shutdownDate: string | null | undefined;
}

const MAX_BYTES = 16 * 1024 * 1024;

const modelSchema = z.object({
	id: z.string().check(z.minLength(1)),
	created: z.catch(z.nullish(z.number()), null),
	shutdown_date: z.catch(z.nullish(z.string()), undefined),
});
const listSchema = z.object({ data: z.array(z.unknown()) });

/**
 * The models the server offers, of every kind. Entries that cannot be read are left out.
 * @throws {ApiError} when there is no list.
 */
export async function listModels(deps: RequestDeps): Promise<ListedModel[]> {
	const { result } = await withRetries(deps, () =>
		exchange(
			deps,
			() => deps.transport.send({ method: 'GET', path: '/models', timeoutMs: deps.timeoutMs }),
			(response) =>
				isSuccess(response)
					? wholeBody(deps, response, MAX_BYTES, modelsIn)
					: errorReader(deps, response, { free: true }),
		),
	);
	return result;
}

function modelsIn(text: string): ListedModel[] {
	const list = listSchema.safeParse(parsedJson(text));
	if (!list.success) throw new BadAnswer('not_json', text.slice(0, 300));
	return list.data.data.flatMap((entry) => {
		const model = modelSchema.safeParse(entry);
		if (!model.success) return [];
		const { id, created, shutdown_date: shutdownDate } = model.data;
		return [{ id, created: created ?? null, shutdownDate }];
	});
}
