import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { idsWhere } from '../../models/capabilities';
import { API_LIMITS } from '../../models/catalog';
import type { Capabilities } from '../../models/types';

/** Hides an option for the models that do not take it. Ids that the catalog does not know see all. */
const forModels = (takes: (capabilities: Capabilities) => boolean) => ({
	hide: { '/model': idsWhere((capabilities) => !takes(capabilities)) },
});

/** Shows an option for exactly the models that `forModels` hides its twin from. */
const onlyForModels = (takes: (capabilities: Capabilities) => boolean) => ({
	show: { '/model': idsWhere(takes) },
});

type Rules = INodeProperties['displayOptions'];

const background = (options: INodePropertyOptions[], displayOptions: Rules): INodeProperties => ({
	displayName: 'Background',
	name: 'background',
	type: 'options',
	displayOptions,
	options,
	default: 'auto',
	description: 'Transparent needs a model that paints it, and the output format PNG or WebP',
});

const outputFormat = (
	options: INodePropertyOptions[],
	displayOptions?: Rules,
): INodeProperties => ({
	displayName: 'Output Format',
	name: 'outputFormat',
	type: 'options',
	...(displayOptions && { displayOptions }),
	options,
	default: 'png',
	description: 'The kind of file',
});

const takesTransparent = (capabilities: Capabilities) =>
	capabilities.backgrounds.includes('transparent');
const takesGif = (capabilities: Capabilities) => capabilities.outputFormats.includes('gif');

const BACKGROUNDS = [
	{ name: 'Auto', value: 'auto' },
	{ name: 'Opaque', value: 'opaque' },
	{ name: 'Transparent', value: 'transparent' },
];

const STILL_FORMATS = [
	{ name: 'JPEG', value: 'jpeg' },
	{ name: 'PNG', value: 'png' },
	{ name: 'WebP', value: 'webp' },
];

const request: INodeProperties[] = [
	background(BACKGROUNDS, forModels(takesTransparent)),
	background(
		BACKGROUNDS.filter(({ value }) => value !== 'transparent'),
		onlyForModels((capabilities) => !takesTransparent(capabilities)),
	),
	{
		displayName: 'Complexity',
		name: 'complexity',
		type: 'options',
		displayOptions: forModels((capabilities) => capabilities.complexities.length > 0),
		options: [
			{ name: 'Low', value: 'low' },
			{ name: 'Medium', value: 'medium' },
			{ name: 'High', value: 'high' },
		],
		default: 'medium',
		description: 'How much work the model puts into planning the image',
	},
	{
		displayName: 'Frame Count',
		name: 'frameCount',
		type: 'number',
		typeOptions: {
			minValue: API_LIMITS.frameCount.min,
			maxValue: API_LIMITS.frameCount.max,
			numberPrecision: 0,
		},
		displayOptions: forModels((capabilities) => capabilities.frames),
		default: 9,
		description: 'How many pictures an animated GIF has',
	},
	{
		displayName: 'Frame Duration',
		name: 'frameDuration',
		type: 'number',
		typeOptions: { minValue: API_LIMITS.frameDurationMs.min, numberPrecision: 0 },
		displayOptions: forModels((capabilities) => capabilities.frames),
		default: 200,
		description: 'How many milliseconds each picture of an animated GIF is shown',
	},
	{
		displayName: 'Moderation',
		name: 'moderation',
		type: 'options',
		options: [
			{ name: 'Auto', value: 'auto' },
			{ name: 'Low', value: 'low', description: 'Filters less' },
		],
		default: 'auto',
		description: "How strict OpenAI's safety system is",
	},
	{
		displayName: 'Output Compression',
		name: 'outputCompression',
		type: 'number',
		typeOptions: {
			minValue: API_LIMITS.outputCompression.min,
			maxValue: API_LIMITS.outputCompression.max,
			numberPrecision: 0,
		},
		default: 90,
		description: 'For JPEG and WebP: 100 is the best picture and the largest file',
	},
	outputFormat(
		[
			{ name: 'GIF', value: 'gif', description: 'Animated' },
			...STILL_FORMATS,
			{ name: 'SVG', value: 'svg', description: 'Vector graphics, one image a request' },
		],
		forModels(takesGif),
	),
	outputFormat(
		STILL_FORMATS,
		onlyForModels((capabilities) => !takesGif(capabilities)),
	),
	{
		displayName: 'Safety Identifier',
		name: 'safetyIdentifier',
		type: 'string',
		default: '',
		placeholder: 'e.g. a hash of your customer number',
		description:
			'Tells OpenAI which of your own users asked, so that one who misuses it does not get your account blocked. Use a hash, never a name or an address.',
	},
];

const inputFidelity: INodeProperties = {
	displayName: 'Input Fidelity',
	name: 'inputFidelity',
	type: 'options',
	displayOptions: forModels((capabilities) => capabilities.inputFidelities.length > 0),
	options: [
		{ name: 'High', value: 'high' },
		{ name: 'Low', value: 'low' },
	],
	default: 'high',
	description:
		'How closely faces and details of the input images are kept. Newer models always keep them closely.',
};

const differenceImage: INodeProperties = {
	displayName: 'Difference Image',
	name: 'differenceImage',
	type: 'boolean',
	default: false,
	description:
		'Whether to add a second binary field with a picture that highlights what the edit changed',
};

const output: INodeProperties[] = [
	{
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: '',
		placeholder: 'e.g. {prompt}-{preset}-{index}',
		description:
			'Without an ending. {prompt}, {model}, {preset}, {item}, {index}, {width} and {height} are filled in. Empty: made from the prompt.',
	},
	{
		displayName: 'Include Input Fields',
		name: 'includeInputFields',
		type: 'boolean',
		default: true,
		description: "Whether the input item's own fields are put out beside the image",
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

type Operation = 'generate' | 'edit' | 'compare';

const editOnly = [inputFidelity, differenceImage];

/** Compared are still pictures that can be opened here, each variant with a background of its own. */
const notCompared = new Set(['background', 'frameCount', 'frameDuration', 'outputMode']);

const comparedFormat = outputFormat(STILL_FORMATS.filter(({ value }) => value !== 'webp'));

const OPTIONS: Readonly<Record<Operation, INodeProperties[]>> = {
	generate: [...request, ...output],
	edit: [...request, ...output, ...editOnly],
	compare: [
		...[...request, ...output].filter(
			({ name }) => !notCompared.has(name) && name !== comparedFormat.name,
		),
		comparedFormat,
		inputFidelity,
	],
};

/** The `options` collection: what goes to the API, and how the images are put out. */
export function optionsProperty(operation: Operation): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		// By code units: to load the rules of a language takes longer than to load this node.
		options: OPTIONS[operation].toSorted(
			({ displayName: a }, { displayName: b }) => Number(a > b) - Number(a < b),
		),
	};
}
