import type { INodeProperties } from 'n8n-workflow';

/** The stored picture that a comparison holds its images against. */
export const baselineProperty: INodeProperties = {
	displayName: 'Baseline Binary Field',
	name: 'baselineField',
	type: 'string',
	default: '',
	placeholder: 'e.g. approved',
	hint: 'The name of the input binary field with a stored picture to hold against, such as the approved one of a model that is gone. PNG, JPEG or WebP. Empty: none.',
};
