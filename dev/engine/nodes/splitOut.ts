import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';

/** Stand-in for Split Out: one item for each element of one list field. */
export class SplitOut implements INodeType {
	description = {
		displayName: 'Split Out',
		name: 'splitOut',
		group: ['transform' as const],
		version: 1,
		description: 'Turn a list inside item(s) into separate items',
		defaults: { name: 'Split Out' },
		inputs: ['main' as const],
		outputs: ['main' as const],
		properties: [
			{
				displayName: 'Fields To Split Out',
				name: 'fieldToSplitOut',
				type: 'string' as const,
				default: '',
			},
			{
				displayName: 'Include',
				name: 'include',
				type: 'options' as const,
				options: [
					{ name: 'No Other Fields', value: 'noOtherFields' },
					{ name: 'All Other Fields', value: 'allOtherFields' },
				],
				default: 'noOtherFields',
			},
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const split = this.getInputData().flatMap(({ json }, item) => {
			const field = String(this.getNodeParameter('fieldToSplitOut', item));
			const { [field]: list, ...others } = json;
			const kept = this.getNodeParameter('include', item) === 'allOtherFields' ? others : {};
			return (Array.isArray(list) ? list : [list]).map((element: unknown) => ({
				json: { ...kept, ...(isObject(element) ? element : { [field]: element }) },
				pairedItem: { item },
			}));
		});
		return [split as INodeExecutionData[]];
	}
}

function isObject(value: unknown): value is object {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
