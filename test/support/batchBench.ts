import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { RunOptions } from '../../dev/engine/engine';
import type { BatchJson } from '../../nodes/BatchImages/batches/types';
import { model, PROMPT_OF_ITEM, type NodeSetup, type Ran, type Workbench } from './workbench';

/** GPT Image Batch for the items' prompts: one small image each, unless the parameters say otherwise. */
export const submit = (
	parameters: INodeParameters = {},
	more: Partial<NodeSetup> = {},
): NodeSetup => ({
	type: 'batchImages',
	typeVersion: 1.1,
	parameters: {
		operation: 'submit',
		source: 'generate',
		model: model('gpt-image-2'),
		prompt: PROMPT_OF_ITEM,
		size: '1024x1024',
		quality: 'low',
		...parameters,
	},
	...more,
});

/** Collects the items' batches. */
export const collect = (
	parameters: INodeParameters = {},
	more: Partial<NodeSetup> = {},
): NodeSetup => ({
	type: 'batchImages',
	typeVersion: 1.1,
	parameters: { operation: 'collect', batchId: '={{ $json.batch.id }}', ...parameters },
	...more,
});

/** What `json.batch` holds in each of these items. */
export const batchesIn = (items: readonly INodeExecutionData[]): BatchJson[] =>
	items.map(({ json }) => json.batch as unknown as BatchJson);

/** The outputs of a run that collected. */
export const outputsOf = (ran: Ran) => {
	const [images = [], notMade = [], running = []] = ran.output('Node');
	const imageOf = ({ json }: INodeExecutionData) => json.image as IDataObject;
	return { images, notMade, running, made: images.map(imageOf), missing: notMade.map(imageOf) };
};

/** Submits, lets the server's time pass, and collects. */
export async function overNight(
	bench: Workbench,
	setup: NodeSetup,
	items: INodeExecutionData[],
	{ seconds = 100, options }: { seconds?: number; options?: RunOptions } = {},
) {
	const submitted = await bench.run(setup, items, options);
	bench.server.advance(seconds);
	const collected = await bench.run(collect(), submitted.items);
	return { submitted, collected, ...outputsOf(collected) };
}

/** How often the server was asked for this. */
export const countOf = (bench: Workbench, method: string, path: RegExp) =>
	bench.server.log.filter((entry) => entry.method === method && path.test(entry.path)).length;
