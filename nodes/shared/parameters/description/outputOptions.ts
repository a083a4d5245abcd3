import type { INodeProperties } from 'n8n-workflow';

/** How the images are put out. */
export const outputOptions: INodeProperties[] = [
	{
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: '',
		placeholder: 'e.g. {prompt}-{preset}-{index}',
		description:
			'Without an ending. {prompt}, {model}, {preset}, {item}, {index}, {width} and {height} are filled in, and {letter} where models are compared. Empty: made from the prompt.',
	},
	{
		displayName: 'Include Input Fields',
		name: 'includeInputFields',
		type: 'boolean',
		default: true,
		description:
			"Whether the input item's own fields are put out beside the image. An earlier field called image is put out as imageBefore, as after another step with images.",
	},
	{
		displayName: 'Include Input Files',
		name: 'includeInputFiles',
		type: 'boolean',
		default: false,
		description:
			"Whether the input item's own files are put out beside the image, under their names. One whose name the image takes, data say, is put out as data_input.",
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
		description: 'How several images of one prompt are put out',
	},
	{
		displayName: 'Preview URL',
		name: 'previewUrl',
		type: 'boolean',
		default: false,
		description:
			'Whether to add a signed link to the image that needs no login, for approvals by mail or chat. Needs binary data on disk or in the database, as n8n Cloud has it.',
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
		description: 'How long the link of Preview URL works',
	},
	{
		displayName: 'Put Output File in Field',
		name: 'binaryPropertyOutput',
		type: 'string',
		default: 'data',
		hint: 'The name of the output binary field to put the file in',
	},
];
