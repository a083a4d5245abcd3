import type { INodeParameters } from 'n8n-workflow';
import type { WorkflowJson } from '../../../demo/engine/engine';
import { generate, workflowOf } from '../../support/workbench';

/** GPT Image Generate behind a webhook that takes a `prompt` and answers when the workflow has ended. */
export function webhookWorkflow(
	path: string,
	credential: string,
	parameters: INodeParameters,
): WorkflowJson {
	const prompt = '={{ $json.body.prompt }}';
	const workflow = workflowOf({ ...generate({ prompt, ...parameters }), credential });
	const nodes = workflow.nodes.map((node, place) =>
		place > 0
			? node
			: {
					...node,
					webhookId: path,
					type: 'n8n-nodes-base.webhook',
					typeVersion: 2.1,
					parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', options: {} },
				},
	);
	return { ...workflow, id: path, name: path, nodes };
}
