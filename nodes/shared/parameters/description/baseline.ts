import type { INodeProperties } from 'n8n-workflow';

/** The reference image that a comparison compares its images with. */
export const baselineProperty: INodeProperties = {
	displayName: 'Baseline Binary Field',
	name: 'baselineField',
	type: 'string',
	default: '',
	placeholder: 'e.g. approved',
	hint: 'The input binary field with a reference image to compare with, such as the approved one from a model that was shut down. PNG, JPEG or WebP. Leave empty for none.',
};
