import type { INodeProperties } from 'n8n-workflow';
import { API_LIMITS } from '../../models/catalog';

/** The prompt, in the words of the operation. */
export function promptProperty(what: {
	placeholder: string;
	description: string;
}): INodeProperties {
	return {
		displayName: 'Prompt',
		name: 'prompt',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		required: true,
		...what,
	};
}

/** How many images to make per prompt. */
export const countProperty: INodeProperties = {
	displayName: 'Number of Images',
	name: 'n',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: API_LIMITS.imagesPerRequest, numberPrecision: 0 },
	default: 1,
	description:
		'How many images to make from the same prompt. Each is charged. With social formats, the number per format.',
};
