import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

/** Stand-in for Convert to File, Convert to CSV: one file of all items, with the fields of the first as its head. */
export class ConvertToFile implements INodeType {
	description = {
		displayName: 'Convert to File',
		name: 'convertToFile',
		group: ['input' as const],
		version: [1, 1.1],
		description: 'Convert JSON data to binary data',
		defaults: { name: 'Convert to File' },
		inputs: ['main' as const],
		outputs: ['main' as const],
		properties: [
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options' as const,
				options: [{ name: 'Convert to CSV', value: 'csv' }],
				default: 'csv',
			},
			{
				displayName: 'Put Output File in Field',
				name: 'binaryPropertyName',
				type: 'string' as const,
				default: 'data',
			},
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection' as const,
				default: {},
				options: [
					{
						displayName: 'File Name',
						name: 'fileName',
						type: 'string' as const,
						default: '',
					},
				],
			},
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		if (this.getNodeParameter('operation', 0) !== 'csv') {
			throw new NodeOperationError(this.getNode(), 'This stand-in converts to CSV only.');
		}
		const rows = this.getInputData().map(({ json }) => json);
		const names = Object.keys(rows[0] ?? {});
		const lines = [names, ...rows.map((row) => names.map((name) => row[name] ?? ''))];
		const text = lines.map((cells) => `${cells.map(cell).join(',')}\n`).join('');
		const field = String(this.getNodeParameter('binaryPropertyName', 0));
		const name = String(this.getNodeParameter('options.fileName', 0, '') || 'file.csv');
		const data = await this.helpers.prepareBinaryData(Buffer.from(text), name, 'text/csv');
		return [
			[{ json: {}, binary: { [field]: data }, pairedItem: rows.map((_, item) => ({ item })) }],
		];
	}
}

function cell(value: unknown): string {
	const text = String(value);
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
