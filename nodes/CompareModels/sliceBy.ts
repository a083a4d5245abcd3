import type { INodeProperties } from 'n8n-workflow';

/** What a report and a tally are sliced by. */
export const sliceByProperty: INodeProperties = {
	displayName: 'Slice By',
	name: 'sliceBy',
	type: 'string',
	default: '',
	placeholder: 'e.g. category',
	description:
		'An input field whose values, at most 12, get results of their own. Leave empty for none.',
};
