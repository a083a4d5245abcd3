import { MODELS } from '../../nodes/shared/models/catalog';
import { JUDGE_MODELS } from '../../nodes/shared/models/judgeModels';
import type { ModelEntry } from '../../nodes/shared/models/types';
import { modelNotFound } from './rules/errorAnswer';
import type { Settings } from './behaviour/settings';

/** Models that make no images, so that filtering a list can be seen to work. */
export const OTHER_MODELS = [
	{ id: 'gpt-5.2', released: '2025-12-11' },
	{ id: 'gpt-5.2-mini', released: '2025-12-11' },
	{ id: 'text-embedding-3-small', released: '2024-01-22' },
];

interface ListedModel {
	id: string;
	object: 'model';
	/** Seconds since 1970. */
	created: number;
	owned_by: string;
	shutdown_date: string | null;
}

/** `GET /v1/models`: what is alive on the settings' day, in no particular order, as OpenAI answers. */
export function listModels(settings: Settings): { object: 'list'; data: ListedModel[] } {
	const images = MODELS.filter(({ capabilities }) => capabilities !== null)
		.map((model) => ({ ...model, ends: shutdownDateOf(model, settings) }))
		.filter(({ ends }) => ends === null || ends > settings.today)
		.flatMap(({ id, snapshots, released, ends }) =>
			[id, ...snapshots].map((name) => listed(name, released, ends)),
		);
	const others = OTHER_MODELS.map(({ id, released }) => listed(id, released, null));
	const judges = JUDGE_MODELS.map(({ id }) => listed(id, '2026', null));
	const data = [...others, ...judges, ...images].sort(
		(a, b) => a.id.length - b.id.length || (a.id < b.id ? -1 : 1),
	);
	return { object: 'list', data };
}

/** YYYY-MM-DD, or null where none is announced: what the settings say, else the catalog. */
export function shutdownDateOf(
	{ id, shutdownDate }: ModelEntry,
	{ shutdownDates }: Settings,
): string | null {
	const said = shutdownDates[id];
	return said === undefined ? shutdownDate : said;
}

/** @throws {ErrorAnswer} 404 for an id that is not in the list. */
export function retrieveModel(id: string, settings: Settings): ListedModel {
	const found = listModels(settings).data.find((model) => model.id === id);
	if (!found) throw modelNotFound(id);
	return found;
}

/** @param released YYYY-MM-DD, YYYY-MM or YYYY; the day within what is left open is made up. */
function listed(id: string, released: string, shutdownDate: string | null): ListedModel {
	const created = Date.parse(released.length === 4 ? `${released}-03` : released) / 1000;
	return { id, object: 'model', created, owned_by: 'system', shutdown_date: shutdownDate };
}
