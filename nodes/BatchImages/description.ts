import { NodeConnectionTypes, type INodeProperties } from 'n8n-workflow';
import { BATCH_LIMITS } from '../shared/models/batch';
import { alsoWhen } from '../shared/parameters/description/alsoWhen';
import { inputImageProperties } from '../shared/parameters/description/inputImages';
import { modelProperty } from '../shared/parameters/description/model';
import { optionsProperty } from '../shared/parameters/description/optionsCollection';
import { countProperty, promptProperty } from '../shared/parameters/description/prompt';
import { qualityPropertiesOf } from '../shared/parameters/description/quality';
import { simplifyProperties } from '../shared/parameters/description/simplify';
import { runPropertyOf } from '../shared/parameters/description/run';
import { sizeProperties } from '../shared/parameters/description/size';

const main = (displayName: string) =>
	`{ type: "${NodeConnectionTypes.Main}", displayName: "${displayName}" }`;
const list = (...names: string[]) => `[${names.map(main).join(', ')}]`;

/** The outputs by operation. */
export const BATCH_OUTPUTS =
	`={{ $parameter["operation"] === "collect" ? ${list('Images', 'Not Made', 'Still Running')} : ${list('Batches')} }}` as const;

/** How many outputs there are, at most. */
export const OUTPUTS = { submit: 1, collect: 3, cancel: 1 } as const;

const label: INodeProperties = {
	displayName: 'Batch Label',
	name: 'label',
	type: 'string',
	default: '',
	placeholder: 'e.g. autumn catalogue',
	description: `A name of your own for these batches, up to ${BATCH_LIMITS.labelCharacters} characters. GPT Image Batch Trigger can start workflows for batches with one label only.`,
};

const source: INodeProperties = {
	displayName: 'Source',
	name: 'source',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Generate From Prompts', value: 'generate' },
		{ name: 'Edit Images', value: 'edit' },
	],
	default: 'generate',
	description: 'Whether the images are made from prompts alone or from input images',
};

const prompts: INodeProperties[] = [
	...forSource('generate', [
		promptProperty({
			placeholder: 'e.g. {{ $json.product }} on a white table, or an expression for each item',
			description: 'What the image shows, up to 32,000 characters. One prompt per input item.',
		}),
	]),
	...forSource('edit', [
		promptProperty({
			placeholder: 'e.g. Replace the background with a sunlit kitchen, keep the bottle as it is',
			description: 'What to change and what to keep, up to 32,000 characters',
		}),
	]),
];

function forSource(name: 'generate' | 'edit', properties: INodeProperties[]): INodeProperties[] {
	return properties.map((property) => alsoWhen(property, { source: [name] }));
}

function onlyFor(operations: string[], properties: INodeProperties[]): INodeProperties[] {
	return properties.map((property) => alsoWhen(property, { operation: operations }));
}

/** A markup is not among the files that a line of a batch can name. */
const inputImages = inputImageProperties.filter(({ name }) => name !== 'markupField');

const submit: INodeProperties[] = [
	{
		displayName:
			'Images at half price, within 24 hours. Wire <b>Submit → Wait → Collect</b>, and Still Running back to Wait. The input fields of each item are stored at OpenAI with the batch until they expire after 30 days.',
		name: 'batchNotice',
		type: 'notice',
		default: '',
	},
	source,
	modelProperty,
	...prompts,
	...forSource('edit', inputImages),
	...forSource('generate', sizeProperties('generate')),
	...forSource('edit', sizeProperties('edit')),
	...qualityPropertiesOf('batch'),
	countProperty,
	...forSource('generate', [optionsProperty('batchGenerate', [label])]),
	...forSource('edit', [optionsProperty('batchEdit', [label])]),
	runPropertyOf([
		'dryRun',
		'maxConcurrency',
		'maxRetries',
		'maxSpend',
		'retiredModel',
		'timeout',
		'unsupportedSettings',
	]),
];

const batchId: INodeProperties = {
	displayName: 'Batch ID',
	name: 'batchId',
	type: 'string',
	default: '={{ $json.batch.id }}',
	placeholder: 'e.g. batch_68f0c1',
	description:
		'The batch, as Submit or GPT Image Batch Trigger put it out. The ID alone is enough, also days later and in another workflow.',
};

const collect: INodeProperties[] = [
	...simplifyProperties,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Delete Files',
				name: 'deleteFiles',
				type: 'options',
				options: [
					{
						name: 'When They Expire',
						value: 'atExpiry',
						description: 'OpenAI deletes them 30 days after they were made',
					},
					{
						name: 'After Collecting',
						value: 'afterCollecting',
						description:
							'At once, when every image is stored in n8n. The batch cannot be collected again.',
					},
				],
				default: 'atExpiry',
				description: "When the batch's files at OpenAI are deleted",
			},
		],
	},
];

/** The parameters of GPT Image Batch, in the order of the editor. */
export const batchProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Submit',
				value: 'submit',
				action: 'Submit a batch of images',
				description: 'Have images made at half price within 24 hours',
			},
			{
				name: 'Collect',
				value: 'collect',
				action: 'Collect the images of a batch',
				description:
					'Fetch the images of batches that have ended, and tell which are still running',
			},
			{
				name: 'Cancel',
				value: 'cancel',
				action: 'Cancel a batch of images',
				description: 'End a batch early. What was made until then can be collected.',
			},
		],
		default: 'submit',
	},
	...onlyFor(['submit'], submit),
	...onlyFor(['collect', 'cancel'], [batchId]),
	...onlyFor(['collect'], collect),
	...onlyFor(['collect', 'cancel'], [runPropertyOf(['maxRetries', 'timeout'])]),
];
