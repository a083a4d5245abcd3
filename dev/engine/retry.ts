import type { IRunExecutionData, Workflow } from 'n8n-workflow';
import { jsonParse, jsonStringify } from 'n8n-workflow';

/**
 * What n8n's server makes of a failed execution's saved data before it runs it again: the failed
 * node's last try is taken out, all else stays, and the nodes are those of the workflow as it is now.
 */
export function readyForRetry(failed: IRunExecutionData, workflow: Workflow): IRunExecutionData {
	// Saved and read again: nothing but plain data outlives an execution.
	const saved = jsonStringify(failed, { replaceCircularRefs: true });
	const data = jsonParse<IRunExecutionData>(saved);
	const { resultData } = data;
	delete resultData.error;
	const tries = resultData.runData[resultData.lastNodeExecuted ?? ''];
	if (tries?.at(-1)?.error) tries.pop();
	for (const entry of data.executionData?.nodeExecutionStack ?? []) {
		const node = workflow.getNode(entry.node.name);
		if (!node) throw new Error(`The node ${entry.node.name} is no longer in the workflow.`);
		entry.node = node;
	}
	return data;
}
