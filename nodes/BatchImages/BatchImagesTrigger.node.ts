import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';

export class BatchImagesTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'GPT Image Batch Trigger',
		name: 'batchImagesTrigger',
		icon: {
			light: 'file:../../icons/batchImages.svg',
			dark: 'file:../../icons/batchImages.dark.svg',
		},
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["label"] ? "Label: " + $parameter["label"] : "All batches" }}',
		description: 'Starts the workflow when a batch of GPT Image Batch has ended',
		defaults: { name: 'GPT Image Batch Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'gptImageApi', required: true }],
		properties: [
			{
				displayName:
					'One item for each batch that has ended. Collect its images with <b>GPT Image Batch</b>, Operation <b>Collect</b>. Batches that had ended before the workflow was activated for the first time are not reported.',
				name: 'triggerNotice',
				type: 'notice',
				default: '',
			},
			{
				displayName: 'Batch Label',
				name: 'label',
				type: 'string',
				default: '',
				placeholder: 'e.g. autumn catalogue',
				description:
					'Only batches that were submitted with this Batch Label. When empty, all batches of GPT Image Batch in this account.',
			},
		],
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const { pollBatches } = await import('./trigger/poll');
		return await pollBatches(this);
	}
}
