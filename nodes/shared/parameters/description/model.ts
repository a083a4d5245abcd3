import type { INodeProperties } from 'n8n-workflow';
import { DEFAULT_MODEL, shownName } from '../../models/catalog';

/** The method of a node's `methods.listSearch` that fills the list of models. */
export const SEARCH_MODELS = 'searchModels';

/** A model, from the account's own list or by id. */
export const modelProperty: INodeProperties = {
	displayName: 'Model',
	name: 'model',
	type: 'resourceLocator',
	default: { mode: 'list', value: DEFAULT_MODEL, cachedResultName: shownName(DEFAULT_MODEL) },
	required: true,
	description: 'The model that makes the image. The list shows when OpenAI will shut a model down.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: SEARCH_MODELS, searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			// Without validation: n8n tests it with a regular expression that can time out, see `otherThan`.
			placeholder: 'e.g. gpt-image-2.5-flare',
		},
	],
};
