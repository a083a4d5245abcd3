import { writeFile } from 'node:fs/promises';
import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

/** Stand-in for Read/Write Files from Disk, Write File to Disk. Like n8n, it makes no folders. */
export class ReadWriteFile implements INodeType {
	description = {
		displayName: 'Read/Write Files from Disk',
		name: 'readWriteFile',
		group: ['input' as const],
		version: [1, 1.1],
		description: 'Read or write files from the computer that runs n8n',
		defaults: { name: 'Read/Write Files from Disk' },
		inputs: ['main' as const],
		outputs: ['main' as const],
		properties: [
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options' as const,
				options: [{ name: 'Write File to Disk', value: 'write' }],
				default: 'write',
			},
			{
				displayName: 'File Path and Name',
				name: 'fileName',
				type: 'string' as const,
				default: '',
			},
			{
				displayName: 'Input Binary Field',
				name: 'dataPropertyName',
				type: 'string' as const,
				default: 'data',
			},
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const written: INodeExecutionData[] = [];
		for (const [item, { json, binary }] of this.getInputData().entries()) {
			if (this.getNodeParameter('operation', item) !== 'write') {
				throw new NodeOperationError(this.getNode(), 'This stand-in writes files only.');
			}
			const fileName = String(this.getNodeParameter('fileName', item));
			const field = String(this.getNodeParameter('dataPropertyName', item));
			await writeFile(fileName, await this.helpers.getBinaryDataBuffer(item, field));
			written.push({ json: { ...json, fileName }, binary, pairedItem: { item } });
		}
		return [written];
	}
}
