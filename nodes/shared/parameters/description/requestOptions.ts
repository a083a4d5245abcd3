import type { INodeProperties } from 'n8n-workflow';
import { isDecodable } from '../../images/decodableFormats';
import { FORMATS_WITHOUT_BATCH } from '../../models/batch';
import { modelsToMoveTo } from '../../models/capabilities';
import { CATALOG_CHECKED_ON } from '../../models/catalog';
import { OPTION_ROWS, optionsOf, type Operation, type WholeOption } from '../../request/apiOptions';
import { type ModelPath, optionProperties } from './byModel';

const TRANSPARENT_MODELS = modelsToMoveTo(
	({ backgrounds }) => backgrounds.includes('transparent'),
	CATALOG_CHECKED_ON,
);

const GATED = 'only for projects that OpenAI has enabled';

/**
 * A number within the bounds of its row.
 * @param start what the editor begins with, if it is not what the API takes by itself.
 */
function wholeNumber(
	displayName: string,
	name: string,
	description: string,
	start?: number,
): INodeProperties {
	const row = OPTION_ROWS.find(({ setting }) => setting === name) as WholeOption;
	const value = start ?? row.default;
	return {
		displayName,
		name,
		type: 'number',
		typeOptions: { minValue: row.min, maxValue: row.max, numberPrecision: 0 },
		default: value,
		description,
	};
}

/** The options of a request as the editor offers them: a property for each row of the API's options. */
export const REQUEST_OPTIONS: INodeProperties[] = [
	{
		displayName: 'Background',
		name: 'background',
		type: 'options',
		options: [
			{ name: 'Auto', value: 'auto' },
			{ name: 'Opaque', value: 'opaque' },
			{ name: 'Transparent', value: 'transparent' },
		],
		default: 'auto',
		description: `Transparent needs the output format PNG or WebP and one of these models: ${TRANSPARENT_MODELS.join(', ')}`,
	},
	{
		displayName: 'Complexity',
		name: 'complexity',
		type: 'options',
		options: [
			{ name: 'Low', value: 'low' },
			{ name: 'Medium', value: 'medium' },
			{ name: 'High', value: 'high' },
		],
		default: 'medium',
		description: 'How much work the model puts into planning the image',
	},
	wholeNumber('Frame Count', 'frameCount', 'The number of frames in an animated GIF'),
	wholeNumber(
		'Frame Duration',
		'frameDuration',
		'How long each frame of an animated GIF is shown, in milliseconds',
	),
	{
		displayName: 'Input Fidelity',
		name: 'inputFidelity',
		type: 'options',
		options: [
			{ name: 'High', value: 'high' },
			{ name: 'Low', value: 'low' },
		],
		default: 'high',
		description:
			'How closely to keep faces and details of the input images. Newer models always keep them closely.',
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
	wholeNumber(
		'Output Compression',
		'outputCompression',
		'For JPEG and WebP: 100 gives the best image and the largest file',
		90,
	),
	{
		displayName: 'Output Format',
		name: 'outputFormat',
		type: 'options',
		options: [
			{ name: 'GIF', value: 'gif', description: `Animated, ${GATED}` },
			{ name: 'JPEG', value: 'jpeg' },
			{ name: 'PNG', value: 'png' },
			{
				name: 'SVG',
				value: 'svg',
				description: `Vector graphics, one image per request, ${GATED}`,
			},
			{ name: 'WebP', value: 'webp' },
		],
		default: 'png',
		description: 'The file type of the image',
	},
	{
		displayName: 'Safety Identifier',
		name: 'safetyIdentifier',
		type: 'string',
		default: '',
		placeholder: 'e.g. a hash of your customer number',
		description:
			'Tells OpenAI which of your users made the request, so that misuse by one of them does not get your account blocked. Use a hash, never a name or an address.',
	},
];

/** The options of a request, with what the model at this path takes. */
export function requestOptions(operation: Operation, modelPath: ModelPath) {
	const sent = new Set(optionsOf(operation).map(({ setting }) => setting));
	return REQUEST_OPTIONS.filter(({ name }) => sent.has(name)).flatMap((property) =>
		optionProperties(modelPath, property),
	);
}

/** Background alone, which each variant of a comparison has for itself. */
export const backgroundProperties = (modelPath: ModelPath): INodeProperties[] =>
	REQUEST_OPTIONS.filter(({ name }) => name === 'background').flatMap((property) =>
		optionProperties(modelPath, property),
	);

/**
 * The options of a comparison, if there is no single model to follow. Each variant has a background of its
 * own, and there are no animations.
 */
export function comparedOptions(): INodeProperties[] {
	const left = new Set(['background', 'frameCount', 'frameDuration']);
	return REQUEST_OPTIONS.filter(({ name }) => !left.has(name)).map((property) =>
		property.name === 'outputFormat' ? comparedFormat(property) : property,
	);
}

/** The options of a request that may be a line of a batch. */
export function batchOptions(operation: 'generate' | 'edit'): INodeProperties[] {
	return requestOptions(operation, '/model')
		.filter(({ name }) => name !== 'frameCount' && name !== 'frameDuration')
		.map((property) => (property.name === 'outputFormat' ? batchFormat(property) : property));
}

function batchFormat(property: INodeProperties): INodeProperties {
	const without: readonly string[] = FORMATS_WITHOUT_BATCH;
	const options = (property.options ?? []).filter(
		(choice) => 'value' in choice && !without.includes(String(choice.value)),
	);
	return { ...property, options };
}

function comparedFormat(property: INodeProperties): INodeProperties {
	const options = (property.options ?? []).filter(
		(choice) => 'value' in choice && isDecodable(String(choice.value)),
	);
	return { ...property, options };
}
