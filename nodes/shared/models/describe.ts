import { findModelBehind, IMAGE_MODEL_ID, MODELS, shownName } from './catalog';
import { type Lifecycle, lifecycleOf } from './lifecycle';
import type { ModelEntry } from './types';

/** A model as `GET /models` lists it. */
export interface AccountModel {
	id: string;
	/** Seconds since the epoch; 0 where the server does not say. */
	created: number;
	/** YYYY-MM-DD; null: none announced; undefined: the server does not say. */
	shutdownDate?: string | null;
}

/** An entry of the node's model list. */
export interface ModelListEntry {
	name: string;
	/** The model's id. */
	value: string;
	description?: string;
}

/** "shut down on 2026-12-01: move to …", or undefined for a model that stays. */
export function lifecycleText({
	status,
	shutdownDate,
	replacements,
}: Lifecycle): string | undefined {
	if (status === 'active') return undefined;
	const what = status === 'retired' ? 'Shut down' : 'Will be shut down';
	const moveTo =
		replacements.length > 0 ? `: move to ${replacements.map(shownName).join(' or ')}` : '';
	return `${what} on ${shutdownDate}${moveTo}`;
}

/**
 * The models that make images, newest first, each id once and snapshots after their model. With
 * `accountModels` exactly the account's own; without, the catalog's that are not shut down by `today`
 * (YYYY-MM-DD). Of a server that is not OpenAI's, all models where none is known to make images.
 */
export function modelListEntries(
	accountModels: readonly AccountModel[] | undefined,
	today: string,
	servedByOpenAi = true,
): ModelListEntry[] {
	const models = accountModels ?? catalogModels(today);
	const all = [...new Map(models.map((model) => [model.id, model])).values()].map((model) => ({
		model,
		known: findModelBehind(model.id)?.entry,
	}));
	const making = all.filter(({ model, known }) => known || IMAGE_MODEL_ID.test(model.id));
	// Other servers call their models as they like.
	return (making.length > 0 || servedByOpenAi ? making : all)
		.sort(
			(a, b) =>
				compare(releasedOn(b), releasedOn(a)) ||
				catalogPlace(a.known) - catalogPlace(b.known) ||
				Number(isSnapshot(a)) - Number(isSnapshot(b)) ||
				compare(a.model.id, b.model.id),
		)
		.map((listed) => entryOf(listed, today));
}

interface Listed {
	model: AccountModel;
	known: ModelEntry | undefined;
}

function catalogModels(today: string): AccountModel[] {
	return MODELS.filter((model) => lifecycleOf(model, today).status !== 'retired').flatMap((model) =>
		[model.id, ...model.snapshots].map((id) => ({ id, created: 0 })),
	);
}

function entryOf({ model, known }: Listed, today: string): ModelListEntry {
	const life = lifecycleOf(
		known ?? { shutdownDate: null, replacements: [] },
		today,
		model.shutdownDate,
	);
	const name = known ? nameOf(model.id, known) : model.id;
	const { short, goodFor } = wordsOf(model.id, known);
	const until = life.status === 'retired' ? 'shut down' : 'until';
	// The editor shows some 50 characters of the name, and nothing of the description.
	const matters = life.status === 'active' ? short : `${until} ${life.shutdownDate}`;
	return {
		name: `${name} (${matters})`,
		value: model.id,
		description: [goodFor, lifecycleText(life)].filter((part) => part !== undefined).join('. '),
	};
}

/** What a model is good for, in a few words and in full. */
function wordsOf(id: string, known: ModelEntry | undefined): { short: string; goodFor: string } {
	if (known === undefined) {
		const goodFor = "Not in this version's catalog: its settings are sent unchecked";
		return { short: 'unchecked', goodFor };
	}
	if (known.id === id) return { short: known.goodFor, goodFor: known.goodFor };
	if (!known.snapshots.includes(id)) {
		return { short: known.goodFor, goodFor: `Checked and priced as ${known.id}` };
	}
	return { short: 'Fixed snapshot', goodFor: `Fixed snapshot of ${known.id}` };
}

/** A snapshot is called after its model and the rest of its id; a gateway's model by the id that it has there. */
function nameOf(id: string, known: ModelEntry): string {
	if (id === known.id) return known.displayName;
	return known.snapshots.includes(id)
		? `${known.displayName} ${id.slice(known.id.length + 1)}`
		: id;
}

const isSnapshot = ({ model, known }: Listed) => known !== undefined && known.id !== model.id;

const catalogPlace = (known: ModelEntry | undefined) => (known ? MODELS.indexOf(known) : -1);

/** Sortable: a year alone counts as its end. Unknown models go by the server's date. */
function releasedOn({ model, known }: Listed): string {
	if (!known) {
		const created = new Date(model.created * 1000);
		return Number.isNaN(created.getTime()) ? '' : created.toISOString().slice(0, 10);
	}
	return `${known.released}-99-99`.slice(0, 10);
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
