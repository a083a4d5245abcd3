import type { IHttpRequestMethods, IWebhookDescription } from 'n8n-workflow';

const entry = (httpMethod: IHttpRequestMethods, isForm: boolean): IWebhookDescription => ({
	name: 'default',
	httpMethod,
	responseMode: 'onReceived',
	// Without it, n8n answers a counted answer with the text "firstEntryJson".
	responseData: '',
	path: '',
	restartWebhook: true,
	isFullPath: true,
	...(isForm && { nodeType: 'form' as const }),
});

/**
 * Where n8n takes requests for a waiting execution: the page at `form-waiting`, which tells a person something
 * at every time; images and answers at `webhook-waiting`.
 */
export const REVIEW_WEBHOOKS: IWebhookDescription[] = [
	entry('GET', true),
	entry('HEAD', true),
	entry('GET', false),
	entry('HEAD', false),
	entry('POST', false),
];
