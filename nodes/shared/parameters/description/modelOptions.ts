import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { modelsToMoveTo } from '../../models/capabilities';
import { CATALOG_CHECKED_ON } from '../../models/catalog';
import { byModel, lists } from './byModel';
import { shownName } from './model';

const BACKGROUNDS: INodePropertyOptions[] = [
	{ name: 'Auto', value: 'auto' },
	{ name: 'Opaque', value: 'opaque' },
	{ name: 'Transparent', value: 'transparent' },
];

/** By the names of the model list. Without those whose end is announced. */
const TRANSPARENT_MODELS = modelsToMoveTo(
	({ backgrounds }) => backgrounds.includes('transparent'),
	CATALOG_CHECKED_ON,
).map(shownName);

const WITHOUT_TRANSPARENT = `This model paints no transparent background. Models that do: ${TRANSPARENT_MODELS.join(', ')}.`;

/** Background, with what the model at this path paints. */
export const backgroundProperties = (modelPath: 'model' | '/model'): INodeProperties[] =>
	byModel(
		modelPath,
		BACKGROUNDS,
		({ backgrounds }, value) => value === 'auto' || lists(backgrounds, value),
		(options) => ({
			displayName: 'Background',
			name: 'background',
			type: 'options',
			options,
			default: 'auto',
			description: options.some(({ value }) => value === 'transparent')
				? 'Transparent needs a model that paints it, and the output format PNG or WebP'
				: WITHOUT_TRANSPARENT,
		}),
	);

const GATED = 'only for projects that OpenAI has enabled';

const FORMATS: INodePropertyOptions[] = [
	{ name: 'GIF', value: 'gif', description: `Animated, ${GATED}` },
	{ name: 'JPEG', value: 'jpeg' },
	{ name: 'PNG', value: 'png' },
	{ name: 'SVG', value: 'svg', description: `Vector graphics, one image a request, ${GATED}` },
	{ name: 'WebP', value: 'webp' },
];

const outputFormat = (options: INodePropertyOptions[]): INodeProperties => ({
	displayName: 'Output Format',
	name: 'outputFormat',
	type: 'options',
	options,
	default: 'png',
	description: 'The kind of file',
});

const COMPLEXITIES: INodePropertyOptions[] = [
	{ name: 'Low', value: 'low' },
	{ name: 'Medium', value: 'medium' },
	{ name: 'High', value: 'high' },
];

const complexity = (options: INodePropertyOptions[]): INodeProperties => ({
	displayName: 'Complexity',
	name: 'complexity',
	type: 'options',
	options,
	default: 'medium',
	description: 'How much work the model puts into planning the image',
});

const INPUT_FIDELITIES: INodePropertyOptions[] = [
	{ name: 'High', value: 'high' },
	{ name: 'Low', value: 'low' },
];

const inputFidelity = (options: INodePropertyOptions[]): INodeProperties => ({
	displayName: 'Input Fidelity',
	name: 'inputFidelity',
	type: 'options',
	options,
	default: 'high',
	description:
		'How closely faces and details of the input images are kept. Newer models always keep them closely.',
});

/** Options whose choices follow the model on the top level, for every request. */
export const modelOptions: INodeProperties[] = [
	...backgroundProperties('/model'),
	...byModel(
		'/model',
		COMPLEXITIES,
		({ complexities }, value) => lists(complexities, value),
		complexity,
	),
	...byModel(
		'/model',
		FORMATS,
		({ outputFormats }, value) => lists(outputFormats, value),
		outputFormat,
	),
];

/** The same, for edits only. */
export const modelEditOptions: INodeProperties[] = byModel(
	'/model',
	INPUT_FIDELITIES,
	({ inputFidelities }, value) => lists(inputFidelities, value),
	inputFidelity,
);

/**
 * Where models are compared there is no one model to follow. Compared are still pictures that can be opened
 * here, each variant with a background of its own.
 */
export const comparedOptions: INodeProperties[] = [
	complexity(COMPLEXITIES),
	outputFormat(FORMATS.filter(({ value }) => value === 'jpeg' || value === 'png')),
	inputFidelity(INPUT_FIDELITIES),
];
