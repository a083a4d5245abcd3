import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';

interface Loop {
	left: INodeExecutionData[];
	done: INodeExecutionData[];
}

/** Stand-in for Loop Over Items: as many items a turn as Batch Size says; what comes back leaves at the end. */
export class LoopOverItems implements INodeType {
	description = {
		displayName: 'Loop Over Items (Split in Batches)',
		name: 'splitInBatches',
		group: ['organization' as const],
		version: 3,
		description: 'Split data into batches and iterate over each batch',
		defaults: { name: 'Loop Over Items' },
		inputs: ['main' as const],
		outputs: ['main' as const, 'main' as const],
		outputNames: ['done', 'loop'],
		properties: [
			{ displayName: 'Batch Size', name: 'batchSize', type: 'number' as const, default: 1 },
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const context: IDataObject & { loop?: Loop } = this.getContext('node');
		const items = this.getInputData();
		const { left, done } = context.loop ?? { left: items, done: [] };
		const back = context.loop === undefined ? [] : items;
		const size = Number(this.getNodeParameter('batchSize', 0, 1));
		const loop: Loop = { left: left.slice(size), done: [...done, ...back] };
		context.loop = loop;
		const turn = left.slice(0, size);
		return turn.length > 0 ? [[], turn] : [loop.done, []];
	}
}
