import type { INodeProperties } from 'n8n-workflow';
import { DEFAULT_MODEL, shownName } from '../shared/models/catalog';
import { baselineProperty } from '../shared/parameters/description/baseline';
import { inputImageProperties } from '../shared/parameters/description/inputImages';
import { modelProperty } from '../shared/parameters/description/model';
import { backgroundProperties } from '../shared/parameters/description/requestOptions';
import { optionsProperty } from '../shared/parameters/description/optionsCollection';
import { promptProperty } from '../shared/parameters/description/prompt';
import { qualityProperties } from '../shared/parameters/description/quality';
import { simplifyProperties } from '../shared/parameters/description/simplify';
import { runProperty } from '../shared/parameters/description/run';
import { alsoWhen } from '../shared/parameters/description/alsoWhen';
import { usualSizeProperties } from '../shared/parameters/description/size';
import { judgeProperty } from './judge/description';
import { existingProperties } from './existingDescription';
import { sliceByProperty } from './sliceBy';
import { sheetProperties } from './sheetDescription';
import { tallyProperties } from './tallyDescription';

/** A model to start with, and the one that most people hold it against. */
const SUGGESTED = [DEFAULT_MODEL, 'gpt-image-2.5-flare'];

const locator = (id: string) => ({
	__rl: true,
	mode: 'list',
	value: id,
	cachedResultName: shownName(id),
});

const variants: INodeProperties = {
	displayName: 'Variants',
	name: 'variants',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Variant',
	required: true,
	default: {
		values: SUGGESTED.map((id) => ({
			// Without the rest, which n8n fills with the defaults of the node's version.
			model: locator(id),
		})),
	},
	description: 'The models to compare, or one model with different settings. At least two.',
	options: [
		{
			displayName: 'Variant',
			name: 'values',
			values: [
				modelProperty,
				{
					displayName: 'Label',
					name: 'label',
					type: 'string',
					default: '',
					placeholder: 'e.g. Today',
					description: 'A name for the report. Leave empty to use the model.',
				},
				...qualityProperties,
				...usualSizeProperties(
					'Give all variants the same size to compare what they make of the prompt',
				),
				...backgroundProperties('model'),
			],
		},
	],
};

/** Sources whose images are requested and paid for. */
const REQUESTED = ['generate', 'edit'] as const;

const compare: INodeProperties[] = [
	{
		displayName: 'Source',
		name: 'source',
		type: 'options',
		options: [
			{ name: 'Generate From Prompts', value: 'generate' },
			{ name: 'Edit Images', value: 'edit' },
			{
				name: 'Images You Have',
				value: 'existing',
				description:
					'Compare images of any model, service or archive. Nothing is generated, and no credential is needed unless there is a judge.',
			},
		],
		default: 'generate',
		description: 'Where the images to compare come from',
	},
	...shownFor(REQUESTED, [
		promptProperty({
			placeholder: 'e.g. A red fox in fresh snow, or an expression: {{ $json.prompt }}',
			description: 'One prompt per input item: drag the field here that holds it',
		}),
		variants,
	]),
	...shownFor(['existing'], existingProperties),
	...shownFor(REQUESTED, [
		{
			displayName: 'Repetitions',
			name: 'repetitions',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 20, numberPrecision: 0 },
			default: 1,
			description:
				'How many images of each prompt each variant makes, because models answer differently each time',
		},
	]),
	baselineProperty,
	{
		displayName: 'Blind',
		name: 'blind',
		type: 'boolean',
		default: false,
		description:
			'Whether to hide the models, times and costs in the contact sheet and the report, so that reviewers judge the images only. Letters and places are shuffled for each prompt; Tally maps them back to the variants.',
	},
	sliceByProperty,
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		default: '',
		placeholder: 'e.g. Leaving gpt-image-1',
		description: 'The heading of the report, also used to name its files',
	},
	judgeProperty,
	...shownFor(
		['edit'],
		inputImageProperties.filter(({ name }) => name !== 'imagesFrom'),
	),
	...shownFor(REQUESTED, [...simplifyProperties, optionsProperty('compare')]),
	...shownFor(['existing'], [optionsProperty('existing')]),
	runProperty,
];

/** The parameters of GPT Image Compare Models, in the order of the editor. */
export const compareProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Compare',
				value: 'compare',
				action: 'Compare models on prompts',
				description: 'Run the same prompts on several models and report on them',
			},
			{
				name: 'Contact Sheet',
				value: 'sheet',
				action: 'Make a contact sheet of images',
				description:
					'Put any images on a labelled sheet (PNG) and a page (HTML), without a request or a credential',
			},
			{
				name: 'Tally',
				value: 'tally',
				action: 'Tally the answers of reviewers',
				description:
					"Join reviewers' answers to the images: acceptance, cost per accepted image, a winner",
			},
		],
		default: 'compare',
	},
	...onlyFor('compare', compare),
	...onlyFor('sheet', sheetProperties),
	...onlyFor('tally', tallyProperties),
];

function onlyFor(
	operation: 'compare' | 'tally' | 'sheet',
	properties: INodeProperties[],
): INodeProperties[] {
	return properties.map((property) => shownWhen(property, { operation: [operation] }));
}

type Source = 'generate' | 'edit' | 'existing';

function shownFor(sources: readonly Source[], properties: INodeProperties[]): INodeProperties[] {
	return properties.map((property) => shownWhen(property, { source: [...sources] }));
}

/** Rules on the top level's model do not apply: variants have their own. */
function shownWhen(property: INodeProperties, more: Record<string, string[]>): INodeProperties {
	const { show, hide } = property.displayOptions ?? {};
	const version = hide?.['@version'];
	const own = { show, ...(version && { hide: { '@version': version } }) };
	return alsoWhen({ ...property, displayOptions: own }, more);
}
