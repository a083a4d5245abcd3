import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { REVIEW_OUTPUTS, reviewProperties } from './description';
import { REVIEW_WEBHOOKS } from './webhooks';

export class ReviewImages implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'GPT Image Review',
		name: 'reviewImages',
		icon: {
			light: 'file:../../icons/reviewImages.svg',
			dark: 'file:../../icons/reviewImages.dark.svg',
		},
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] === "vote" ? "Blind vote" : "Approve" }}',
		description:
			'Ask people to approve, change or choose images on a page, and wait for the answer',
		defaults: { name: 'GPT Image Review' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: REVIEW_OUTPUTS,
		webhooks: REVIEW_WEBHOOKS,
		properties: reviewProperties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { reviewImages } = await import('./review');
		const { untilStopped } = await import('../shared/execution/untilStopped');
		return await untilStopped(this, 1, async () => await reviewImages(this));
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const { respond } = await import('./web/respond');
		return await respond(this);
	}
}
