import { bannedPhrasesIn } from './phrases';
import { resolve } from 'node:path';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INodeExecutionData,
	INodeParameters,
} from 'n8n-workflow';
import {
	createEngine,
	type BinaryMode,
	type Engine,
	type RunOptions,
	type WorkflowJson,
} from '../../dev/engine/engine';
import {
	startImageServer,
	type ImageServer,
	type ServerLogEntry,
	type ServerOptions,
} from '../../dev/server/server';

/** One of our nodes behind a trigger, and how n8n is told to treat its failures. */
export interface NodeSetup {
	/** `generateImage`, `editImage` … */
	type: string;
	/** 1 where none is given: what nodes that were added before 1.1 do. */
	typeVersion?: number;
	parameters: INodeParameters;
	/** By its name in the workbench; `local` where none is given. */
	credential?: string;
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
	/** The requests for images that the server has seen, in the order of arrival. */
	requests(): ServerLogEntry[];
	/** How many they are. */
	calls(): number;
	close(): Promise<void>;
}

export type Ran = Awaited<ReturnType<Engine['run']>> & {
	/** The items of our node's first output. */
	items: INodeExecutionData[];
	/** Those of its second output, which n8n adds for On Error: Continue (using error output). */
	failedItems: INodeExecutionData[];
	/** `json.image` of each item of the first output. */
	images: IDataObject[];
	/** The files in the field `data`. */
	files(field?: string): Promise<Buffer[]>;
};

const NODE = 'Node';

export interface WorkbenchOptions extends ServerOptions {
	/** Where n8n keeps binaries. */
	binaryMode?: BinaryMode;
	/** Credentials beside `local`, by name; what they leave out is as in `local`. */
	credentials?: Record<string, ICredentialDataDecryptedObject>;
}

/** Starts a local image server and n8n's engine with the built package and credentials for that server. */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
	const { binaryMode, credentials = {}, ...serverOptions } = options;
	const server = await startImageServer(serverOptions);
	const local = { apiKey: server.apiKey, baseUrl: server.url, authentication: 'bearer' };
	const stored = Object.entries({ ...credentials, local: {} }).map(([name, data]) => [
		name,
		{ type: 'gptImageApi', data: { ...local, ...data } },
	]);
	const engine = await createEngine({
		packageDirectory: resolve(__dirname, '../..'),
		binaryMode,
		credentials: Object.fromEntries(stored),
	});
	const requests = () => server.log.filter(({ method }) => method === 'POST');
	return {
		engine,
		server,
		requests,
		calls: () => requests().length,
		close: async () => await server.close(),
		async run(setup, items, runOptions) {
			const result = await engine.run(workflowOf(setup), { items, ...runOptions });
			const [out = [], failedItems = []] = result.output(NODE);
			return {
				...result,
				items: out,
				failedItems,
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
export function workflowOf(setup: NodeSetup): WorkflowJson {
	const { type, parameters, settings, credential = 'local', ...node } = setup;
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
				credentials: { gptImageApi: { id: credential, name: credential } },
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

/** GPT Image Generate for the items' prompts: one small image each, unless the parameters say otherwise. */
export const generate = (
	parameters: INodeParameters = {},
	more: Partial<NodeSetup> = {},
): NodeSetup => ({
	type: 'generateImage',
	parameters: {
		model: model('gpt-image-2'),
		prompt: PROMPT_OF_ITEM,
		size: '1024x1024',
		quality: 'low',
		...parameters,
	},
	...more,
});

/** Words that no message of ours may have. What n8n calls a setting, and what a server wrote, does not count. */
export function bannedWordsIn(text: string): string[] {
	const ours = text.replace(/"[^"]*"/g, '').replaceAll('On Error', '');
	const words = ours.match(/\b(error|problem|failure)s?\b/gi) ?? [];
	return [...words, ...bannedPhrasesIn(ours)];
}
