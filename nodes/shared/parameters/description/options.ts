import type { INodeProperties } from 'n8n-workflow';
import { idsWhere } from '../../models/capabilities';
import { API_LIMITS } from '../../models/catalog';
import { comparedOptions, modelEditOptions, modelOptions } from './modelOptions';
import { outputOptions } from './outputOptions';

/** For models with animated GIF. Ids that the catalog does not know see all. */
const forFrames = { hide: { '/model': idsWhere(({ frames }) => !frames) } };

const request: INodeProperties[] = [
	{
		displayName: 'Frame Count',
		name: 'frameCount',
		type: 'number',
		typeOptions: {
			minValue: API_LIMITS.frameCount.min,
			maxValue: API_LIMITS.frameCount.max,
			numberPrecision: 0,
		},
		displayOptions: forFrames,
		default: 9,
		description: 'How many pictures an animated GIF has',
	},
	{
		displayName: 'Frame Duration',
		name: 'frameDuration',
		type: 'number',
		typeOptions: { minValue: API_LIMITS.frameDurationMs.min, numberPrecision: 0 },
		displayOptions: forFrames,
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

const differenceImage: INodeProperties = {
	displayName: 'Difference Image',
	name: 'differenceImage',
	type: 'boolean',
	default: false,
	description:
		'Whether to add a second binary field with a picture that highlights what the edit changed',
};

type Operation = 'generate' | 'edit' | 'compare';

const framesOnly = new Set(['frameCount', 'frameDuration']);

const OPTIONS: Readonly<Record<Operation, INodeProperties[]>> = {
	generate: [...modelOptions, ...request, ...outputOptions],
	edit: [...modelOptions, ...modelEditOptions, ...request, ...outputOptions, differenceImage],
	compare: [
		...comparedOptions,
		...request.filter(({ name }) => !framesOnly.has(name)),
		...outputOptions.filter(({ name }) => name !== 'outputMode'),
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
