import { WorkflowExecute } from 'n8n-core';
import type {
	ExecutionError,
	ExecutionStatus,
	IExecuteContextData,
	INodeExecutionData,
	INodeTypes,
	IPinData,
	IRun,
	IRunData,
	IRunExecutionData,
	ITaskData,
	IWorkflowBase,
	NodeExecutionHint,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { createRunExecutionData, deepCopy, Workflow } from 'n8n-workflow';
import { additionalDataFor } from './additionalData';
import type { CredentialsHelper } from './credentials';
import { readyForRetry } from './retry';

/** A workflow as n8n exports it. */
export type WorkflowJson = Pick<IWorkflowBase, 'nodes' | 'connections'> & Partial<IWorkflowBase>;

export interface RunOptions {
	mode?: WorkflowExecuteMode;
	/** What the trigger gives out; one empty item when left out. */
	items?: INodeExecutionData[];
	/** Name of the node to start from; the workflow's trigger when left out. */
	startNode?: string;
	pinData?: IPinData;
	/** Stops the execution as the Stop button does. */
	signal?: AbortSignal;
	executionId?: string;
	/** A failed run's `runExecutionData`: continues it as n8n's retry from the executions list does. */
	retryOf?: IRunExecutionData;
	/** Called after each node, for progress. */
	onNode?: (name: string, task: ITaskData) => void;
}

export interface RunResult {
	executionId: string;
	status: ExecutionStatus;
	/** What stopped the execution, if anything did. */
	error: ExecutionError | undefined;
	runData: IRunData;
	/** What the nodes keep in their context, by n8n's key (`node:<name>`). */
	contextData: IExecuteContextData;
	hints: Array<NodeExecutionHint & { node: string }>;
	runExecutionData: IRunExecutionData;
	/** The items of a node's last run, by output. */
	output(node: string): INodeExecutionData[][];
	/** A node's last run: its error, hints, metadata. */
	task(node: string): ITaskData | undefined;
}

let executions = 0;

/** Runs a workflow in n8n's engine until it ends, fails, times out or is stopped. Never rejects for what a node does. */
export async function execute(
	json: WorkflowJson,
	options: RunOptions,
	nodeTypes: INodeTypes,
	credentials: CredentialsHelper,
): Promise<RunResult> {
	const mode = options.mode ?? 'manual';
	const executionId = options.executionId ?? String(++executions);
	const workflow = new Workflow({
		...deepCopy({ nodes: json.nodes, connections: json.connections }),
		id: json.id ?? 'workflow',
		name: json.name ?? 'Workflow',
		active: false,
		nodeTypes,
		// n8n writes this into every workflow made since 2023.
		settings: { executionOrder: 'v1', ...json.settings },
	});
	const data = options.retryOf
		? readyForRetry(options.retryOf, workflow)
		: startOf(workflow, options);
	const additionalData = additionalDataFor({
		workflow: { ...json, id: workflow.id, settings: workflow.settings } as IWorkflowBase,
		executionId,
		mode,
		credentials,
		onNode: options.onNode,
	});
	const timeoutMs = (workflow.settings.executionTimeout ?? 0) * 1000;
	if (timeoutMs > 0) additionalData.executionTimeoutTimestamp = Date.now() + timeoutMs;

	const running = new WorkflowExecute(additionalData, mode, data).processRunExecutionData(workflow);
	const stop = () => running.cancel();
	const timer = timeoutMs > 0 ? setTimeout(stop, timeoutMs) : undefined;
	if (options.signal?.aborted) stop();
	options.signal?.addEventListener('abort', stop);
	try {
		return resultOf(await running, executionId);
	} finally {
		clearTimeout(timer);
		options.signal?.removeEventListener('abort', stop);
	}
}

function startOf(workflow: Workflow, options: RunOptions): IRunExecutionData {
	const named = options.startNode === undefined ? undefined : workflow.getNode(options.startNode);
	const node = named ?? workflow.getStartNode();
	if (!node) throw new Error('The workflow has no node to start from.');
	const items = options.items ?? [{ json: {} }];
	return createRunExecutionData({
		executionData: { nodeExecutionStack: [{ node, data: { main: [items] }, source: null }] },
		resultData: { pinData: options.pinData },
	});
}

function resultOf(run: IRun, executionId: string): RunResult {
	const { resultData, executionData } = run.data;
	const { runData } = resultData;
	const task = (node: string) => runData[node]?.at(-1);
	return {
		executionId,
		status: run.status,
		error: resultData.error,
		runData,
		contextData: executionData?.contextData ?? {},
		hints: Object.entries(runData).flatMap(([node, tasks]) =>
			tasks.flatMap(({ hints = [] }) => hints.map((hint) => ({ ...hint, node }))),
		),
		runExecutionData: run.data,
		output: (node) => (task(node)?.data?.main ?? []).map((items) => items ?? []),
		task,
	};
}
