import type { ExecutionStatus, INodeParameters } from 'n8n-workflow';
import type { WorkflowJson } from '../../../dev/engine/engine';
import type { Instance, StoredExecution } from '../../../dev/n8n/instance';
import { generate, workflowOf } from '../../support/workbench';
import { until } from './until';

const OPEN: readonly ExecutionStatus[] = ['new', 'running', 'waiting', 'unknown'];

interface Listed {
	id: string;
	status: ExecutionStatus;
}

/** GPT Image Generate behind a webhook that takes a `prompt` and answers when the workflow has ended. */
export class Webhook {
	private constructor(
		private readonly instance: Instance,
		private readonly workflowId: string,
		private readonly url: string,
	) {}

	/** Saves and publishes the workflow, and waits until it listens. @param path its name as well. */
	static async publish(
		instance: Instance,
		credential: string,
		path: string,
		parameters: INodeParameters,
	): Promise<Webhook> {
		const id = await instance.saveWorkflow(workflow(path, credential, parameters));
		await instance.activateWorkflow(id);
		const url = `${instance.rest.url}/webhook/${path}`;
		// Published is not yet listening: once it does, n8n says that POST is wanted.
		await until(
			async () => (await (await fetch(url)).text()).includes('POST request'),
			60_000,
			`n8n to listen at ${url}`,
		);
		return new Webhook(instance, id, url);
	}

	/** @returns the status of the answer. */
	async request(prompt: string): Promise<number> {
		const response = await fetch(this.url, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ prompt }),
		});
		await response.arrayBuffer();
		return response.status;
	}

	/** Its executions, the newest first. */
	async executions(): Promise<Listed[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId: this.workflowId }));
		const { results } = await this.instance.rest.get<{ results: Listed[] }>(
			`/executions?filter=${filter}&limit=100`,
		);
		return results.toSorted((a, b) => Number(b.id) - Number(a.id));
	}

	/** Waits until so many executions have ended. @returns them, the newest first. @throws after 90 s. */
	async ended(count: number): Promise<StoredExecution[]> {
		let all: Listed[] = [];
		await until(
			async () => {
				all = await this.executions();
				return all.length >= count && all.every(({ status }) => !OPEN.includes(status));
			},
			90_000,
			`${count} executions of ${this.workflowId} to end`,
		);
		return await Promise.all(all.map(async ({ id }) => await this.instance.finished(id, 5000)));
	}
}

function workflow(path: string, credential: string, parameters: INodeParameters): WorkflowJson {
	const prompt = '={{ $json.body.prompt }}';
	const made = workflowOf({ ...generate({ prompt, ...parameters }), credential });
	const nodes = made.nodes.map((node, place) =>
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
	return { ...made, id: path, name: path, nodes };
}
