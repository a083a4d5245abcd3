import type { INode, INodeParameters } from 'n8n-workflow';
import type { WorkflowJson } from '../engine/engine';

/** What both nodes can do: one model that n8n's own node takes as an id, one of the sizes it knows. */
const MODEL = 'gpt-image-2';
const SIZE = '1024x1024';
const QUALITY = 'low';

/** Name of the node that is measured. */
export const MEASURED = 'Images';

/** Prompts in one language of one length, so that every request is alike. */
export function promptsOf(count: number): string[] {
	return Array.from({ length: count }, (_, at) => `Tea on a wooden table, view ${at + 101}`);
}

/** The body that both nodes send for a prompt. */
export function bodyOf(prompt: string, more: object = {}): object {
	return { model: MODEL, prompt, size: SIZE, quality: QUALITY, ...more };
}

/** n8n's own OpenAI node, version 2.3: image, generate. */
export function peerNode(credentialId: string): INode {
	return measured(
		'@n8n/n8n-nodes-langchain.openAi',
		2.3,
		{ openAiApi: credentialId },
		{
			resource: 'image',
			operation: 'generate',
			modelId: { __rl: true, mode: 'id', value: MODEL },
			prompt: '={{ $json.prompt }}',
			options: { size: SIZE, quality: QUALITY },
		},
	);
}

/** GPT Image Generate. */
export function ourNode(credentialId: string, more: INodeParameters = {}): INode {
	return measured(
		'n8n-nodes-gpt-image.generateImage',
		1,
		{ gptImageApi: credentialId },
		{
			model: { __rl: true, mode: 'id', value: MODEL },
			prompt: '={{ $json.prompt }}',
			size: SIZE,
			quality: QUALITY,
			run: { maxConcurrency: 5 },
			...more,
		},
	);
}

/** A trigger with an item for each prompt, then the node. */
export function workflowOf(name: string, node: INode, prompts: readonly string[]): WorkflowJson {
	const trigger: INode = {
		id: 'start',
		name: 'Start',
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	return {
		id: name,
		name,
		nodes: [trigger, node],
		connections: { Start: { main: [[{ node: node.name, type: 'main', index: 0 }]] } },
		pinData: { Start: prompts.map((prompt) => ({ json: { prompt } })) },
	};
}

function measured(
	type: string,
	typeVersion: number,
	credentials: Readonly<Record<string, string>>,
	parameters: INodeParameters,
): INode {
	return {
		id: 'images',
		name: MEASURED,
		type,
		typeVersion,
		position: [200, 0],
		parameters,
		credentials: Object.fromEntries(
			Object.entries(credentials).map(([kind, id]) => [kind, { id, name: 'Bench' }]),
		),
	};
}
