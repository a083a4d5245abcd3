import { setTimeout as sleep } from 'node:timers/promises';
import type { ExecutionStatus, INodeExecutionData, IRunExecutionData } from 'n8n-workflow';
import type { WorkflowJson } from '../engine/engine';
import { parseFlatted } from './flatted';
import { RestClient, RestRefusal } from './rest';

/** Who owns the instances that are started here. Opens nothing else. */
export const OWNER = {
	email: 'owner@example.com',
	firstName: 'Image',
	lastName: 'Maker',
	password: 'Local-only-1',
} as const;

async function signIn(rest: RestClient): Promise<void> {
	try {
		await rest.post('/login', { emailOrLdapLoginId: OWNER.email, password: OWNER.password });
	} catch (refused) {
		if (!(refused instanceof RestRefusal)) throw refused;
		throw new Error(
			`This n8n does not take ${OWNER.email} / ${OWNER.password}. If the password was changed, sign in with that, or start from scratch: npm run editor -- --reset\n${refused.message}`,
		);
	}
}

/** An execution as it is stored. */
export interface StoredExecution {
	id: string;
	status: ExecutionStatus;
	data: IRunExecutionData;
	/** The address of the form that it waits at, where it waits. */
	formUrl: string;
	/** What the node put out in its last run, by output. */
	output(nodeName: string): INodeExecutionData[][];
}

interface ListedCredential {
	id: string;
	name: string;
	type: string;
}

/** What people do in n8n's editor, over its REST API. */
export class Instance {
	private constructor(readonly rest: RestClient) {}

	/**
	 * Signs in; where n8n says that it has no owner yet, the owner is made first.
	 * @throws where it has an owner who signs in otherwise.
	 */
	static async open(url: string): Promise<Instance> {
		const rest = new RestClient(url);
		const { userManagement } = await rest.get<{
			userManagement: { showSetupOnFirstLoad?: boolean };
		}>('/settings');
		if (userManagement.showSetupOnFirstLoad === true) {
			await rest.post('/owner/setup', OWNER);
		} else {
			await signIn(rest);
		}
		return new Instance(rest);
	}

	/** Makes the credential, or gives the one of this name new data. @returns its id. */
	async saveCredential(type: string, name: string, data: Record<string, unknown>): Promise<string> {
		const all = await this.rest.get<ListedCredential[]>('/credentials');
		const known = all.find((listed) => listed.name === name && listed.type === type);
		const body = { name, type, data };
		const { id } = known
			? await this.rest.patch<ListedCredential>(`/credentials/${known.id}`, body)
			: await this.rest.post<ListedCredential>('/credentials', body);
		return id;
	}

	/** The editor's own answer to Test of a stored credential that was given new data. */
	async testCredential(
		id: string,
		type: string,
		data: Record<string, unknown>,
	): Promise<{ status: 'OK' | 'Error'; message: string }> {
		return await this.rest.post('/credentials/test', {
			credentials: { id, name: 'Test', type, data },
		});
	}

	/** Makes the workflow, or replaces the one of this name. @returns its id. */
	async saveWorkflow(workflow: WorkflowJson): Promise<string> {
		const all = await this.rest.get<Array<{ id: string; name: string }>>('/workflows');
		const known = all.find(({ name }) => name === workflow.name);
		const { id: _, ...rest } = workflow;
		const body = { active: false, ...rest };
		if (known) {
			const { versionId } = await this.rest.get<{ versionId: string }>(`/workflows/${known.id}`);
			await this.rest.patch(`/workflows/${known.id}`, { ...body, versionId });
			return known.id;
		}
		return (await this.rest.post<{ id: string }>('/workflows', body)).id;
	}

	/** What Execute Workflow does. @returns the execution's id. */
	async startWorkflow(id: string): Promise<string> {
		const workflowData = await this.rest.get<WorkflowJson>(`/workflows/${id}`);
		const trigger = workflowData.nodes.find(({ type }) => /trigger$/i.test(type));
		const { executionId } = await this.rest.post<{ executionId: string }>(`/workflows/${id}/run`, {
			workflowData,
			startNodes: [],
			triggerToStartFrom: { name: trigger?.name },
		});
		return executionId;
	}

	/** Runs a workflow and waits until it is through or waits for an answer. */
	async runWorkflow(id: string): Promise<StoredExecution> {
		return await this.finished(await this.startWorkflow(id));
	}

	/** Publishes a workflow, so that its triggers listen. */
	async activateWorkflow(id: string): Promise<void> {
		const { versionId } = await this.rest.get<{ versionId: string }>(`/workflows/${id}`);
		await this.rest.post(`/workflows/${id}/activate`, { versionId });
	}

	/** What Retry does in the list of executions. @returns the new execution. */
	async retry(executionId: string): Promise<StoredExecution> {
		await this.rest.post(`/executions/${executionId}/retry`, { loadWorkflow: false });
		const { results } = await this.rest.get<{ results: Array<{ id: string }> }>('/executions');
		const newest = results.map(({ id }) => Number(id)).sort((a, b) => b - a)[0];
		return await this.finished(String(newest));
	}

	/** Waits until an execution is through or waits for an answer. @throws after `withinMs`. */
	async finished(executionId: string, withinMs = 120_000): Promise<StoredExecution> {
		const until = performance.now() + withinMs;
		while (performance.now() < until) {
			const { status, data } = await this.rest.get<{ status: ExecutionStatus; data: string }>(
				`/executions/${executionId}`,
			);
			if (status !== 'running' && status !== 'new') return this.stored(executionId, status, data);
			await sleep(150);
		}
		throw new Error(`Execution ${executionId} has not ended within ${withinMs / 1000} s.`);
	}

	/** The bytes of a file, wherever n8n keeps it. */
	async readBinary(binary: { id?: string; data: string }): Promise<Buffer> {
		return binary.id === undefined
			? Buffer.from(binary.data, 'base64')
			: await this.rest.readBinary(binary.id);
	}

	/** Answers the form that an execution waits at. @param fields by their place in the form. */
	async answerForm({ formUrl }: StoredExecution, fields: readonly string[]): Promise<void> {
		const body = new FormData();
		fields.forEach((value, place) => body.append(`field-${place}`, value));
		const response = await fetch(formUrl, { method: 'POST', body });
		if (!response.ok) throw new Error(`The form answered ${response.status}.`);
	}

	private stored(id: string, status: ExecutionStatus, text: string): StoredExecution {
		const data = parseFlatted(text) as IRunExecutionData;
		const { resumeToken = '' } = data as { resumeToken?: string };
		return {
			id,
			status,
			data,
			formUrl: `${this.rest.url}/form-waiting/${id}?signature=${resumeToken}`,
			output: (nodeName) =>
				(data.resultData.runData[nodeName]?.at(-1)?.data?.main ?? []).map((items) => items ?? []),
		};
	}
}
