import type { IDataObject, INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { RunOptions } from '../../dev/engine/engine';
import type { ComparisonReport } from '../../nodes/CompareModels/statistics/types';
import {
	model,
	PROMPT_OF_ITEM,
	workflowOf,
	type NodeSetup,
	type Ran,
	type Workbench,
} from './workbench';

export { workflowOf } from './workbench';

export interface VariantSetup {
	model: string;
	label?: string;
	quality?: string;
	size?: string;
	background?: string;
}

/** Two models at their cheapest, small images. */
export const TWO: VariantSetup[] = [{ model: 'gpt-image-2' }, { model: 'gpt-image-2.5-flare' }];

/** GPT Image Compare Models for the items' prompts: quality low, 1024x1024, unless a variant says otherwise. */
export const compare = (
	variants: VariantSetup[] = TWO,
	parameters: INodeParameters = {},
	more: Partial<NodeSetup> = {},
): NodeSetup => ({
	type: 'compareModels',
	parameters: {
		operation: 'compare',
		prompt: PROMPT_OF_ITEM,
		variants: {
			values: variants.map(({ model: id, ...settings }) => ({
				model: model(id),
				quality: 'low',
				size: '1024x1024',
				...settings,
			})),
		},
		...parameters,
	},
	...more,
});

/** `json.compare` of an Images item as "1A", "1B", "2A" …, and "1A2" for its second repetition. */
export function placeOf({ compare: place }: IDataObject): string {
	const { promptIndex, variant, repetition } = place as IDataObject;
	const again = Number(repetition) > 0 ? String(Number(repetition) + 1) : '';
	return `${Number(promptIndex) + 1}${String(variant)}${again}`;
}

/** What a comparison put out, apart from its Images items. */
export interface Compared {
	ran: Ran;
	/** "1A", "1B", "2A" … in the order of the items. */
	places: string[];
	report: ComparisonReport;
	/** The Report item's files by field. */
	files: Record<string, { fileName: string; mimeType: string; bytes: Buffer }>;
}

/** Runs a comparison that is expected to end well. */
export async function runCompare(
	bench: Workbench,
	setup: NodeSetup,
	items: INodeExecutionData[],
	options?: RunOptions,
): Promise<Compared> {
	const ran = await bench.run(setup, items, options);
	if (ran.error) throw ran.error;
	return await comparedOf(bench, ran);
}

/** Reads both outputs of a run. */
export async function comparedOf(bench: Workbench, ran: Ran): Promise<Compared> {
	const [item] = ran.output('Node')[1] ?? [];
	const files: Compared['files'] = {};
	for (const [field, binary] of Object.entries(item?.binary ?? {})) {
		const { fileName = '', mimeType } = binary;
		files[field] = { fileName, mimeType, bytes: await bench.engine.readBinary(binary) };
	}
	const report = item?.json.report as unknown as ComparisonReport;
	return { ran, places: ran.items.map(({ json }) => placeOf(json)), report, files };
}

/** The models in the order in which the server was asked for them. */
export const modelsAsked = (bench: Workbench) =>
	bench.requests().map(({ fields }) => String(fields.model));

/** Images on the first input of a tally, answers on the second; pinned, as a person pins them. */
export async function runTally(
	bench: Workbench,
	images: INodeExecutionData[],
	answers: INodeExecutionData[] | undefined,
	parameters: INodeParameters = {},
): Promise<Ran> {
	const setup: NodeSetup = {
		type: 'compareModels',
		parameters: { operation: 'tally', ...parameters },
	};
	const workflow = workflowOf(setup);
	const node = workflow.nodes.find(({ name }) => name === 'Node')!;
	delete node.credentials;
	const source = (name: string): INode => ({
		id: name,
		name,
		type: 'n8n-nodes-base.noOp',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	});
	workflow.nodes.push(source('Images'), ...(answers ? [source('Answers')] : []));
	const to = (name: string, index = 0) => ({ node: name, type: 'main' as const, index });
	workflow.connections = {
		Start: { main: [[to('Images'), ...(answers ? [to('Answers')] : [])]] },
		Images: { main: [[to('Node', 0)]] },
		...(answers && { Answers: { main: [[to('Node', 1)]] } }),
	};
	const result = await bench.engine.run(workflow, {
		pinData: { Images: images, ...(answers && { Answers: answers }) },
	});
	const [items = []] = result.output('Node');
	return { ...result, items } as Ran;
}
