import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { batchModelList } from '../shared/execution/listSearch';
import { NODE_VERSIONS } from '../shared/parameters/nodeVersion';
import { BATCH_OUTPUTS, batchProperties } from './description';

export class BatchImages implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'GPT Image Batch',
		name: 'batchImages',
		icon: {
			light: 'file:../../icons/batchImages.svg',
			dark: 'file:../../icons/batchImages.dark.svg',
		},
		group: ['transform'],
		// Its parameters are those of the other nodes since this version.
		version: NODE_VERSIONS.defaultVersion,
		subtitle:
			'={{ { submit: "Submit", collect: "Collect", cancel: "Cancel" }[$parameter["operation"]] }}',
		description: "Have images made at half price within a day, with OpenAI's Batch API",
		defaults: { name: 'GPT Image Batch' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: BATCH_OUTPUTS,
		credentials: [{ name: 'gptImageApi', required: true }],
		properties: batchProperties,
	};

	methods = { listSearch: batchModelList };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { run } = await import('./run');
		return await run(this);
	}
}
