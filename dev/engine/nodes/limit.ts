import type { IExecuteFunctions, INodeType } from 'n8n-workflow';

/** Stand-in for Limit: the first or last `maxItems` items. */
export class Limit implements INodeType {
	description = {
		displayName: 'Limit',
		name: 'limit',
		group: ['transform' as const],
		version: 1,
		description: 'Restrict the number of items',
		defaults: { name: 'Limit' },
		inputs: ['main' as const],
		outputs: ['main' as const],
		properties: [
			{ displayName: 'Max Items', name: 'maxItems', type: 'number' as const, default: 1 },
			{
				displayName: 'Keep',
				name: 'keep',
				type: 'options' as const,
				options: [
					{ name: 'First Items', value: 'firstItems' },
					{ name: 'Last Items', value: 'lastItems' },
				],
				default: 'firstItems',
			},
		],
	};

	async execute(this: IExecuteFunctions) {
		const items = this.getInputData();
		const count = Number(this.getNodeParameter('maxItems', 0));
		const last = this.getNodeParameter('keep', 0) === 'lastItems';
		return [last ? items.slice(-count) : items.slice(0, count)];
	}
}
