import { PollContext } from 'n8n-core';
import {
	deepCopy,
	Workflow,
	type IDataObject,
	type INodeExecutionData,
	type INodeTypes,
	type IWorkflowBase,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { additionalDataFor } from './additionalData';
import type { CredentialsHelper } from './credentials';
import type { WorkflowJson } from './execution';

export interface Poll {
	workflow: WorkflowJson;
	/** The name of the trigger. */
	node: string;
	/** `trigger` where left out; `manual` is a test in the editor. */
	mode?: WorkflowExecuteMode;
	/** What the trigger keeps from poll to poll; changed by it. */
	staticData: IDataObject;
}

/** Polls a trigger once, as n8n does for an active workflow. */
export async function poll(
	{ workflow: json, node: name, mode = 'trigger', staticData }: Poll,
	nodeTypes: INodeTypes,
	credentials: CredentialsHelper,
): Promise<INodeExecutionData[][] | null> {
	const parts = {
		...deepCopy({ nodes: json.nodes, connections: json.connections }),
		id: json.id ?? 'workflow',
		name: json.name ?? 'Workflow',
		active: true,
	};
	const workflow = new Workflow({
		...parts,
		nodeTypes,
		staticData: { [`node:${name}`]: staticData },
	});
	const node = workflow.getNode(name);
	const type = node && nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	if (!node || !type?.poll) throw new Error(`${name} is no trigger that polls.`);
	const additionalData = additionalDataFor({
		workflow: parts as IWorkflowBase,
		executionId: 'poll',
		mode,
		credentials,
	});
	const context = new PollContext(workflow, node, additionalData, mode, 'init');
	const items = await type.poll.call(context);
	const after = workflow.getStaticData('node', node);
	for (const [key, value] of Object.entries(after)) staticData[key] = deepCopy(value) as never;
	return items;
}
