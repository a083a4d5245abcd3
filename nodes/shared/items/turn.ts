import type { IExecuteFunctions } from 'n8n-workflow';

/** Whether an AI Agent called the node as a tool. */
export function isTool(context: IExecuteFunctions): boolean {
	return context.isToolExecution?.() || context.getNode().rewireOutputLogTo === 'ai_tool';
}

/** The turn of the node within its execution, n8n's run index: in a loop each iteration is one. */
export function turnOf(context: IExecuteFunctions): string {
	// n8n counts each call of an agent's tool as a new run, repeated ones too: they are taken together.
	return isTool(context) ? 'tool' : String(context.getWorkflowDataProxy(0).$runIndex);
}
