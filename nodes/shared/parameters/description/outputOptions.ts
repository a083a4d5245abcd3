import type { INodeProperties } from 'n8n-workflow';

/** How the images are returned. */
export const outputOptions: INodeProperties[] = [
	{
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: '',
		placeholder: 'e.g. {prompt}-{preset}-{index}',
		description:
			'Without the file extension. Placeholders: {prompt}, {model}, {preset}, {item}, {index}, {width}, {height} and, in Compare Models, {letter}. Leave empty to use the prompt.',
	},
	{
		displayName: 'Include Input Fields',
		name: 'includeInputFields',
		type: 'boolean',
		default: true,
		description:
			"Whether to pass through the input item's own fields. An existing field called image, for example from an earlier GPT Image node, is kept as imageBefore.",
	},
	{
		displayName: 'Include Input Files',
		name: 'includeInputFiles',
		type: 'boolean',
		default: false,
		description:
			"Whether to pass through the input item's own files. A file with the same name as the image, such as data, becomes data_input.",
	},
	{
		displayName: 'Output Mode',
		name: 'outputMode',
		type: 'options',
		options: [
			{ name: 'One Item per Image', value: 'itemPerImage' },
			{
				name: 'One Item per Prompt',
				value: 'itemPerPrompt',
				description: 'All images of a prompt in one item, as several binary fields',
			},
		],
		default: 'itemPerImage',
		description: 'How to return several images of one prompt',
	},
	{
		displayName: 'Preview URL',
		name: 'previewUrl',
		type: 'boolean',
		default: false,
		description:
			'Whether to add a signed link to the image that opens without a login, for approvals by email or chat. Needs binary data on disk or in the database, as on n8n Cloud.',
	},
	{
		displayName: 'Preview URL Expires After',
		name: 'previewExpiry',
		type: 'options',
		options: [
			{ name: '1 Hour', value: '1 hour' },
			{ name: '1 Day', value: '1 day' },
			{ name: '7 Days', value: '7 days' },
			{ name: '30 Days', value: '30 days' },
		],
		default: '1 day',
		description: 'How long the preview link works',
	},
	{
		displayName: 'Put Output File in Field',
		name: 'binaryPropertyOutput',
		type: 'string',
		default: 'data',
		hint: 'The name of the output binary field to put the file in',
	},
];
