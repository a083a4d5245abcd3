import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

/**
 * Whether n8n will run the node anew although it returns: with Retry On Fail it does so where the first
 * item's json has `error`, wherever that is from (read in n8n-core 2.41, `workflow-execute.js`).
 */
export function runsAgain(context: IExecuteFunctions, [first]: INodeExecutionData[]): boolean {
	const error = first?.json.error;
	const counts = error !== undefined && error !== null && error !== false;
	return context.getNode().retryOnFail === true && counts;
}
