import type { INodeParameters } from 'n8n-workflow';
import type { WorkflowJson } from '../../../dev/engine/engine';
import { collect, submit } from '../../support/batchBench';

interface BatchWorkflow {
	name: string;
	/** ID of the credential. */
	credential: string;
	/** How many images are submitted. */
	rows?: number;
	/** How long Wait waits. n8n keeps only a wait of more than 65 seconds in its database. */
	waitSeconds?: number;
}

const to = (node: string) => [{ node, type: 'main' as const, index: 0 }];

function nodes(credential: string) {
	const credentials = { gptImageApi: { id: credential, name: 'GPT Image API' } };
	return (
		name: string,
		type: string,
		parameters: INodeParameters,
		{ typeVersion = 1, own = false } = {},
	) => ({
		...{ id: name, name, type, typeVersion, parameters },
		position: [0, 0] as [number, number],
		...(own && { credentials }),
	});
}

const BATCH = 'n8n-nodes-gpt-image.batchImages';

/** Submit → Wait → Collect, and Still Running back to Wait. */
export function loopWorkflow({
	name,
	credential,
	rows = 2,
	waitSeconds = 2,
}: BatchWorkflow): WorkflowJson {
	const node = nodes(credential);
	const list = Array.from({ length: rows }, (_, at) => ({ prompt: `Cup ${at + 1}`, sku: at + 1 }));
	return {
		name,
		settings: { executionOrder: 'v1' },
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', {}),
			node(
				'Rows',
				'n8n-nodes-base.set',
				{ mode: 'raw', jsonOutput: JSON.stringify({ rows: list }), options: {} },
				{ typeVersion: 3.4 },
			),
			node('Split', 'n8n-nodes-base.splitOut', { fieldToSplitOut: 'rows', options: {} }),
			node('Submit', BATCH, submit().parameters, { typeVersion: 1.1, own: true }),
			node(
				'Wait',
				'n8n-nodes-base.wait',
				{ resume: 'timeInterval', amount: waitSeconds, unit: 'seconds' },
				{ typeVersion: 1.1 },
			),
			node('Collect', BATCH, collect().parameters, { typeVersion: 1.1, own: true }),
			node('Images', 'n8n-nodes-base.noOp', {}),
			node('Not Made', 'n8n-nodes-base.noOp', {}),
		],
		connections: {
			Start: { main: [to('Rows')] },
			Rows: { main: [to('Split')] },
			Split: { main: [to('Submit')] },
			Submit: { main: [to('Wait')] },
			Wait: { main: [to('Collect')] },
			Collect: { main: [to('Images'), to('Not Made'), to('Wait')] },
		},
	} as WorkflowJson;
}

/** GPT Image Batch Trigger every ten seconds, then Collect by the batch's ID. */
export function triggeredWorkflow({ name, credential }: BatchWorkflow): WorkflowJson {
	const node = nodes(credential);
	// n8n takes no poll time of less than a minute, but several.
	const item = [0, 10, 20, 30, 40, 50].map((second) => ({
		mode: 'custom',
		cronExpression: `${second} * * * * *`,
	}));
	const pollTimes = { item };
	return {
		name,
		settings: { executionOrder: 'v1' },
		nodes: [
			node(
				'Batch ended',
				'n8n-nodes-gpt-image.batchImagesTrigger',
				{ label: '', pollTimes },
				{ own: true },
			),
			node('Collect', BATCH, collect().parameters, { typeVersion: 1.1, own: true }),
		],
		connections: { 'Batch ended': { main: [to('Collect')] } },
	} as WorkflowJson;
}
