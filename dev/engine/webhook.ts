import type { IncomingMessage, ServerResponse } from 'node:http';
import { WebhookContext } from 'n8n-core';
import {
	deepCopy,
	Workflow,
	type INodeTypes,
	type IRunExecutionData,
	type IWebhookData,
	type IWebhookFunctions,
	type IWebhookResponseData,
	type IWorkflowBase,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { additionalDataFor } from './additionalData';
import type { CredentialsHelper } from './credentials';
import type { WorkflowJson } from './execution';

/** A request for a waiting execution, as n8n's server hands it to the node that waits. */
export interface WebhookCall {
	/** The workflow that waits. */
	workflow: WorkflowJson;
	/** `runExecutionData` of the run that waits; the node may change it. */
	waiting: IRunExecutionData;
	executionId: string;
	/** The name of the node that waits. */
	node: string;
	request: IncomingMessage & { body: unknown; query: Record<string, string> };
	response: ServerResponse;
	/** What the node gets in place of n8n's webhook functions, to try an n8n that gives less. */
	seenThrough?: (context: IWebhookFunctions) => IWebhookFunctions;
}

/** Lets a waiting node answer a request. */
export async function callWebhook(
	call: WebhookCall,
	nodeTypes: INodeTypes,
	credentials: CredentialsHelper,
): Promise<IWebhookResponseData> {
	const { executionId, waiting, request, response, seenThrough = (context) => context } = call;
	const { nodes, connections } = call.workflow;
	const settings = { executionOrder: 'v1' as const, ...call.workflow.settings };
	const parts = { ...deepCopy({ nodes, connections }), id: 'workflow', active: false, settings };
	const workflow = new Workflow({ ...parts, nodeTypes });
	const node = workflow.getNode(call.node);
	const type = node && nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	if (!node || !type?.webhook) throw new Error(`${call.node} does not answer requests.`);
	const additionalData = {
		...additionalDataFor({
			workflow: { ...parts, name: 'Workflow' } as IWorkflowBase,
			executionId,
			mode: 'manual',
			credentials,
		}),
		httpRequest: request,
		httpResponse: response,
	} as unknown as IWorkflowExecuteAdditionalData;
	const data = { node: node.name, webhookDescription: type.description.webhooks?.[0] };
	const context = new WebhookContext(
		workflow,
		node,
		additionalData,
		'manual',
		data as IWebhookData,
		[],
		waiting,
	);
	return await type.webhook.call(seenThrough(context));
}
