import { ExecutionLifecycleHooks } from 'n8n-core';
import type {
	IRunExecutionData,
	ITaskData,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import type { CredentialsHelper } from './credentials';

export interface ExecutionFacts {
	workflow: IWorkflowBase;
	executionId: string;
	mode: WorkflowExecuteMode;
	credentials: CredentialsHelper;
	/** Called when a node is through, with what it gave. */
	onNode?: (name: string, task: ITaskData) => void;
}

const SERVER = 'http://localhost:5678';

/** What n8n's server gives an execution beside the workflow: addresses, credentials, hooks. */
export function additionalDataFor(facts: ExecutionFacts): IWorkflowExecuteAdditionalData {
	const { workflow, executionId, mode, credentials, onNode } = facts;
	const hooks = new ExecutionLifecycleHooks(mode, executionId, workflow);
	if (onNode) hooks.addHandler('nodeExecuteAfter', onNode);
	return {
		executionId,
		hooks,
		credentialsHelper: credentials,
		currentNodeExecutionIndex: 0,
		variables: {},
		workflowId: workflow.id,
		instanceBaseUrl: `${SERVER}/`,
		restApiUrl: `${SERVER}/rest`,
		formBaseUrl: `${SERVER}/form`,
		formWaitingBaseUrl: `${SERVER}/form-waiting`,
		formTestBaseUrl: `${SERVER}/form-test`,
		webhookBaseUrl: `${SERVER}/webhook`,
		webhookWaitingBaseUrl: `${SERVER}/webhook-waiting`,
		webhookTestBaseUrl: `${SERVER}/webhook-test`,
		mcpBaseUrl: `${SERVER}/mcp`,
		mcpTestBaseUrl: `${SERVER}/mcp-test`,
		setExecutionStatus: () => {},
		logAiEvent: () => {},
		getRunExecutionData: async (): Promise<IRunExecutionData | undefined> => undefined,
		getRuntimeCredential: async () => undefined,
		executeWorkflow: notHere('A workflow that calls another workflow'),
		startRunnerTask: notHere('The Code node'),
		externalSecretsProxy: { getSecret: () => undefined, hasSecret: () => false },
	} as unknown as IWorkflowExecuteAdditionalData;
}

function notHere(what: string) {
	return async () => {
		throw new Error(`${what} needs a real n8n.`);
	};
}
