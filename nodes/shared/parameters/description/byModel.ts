import type { IDisplayOptions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { asList, idsWhere } from '../../models/capabilities';
import { MODELS } from '../../models/catalog';
import type { Capabilities, ModelEntry } from '../../models/types';
import { OPTION_ROWS } from '../../request/apiOptions';

/** Where a property finds the chosen model: next to it, or on the node's top level. */
export type ModelPath = 'model' | '/model';

/** A parameter with choices. */
type ChoiceProperty = INodeProperties & { options: INodePropertyOptions[] };

/** The choices for a model, from those for all. */
type ChoicesOf = (
	model: ModelEntry & { capabilities: Capabilities },
	choices: INodePropertyOptions[],
) => INodePropertyOptions[];

/**
 * A parameter of an option of the API, shown as the option's row and the catalog say. Words become choices that
 * follow the model; a number or a text is hidden for models that do not take it.
 */
export function optionProperties(
	modelPath: ModelPath,
	property: INodeProperties,
	describe: ChoicesOf = (_, choices) => choices,
): INodeProperties[] {
	const row = OPTION_ROWS.find(({ setting }) => setting === property.name);
	if (row?.takenBy === undefined) return [property];
	if (!('words' in row)) {
		const { takenBy } = row;
		const hide = { [modelPath]: idsWhere((capabilities) => !capabilities[takenBy]) };
		return [{ ...property, displayOptions: { hide } }];
	}
	const { takenBy, apiDefault } = row;
	return byModel(modelPath, property as ChoiceProperty, (model, choices) => {
		const words = asList(model.capabilities[takenBy]);
		const taken = ({ value }: INodePropertyOptions) =>
			value === apiDefault || words.includes(String(value));
		return describe(model, choices.filter(taken));
	});
}

/**
 * A parameter whose choices follow the chosen model, as several properties of the same name. The first has
 * every choice: for models that take them all, ids that the catalog does not know, and expressions. Each other one
 * has what some models take, and shows for exactly these. A model that takes none shows none.
 *
 * They only hide: a `show` rule that meets an expression makes n8n show the property, whatever else holds.
 */
export function byModel(
	modelPath: ModelPath,
	property: ChoiceProperty,
	choicesOf: ChoicesOf,
): INodeProperties[] {
	const groups = groupsOf(property.options, choicesOf);
	const hideFor = (values: Condition[]): IDisplayOptions => ({ hide: { [modelPath]: values } });
	return [
		{ ...property, displayOptions: hideFor(groups.flatMap(({ ids }) => ids)) },
		...groups
			.filter(({ choices }) => choices.length > 0)
			.map(({ ids, choices }) => ({
				...property,
				options: choices,
				default: defaultAmong(choices, property.default),
				displayOptions: hideFor(otherThan(ids)),
			})),
	];
}

function defaultAmong(choices: INodePropertyOptions[], usual: INodeProperties['default']) {
	return choices.some(({ value }) => value === usual) ? usual : choices[0]?.value;
}

interface Group {
	choices: INodePropertyOptions[];
	/** Snapshots included. */
	ids: string[];
}

/** The models of the catalog whose choices are not simply all, together where they are the same. */
function groupsOf(all: INodePropertyOptions[], choicesOf: ChoicesOf): Group[] {
	const groups = new Map<string, Group>();
	for (const model of MODELS) {
		const { capabilities, id, snapshots } = model;
		if (capabilities === null) continue;
		const choices = choicesOf({ ...model, capabilities }, all);
		const key = JSON.stringify(choices);
		if (key === JSON.stringify(all)) continue;
		const ids = groups.get(key)?.ids ?? [];
		groups.set(key, { choices, ids: [...ids, id, ...snapshots] });
	}
	return [...groups.values()];
}

type Condition = NonNullable<NonNullable<IDisplayOptions['hide']>[string]>[number];

/**
 * Conditions that hold for every text but these ids, expressions included: below the first, above the last, and
 * between each two. n8n runs regular expressions in a sandbox with a limit of 250 ms of wall time and fails the
 * execution when its process was paused meanwhile, so there is none here.
 */
export function otherThan(ids: readonly string[]): Condition[] {
	// By code units, as < and > compare.
	const sorted = [...ids].sort((a, b) => Number(a > b) - Number(a < b));
	return sorted.flatMap((id, place): Condition[] => {
		const next = sorted[place + 1];
		const above: Condition =
			next === undefined
				? { _cnd: { gt: id } }
				: { _cnd: { between: { from: `${id}\0`, to: justBelow(next) } as never } };
		return place === 0 ? [{ _cnd: { lt: id } }, above] : [above];
	});
}

/** A text below `text` with nothing of use between the two: its last code unit one lower, then the highest one. */
function justBelow(text: string): string {
	const last = text.charCodeAt(text.length - 1);
	return `${text.slice(0, -1)}${String.fromCharCode(last - 1)}\uffff`;
}
