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
	/**
	 * Makes n8n run the node again with the answer, in place of passing it over. Undefined if this n8n does
	 * not let it: then one answer is all that can be counted.
	 */
	runAgain?(): void;
}

/** What n8n's webhook functions hold, though their type does not say so. */
interface WithRunData {
	runExecutionData?: IRunExecutionData | null;
}

/** Undefined if nothing waits here. */
export function waitingRun(context: IWebhookFunctions): WaitingRun | undefined {
	const { runExecutionData } = context as IWebhookFunctions & WithRunData;
	const entry: IExecuteData | undefined = runExecutionData?.executionData?.nodeExecutionStack[0];
	if (!runExecutionData || entry === undefined) return readThroughExpressions(context);
	return {
		store: storeIn(NodeHelpers.getContext(runExecutionData, 'node', context.getNode())),
		items: entry.data.main?.[0] ?? [],
		runAgain() {
			entry.node.disabled = false;
		},
	};
}

/** The same facts as n8n's expressions give them: to read only, a change to them is lost. */
function readThroughExpressions(context: IWebhookFunctions): WaitingRun | undefined {
	const read = (expression: string): unknown => context.evaluateExpression(`{{ ${expression} }}`);
	// Braces in the name would end the expression.
	const name = JSON.stringify(context.getNode().name).replace(
		/[{}]/g,
		(brace) => `\\u00${brace.charCodeAt(0).toString(16)}`,
	);
	const { review } = (read(`$node[${name}].context`) ?? {}) as { review?: ReviewStore };
	const items = read('$input.all()');
	if (review === undefined || !Array.isArray(items)) return undefined;
	return { store: review, items: items as INodeExecutionData[] };
}
