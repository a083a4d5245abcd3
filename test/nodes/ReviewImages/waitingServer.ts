import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';
import type { RunResult, WorkflowJson } from '../../../dev/engine/engine';
import type { Workbench } from '../../support/workbench';

/** A waiting execution behind a real HTTP server. */
export interface WaitingServer {
	get(query?: Record<string, string>): Promise<Response>;
	post(body: unknown): Promise<Response>;
	/** The run after an answer that n8n went on with; undefined while it waits. */
	gone(): RunResult | undefined;
	close(): Promise<void>;
}

/**
 * Serves a waiting execution as n8n does: what the node's `webhook()` returns takes the place of its inputs,
 * and the execution goes on.
 */
export async function serveWaiting(
	{ engine }: Workbench,
	workflow: WorkflowJson,
	run: RunResult,
	node: string,
	seenThrough?: (context: IWebhookFunctions) => IWebhookFunctions,
): Promise<WaitingServer> {
	let after: RunResult | undefined;
	const waiting = run.runExecutionData;
	const resume = async (items: INodeExecutionData[][]) => {
		const [entry] = waiting.executionData?.nodeExecutionStack ?? [];
		if (!entry) throw new Error('Nothing waits.');
		entry.data.main = items;
		entry.metadata = { ...entry.metadata, forwardAllOutputs: true };
		after = await engine.run(workflow, { retryOf: waiting, executionId: run.executionId });
	};
	const server = createServer((incoming, response) => {
		void (async () => {
			const body = await text(incoming);
			const query = Object.fromEntries(
				new URL(incoming.url ?? '', 'http://localhost').searchParams,
			);
			const request = Object.assign(incoming, { query, body: body && JSON.parse(body) });
			const { executionId } = run;
			const call = { workflow, waiting, executionId, node, request, response, seenThrough };
			const answer = await engine.webhook(call);
			if (answer.workflowData) await resume(answer.workflowData);
			if (!answer.noWebhookResponse) response.end(String(answer.webhookResponse));
		})().catch((thrown: unknown) => response.destroy(thrown as Error));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
	return {
		get: async (query = {}) => await fetch(`${url}?${new URLSearchParams(query).toString()}`),
		post: async (body) =>
			await fetch(url, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body),
			}),
		gone: () => after,
		close: async () => {
			server.close();
			server.closeAllConnections();
			await once(server, 'close');
		},
	};
}
