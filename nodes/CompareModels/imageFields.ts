import type { INodeProperties } from 'n8n-workflow';

/** Which binary fields of an item hold images that there are already. */
export const imageFieldsProperty: INodeProperties = {
	displayName: 'Input Binary Fields',
	name: 'inputFields',
	type: 'string',
	default: 'data',
	required: true,
	placeholder: 'e.g. data',
	hint: 'The names of the input binary fields with the images, separated by commas, * for all',
};
