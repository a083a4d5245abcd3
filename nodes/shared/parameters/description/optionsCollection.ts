import type { INodeProperties } from 'n8n-workflow';
import { outputOptions } from './outputOptions';
import { batchOptions, comparedOptions, requestOptions } from './requestOptions';

const differenceImage: INodeProperties = {
	displayName: 'Difference Image',
	name: 'differenceImage',
	type: 'boolean',
	default: false,
	description:
		'Whether to add a second binary field with an image that highlights what the edit changed',
};

/** Images that there are already keep their files' names and have their own links. */
const OF_EXISTING = new Set(['includeInputFields', 'includeInputFiles', 'binaryPropertyOutput']);

/** Files of an item don't travel through a batch, and its input images are no longer there to measure with. */
const OF_BATCHES = outputOptions.filter(({ name }) => name !== 'includeInputFiles');

type Operation = 'generate' | 'edit' | 'compare' | 'existing' | 'batchGenerate' | 'batchEdit';

const OPTIONS: Readonly<Record<Operation, () => INodeProperties[]>> = {
	generate: () => [...requestOptions('generate', '/model'), ...outputOptions],
	edit: () => [...requestOptions('edit', '/model'), ...outputOptions, differenceImage],
	compare: () => [
		...comparedOptions(),
		...outputOptions.filter(({ name }) => name !== 'outputMode'),
	],
	batchGenerate: () => [...batchOptions('generate'), ...OF_BATCHES],
	batchEdit: () => [...batchOptions('edit'), ...OF_BATCHES],
	existing: () => outputOptions.filter(({ name }) => OF_EXISTING.has(name)),
};

/**
 * The `options` collection: what goes to the API, and how the images are returned.
 * @param more options of the node's own.
 */
export function optionsProperty(
	operation: Operation,
	more: INodeProperties[] = [],
): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		// By code units: to load the rules of a language takes longer than to load this node.
		options: [...OPTIONS[operation](), ...more].toSorted(
			({ displayName: a }, { displayName: b }) => Number(a > b) - Number(a < b),
		),
	};
}
