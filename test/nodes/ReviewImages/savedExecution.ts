import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { IRunExecutionData } from 'n8n-workflow';
import { deepCopy } from 'n8n-workflow';
import type { RunResult, WorkflowJson } from '../../../dev/engine/engine';
import type { PageData } from '../../../nodes/ReviewImages/protocol/page';
import type { Workbench } from '../../support/workbench';

/**
 * An execution as n8n keeps it in its database: each request reads it anew, and an answer that the node
 * takes is written back, with all that was read, if the execution still waits by then.
 */
export class SavedExecution {
	status: 'waiting' | 'running' | 'ended' = 'waiting';
	/** The last run of the node. */
	ran: RunResult;
	private saved: IRunExecutionData;
	private readonly server = createServer((incoming, response) => {
		void this.serve(incoming, response).catch((thrown: unknown) =>
			response.destroy(thrown as Error),
		);
	});
	private url = '';

	private constructor(
		private readonly bench: Workbench,
		readonly workflow: WorkflowJson,
		private readonly node: string,
		first: RunResult,
	) {
		this.ran = first;
		this.saved = deepCopy(first.runExecutionData);
	}

	static async serve(
		bench: Workbench,
		workflow: WorkflowJson,
		node: string,
		first: RunResult,
	): Promise<SavedExecution> {
		const execution = new SavedExecution(bench, workflow, node, first);
		execution.server.listen(0, '127.0.0.1');
		await once(execution.server, 'listening');
		execution.url = `http://127.0.0.1:${(execution.server.address() as AddressInfo).port}/`;
		return execution;
	}

	async data(): Promise<PageData> {
		return (await (await fetch(`${this.url}?want=data`)).json()) as PageData;
	}

	async post(body: unknown): Promise<number> {
		const headers = { 'content-type': 'application/json' };
		const response = await fetch(this.url, { method: 'POST', headers, body: JSON.stringify(body) });
		await response.arrayBuffer();
		return response.status;
	}

	/** Sends until it is taken, as the page does while n8n is busy. */
	async postUntilTaken(body: unknown): Promise<void> {
		for (;;) {
			const status = await this.post(body);
			if (status === 200) return;
			if (status !== 409) throw new Error(`The answer was turned down with ${status}.`);
			await new Promise((done) => setTimeout(done, 20));
		}
	}

	/** Resolves when the node has run and no other run follows at once. */
	async settled(): Promise<void> {
		while (this.status === 'running') await new Promise((done) => setTimeout(done, 10));
	}

	async close(): Promise<void> {
		this.server.close();
		this.server.closeAllConnections();
		await once(this.server, 'close');
	}

	private async serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
		const { searchParams } = new URL(incoming.url ?? '', 'http://localhost');
		const query = Object.fromEntries(searchParams);
		const body = incoming.method === 'POST' ? await json(incoming) : undefined;
		if (this.status !== 'waiting') return this.conflict(response);
		const loaded = deepCopy(this.saved);
		const [entry] = loaded.executionData?.nodeExecutionStack ?? [];
		entry!.node.disabled = true;
		const answer = await this.bench.engine.webhook({
			...{ workflow: this.workflow, waiting: loaded, node: this.node },
			...{ executionId: this.ran.executionId, response },
			request: Object.assign(incoming, { query, body }),
		});
		if (answer.workflowData) {
			if (this.status !== 'waiting') return this.conflict(response);
			if (entry!.node.disabled) throw new Error('The node would be passed over.');
			entry!.data.main = answer.workflowData;
			this.saved = loaded;
			this.status = 'running';
			void this.runAgain();
		}
		if (!answer.noWebhookResponse) response.end(String(answer.webhookResponse));
	}

	private conflict(response: ServerResponse): void {
		response.statusCode = 409;
		response.end(JSON.stringify({ message: 'The execution is running already.' }));
	}

	private async runAgain(): Promise<void> {
		const data = deepCopy(this.saved);
		delete data.waitTill;
		data.resultData.runData[this.node]?.pop();
		this.ran = await this.bench.engine.run(this.workflow, {
			retryOf: data,
			executionId: this.ran.executionId,
		});
		this.saved = deepCopy(this.ran.runExecutionData);
		this.status = this.ran.status === 'waiting' ? 'waiting' : 'ended';
	}
}
