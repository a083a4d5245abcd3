import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { MODELS } from '../../models/catalog';
import type { Capabilities } from '../../models/types';

/** Where a property finds the chosen model: beside it, or on the node's top level. */
type ModelPath = 'model' | '/model';

type Takes = (capabilities: Capabilities, value: string) => boolean;

/** Whether a capability lists the value, whatever literals its type names. */
export const lists = (capability: readonly string[], value: string) => capability.includes(value);

/**
 * One parameter whose choices follow the chosen model, as properties of the same name. The first has every
 * choice: for models that take them all, ids that the catalog does not know, and expressions. Each other one
 * has what some models take, and shows for exactly these. A model that takes none shows none.
 *
 * They only hide: a `show` rule that meets an expression makes n8n show the property, whatever else holds.
 * @param propertyOf makes the parameter from its choices.
 */
export function byModel(
	modelPath: ModelPath,
	choices: INodePropertyOptions[],
	takes: Takes,
	propertyOf: (choices: INodePropertyOptions[]) => INodeProperties,
): INodeProperties[] {
	const groups = groupsOf(choices, takes);
	const ids = groups.flatMap((group) => group.ids);
	return [
		{ ...propertyOf(choices), displayOptions: { hide: { [modelPath]: ids } } },
		...groups
			.filter(({ taken }) => taken.length > 0)
			.map((group) => ({
				...withChoices(propertyOf(group.taken), group.taken),
				displayOptions: { hide: { [modelPath]: [{ _cnd: { regex: otherThan(group.ids) } }] } },
			})),
	];
}

/** The parameter with a default that is among its choices. */
function withChoices(property: INodeProperties, choices: INodePropertyOptions[]): INodeProperties {
	const isThere = choices.some(({ value }) => value === property.default);
	return isThere ? property : { ...property, default: choices[0]?.value };
}

interface Group {
	taken: INodePropertyOptions[];
	/** Snapshots included. */
	ids: string[];
}

/** The models of the catalog that do not take all choices, together where they take the same ones. */
function groupsOf(choices: INodePropertyOptions[], takes: Takes): Group[] {
	const groups = new Map<string, Group>();
	for (const { capabilities, id, snapshots } of MODELS) {
		if (capabilities === null) continue;
		const taken = choices.filter(({ value }) => takes(capabilities, String(value)));
		if (taken.length === choices.length) continue;
		const key = taken.map(({ value }) => value).join();
		const ids = groups.get(key)?.ids ?? [];
		groups.set(key, { taken, ids: [...ids, id, ...snapshots] });
	}
	return [...groups.values()];
}

/** A regular expression for every text but these ids; it matches expressions too. */
function otherThan(ids: string[]): string {
	const escaped = ids.map((id) => id.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
	return `^(?!(?:${escaped.join('|')})$)`;
}
