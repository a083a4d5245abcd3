import type { IWebhookFunctions } from 'n8n-workflow';

/** Where the page is and where it asks. */
export interface Addresses {
	/** Path and query for images and answers, without what is asked. */
	data: string;
	/** Path and query that says whether n8n works, waits or has ended. */
	status: string;
	/** Origins that the page may load from: where n8n says it is, and where it was opened. */
	origins: string[];
}

/** What n8n's forms ask of a waiting execution. */
const STATUS = 'n8n-execution-status';
const HOST = /^[a-z0-9.-]{1,253}(:\d{1,5})?$|^\[[0-9a-f:]{2,45}\](:\d{1,5})?$/i;

export function addressesOf(context: IWebhookFunctions): Addresses {
	// One expression for both: each costs n8n some milliseconds.
	const both = context.evaluateExpression(
		'{{ $execution.resumeUrl + " " + $execution.resumeFormUrl }}',
	);
	const [data, form] = String(both)
		.split(' ')
		.map((address) => new URL(address)) as [URL, URL];
	const { host = '' } = context.getHeaderData() as { host?: string };
	// Without a scheme it stands for the page's own.
	const opened = HOST.test(host) && host !== data.host ? [host] : [];
	return {
		data: `${data.pathname}${data.search}`,
		status: `${form.pathname}/${STATUS}${form.search}`,
		origins: [data.origin, ...opened],
	};
}
