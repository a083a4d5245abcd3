import { ExecuteContext, RoutingNode } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	INode,
	INodeType,
	INodeTypes,
	IWorkflowBase,
} from 'n8n-workflow';
import { createRunExecutionData, Workflow } from 'n8n-workflow';
import { additionalDataFor } from './additionalData';
import type { CredentialsHelper } from './credentials';

export interface CredentialTestResult {
	status: 'OK' | 'Error';
	message: string;
}

interface Refused {
	message: string;
	cause?: { code?: string; response?: { status: number; statusText: string } };
}

const NODE: INode = {
	id: 'test',
	name: 'Credential test',
	type: 'credentialTest',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** Sends the request of a credential type's `test` through n8n's declarative routing, as n8n does on saving. */
export async function testCredential(
	type: string,
	data: ICredentialDataDecryptedObject,
	credentials: CredentialsHelper,
): Promise<CredentialTestResult> {
	const { test } = credentials.typeOf(type);
	if (!test) throw new Error(`The credential type ${type} has no test.`);
	const nodeType = requestNode(type, test);
	const nodeTypes: INodeTypes = {
		getByName: () => nodeType,
		getByNameAndVersion: () => nodeType,
		getKnownTypes: () => ({}),
	};
	const details = { id: 'test', name: 'test' };
	const node = { ...NODE, credentials: { [type]: details } };
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const decrypted = credentials.withDefaults(type, data);
	const additionalData = additionalDataFor({
		workflow: { id: 'test', name: 'test' } as IWorkflowBase,
		executionId: 'test',
		mode: 'internal',
		credentials,
	});
	const input = { main: [[{ json: {} }]] };
	const context = new ExecuteContext(
		workflow,
		node,
		additionalData,
		'internal',
		createRunExecutionData(),
		0,
		input.main[0] ?? [],
		input,
		{ node, data: input, source: null },
		[],
	);
	try {
		await new RoutingNode(context, nodeType, { ...details, type, data: decrypted }).runNode();
		return { status: 'OK', message: 'Connection successful!' };
	} catch (error) {
		return { status: 'Error', message: refusalOf(error as Refused, test) };
	}
}

function requestNode(type: string, test: ICredentialTestRequest): INodeType {
	return {
		description: {
			displayName: 'Credential test',
			name: 'credentialTest',
			group: ['input'],
			version: 1,
			description: '',
			defaults: {},
			inputs: ['main'],
			outputs: ['main'],
			credentials: [{ name: type, required: true }],
			properties: [
				{
					displayName: 'Request',
					name: 'request',
					type: 'string',
					default: '',
					routing: { request: test.request },
				},
			],
		},
	};
}

/** As n8n words it: the test's own message for the status, the status, the connection's code. */
function refusalOf(error: Refused, { rules = [] }: ICredentialTestRequest): string {
	const answer = error.cause?.response;
	if (!answer) return error.cause?.code ?? error.message;
	for (const { type, properties } of rules) {
		if (type === 'responseCode' && properties.value === answer.status) return properties.message;
	}
	return answer.statusText || `Received HTTP status code: ${answer.status}`;
}
