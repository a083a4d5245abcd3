import { resolve } from 'node:path';
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import {
	createEngine,
	type BinaryMode,
	type Engine,
	type RunOptions,
	type WorkflowJson,
} from '../../demo/engine/engine';
import { startImageServer, type ImageServer, type ServerOptions } from '../../demo/server/server';

/** One of our nodes behind a trigger, and how n8n is told to treat its failures. */
export interface NodeSetup {
	/** `generateImage`, `editImage` … */
	type: string;
	parameters: INodeParameters;
	onError?: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';
	retryOnFail?: boolean;
	maxTries?: number;
	settings?: WorkflowJson['settings'];
}

/** The built package in n8n's engine, beside a local image server. */
export interface Workbench {
	engine: Engine;
	server: ImageServer;
	run(setup: NodeSetup, items: INodeExecutionData[], options?: RunOptions): Promise<Ran>;
	/** How many requests for images the server has seen. */
	calls(): number;
	close(): Promise<void>;
}

export type Ran = Awaited<ReturnType<Engine['run']>> & {
	/** The items of our node's first output. */
	items: INodeExecutionData[];
	/** `json.image` of each. */
	images: IDataObject[];
	/** The files in the field `data`. */
	files(field?: string): Promise<Buffer[]>;
};

const NODE = 'Node';

/** @param binaryMode where n8n keeps binaries. */
export async function openWorkbench(
	options: ServerOptions & { binaryMode?: BinaryMode } = {},
): Promise<Workbench> {
	const { binaryMode, ...serverOptions } = options;
	const server = await startImageServer(serverOptions);
	const engine = await createEngine({
		packageDirectory: resolve(__dirname, '../..'),
		binaryMode,
		credentials: {
			local: {
				type: 'gptImageApi',
				data: { apiKey: server.apiKey, baseUrl: server.url, authentication: 'bearer' },
			},
		},
	});
	return {
		engine,
		server,
		calls: () => server.log.filter(({ method }) => method === 'POST').length,
		close: async () => await server.close(),
		async run(setup, items, runOptions) {
			const result = await engine.run(workflowOf(setup), { items, ...runOptions });
			const out = result.output(NODE)[0] ?? [];
			return {
				...result,
				items: out,
				images: out.map(({ json }) => json.image as IDataObject),
				files: async (field = 'data') =>
					await Promise.all(
						out.flatMap(({ binary }) =>
							binary?.[field] ? [engine.readBinary(binary[field])] : [],
						),
					),
			};
		},
	};
}

/** A trigger, then our node. */
export function workflowOf({ type, parameters, settings, ...node }: NodeSetup): WorkflowJson {
	return {
		id: 'test',
		name: 'Test',
		settings,
		nodes: [
			{
				id: 'trigger',
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{
				id: 'node',
				name: NODE,
				type: `n8n-nodes-gpt-image.${type}`,
				typeVersion: 1,
				position: [200, 0],
				parameters,
				credentials: { gptImageApi: { id: 'local', name: 'local' } },
				waitBetweenTries: 10,
				...node,
			},
		],
		connections: { Start: { main: [[{ node: NODE, type: 'main', index: 0 }]] } },
	} as WorkflowJson;
}

/** A model as the resource locator stores it. */
export const model = (id: string) => ({ __rl: true, mode: 'id', value: id });

/** One input item a prompt. */
export const prompts = (...texts: string[]): INodeExecutionData[] =>
	texts.map((prompt) => ({ json: { prompt } }));

/** The node's Prompt, read from the item. */
export const PROMPT_OF_ITEM = '={{ $json.prompt }}';
