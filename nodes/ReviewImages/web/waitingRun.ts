import {
	NodeHelpers,
	type IExecuteData,
	type INodeExecutionData,
	type IRunExecutionData,
	type IWebhookFunctions,
} from 'n8n-workflow';
import { storeIn, type ReviewStore } from '../round/store';

/** The execution that waits at this node, as n8n will save it when an answer resumes it. */
export interface WaitingRun {
	store: ReviewStore;
	/** The inputs, with the answers so far where there are some. */
	items: INodeExecutionData[];
	/** Makes n8n run the node again with the answer, in place of passing it over. */
	runAgain(): void;
}

/** What n8n's webhook functions hold, though their type does not say so. */
interface WithRunData {
	runExecutionData?: IRunExecutionData | null;
}

/** Undefined where n8n does not give what is needed. */
export function waitingRun(context: IWebhookFunctions): WaitingRun | undefined {
	const { runExecutionData } = context as IWebhookFunctions & WithRunData;
	const entry: IExecuteData | undefined = runExecutionData?.executionData?.nodeExecutionStack[0];
	if (!runExecutionData || entry === undefined) return undefined;
	return {
		store: storeIn(NodeHelpers.getContext(runExecutionData, 'node', context.getNode())),
		items: entry.data.main?.[0] ?? [],
		runAgain() {
			entry.node.disabled = false;
		},
	};
}
