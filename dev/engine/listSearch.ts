import { LoadOptionsContext } from 'n8n-core';
import type {
	INode,
	INodeListSearchResult,
	INodeParameters,
	INodeTypes,
	IWorkflowBase,
} from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';
import { additionalDataFor } from './additionalData';
import type { CredentialsHelper, StoredCredentials } from './credentials';

interface Search {
	nodeTypes: INodeTypes;
	credentials: CredentialsHelper;
	stored: StoredCredentials;
	nodeType: string;
	method: string;
	credential: string;
	filter?: string;
	page?: string;
	parameters?: INodeParameters;
}

/** Calls a node's list search method in the context that n8n's editor requests give it. */
export async function listSearch(search: Search): Promise<INodeListSearchResult> {
	const { nodeTypes, credentials, nodeType, method } = search;
	const type = nodeTypes.getByNameAndVersion(nodeType);
	const find = type.methods?.listSearch?.[method];
	if (!find) throw new Error(`${nodeType} has no list search method ${method}.`);
	const stored = search.stored[search.credential];
	if (!stored) throw new Error(`No credential ${search.credential} was given to the engine.`);

	const node: INode = {
		id: 'node',
		name: 'Node',
		type: nodeType,
		typeVersion: [type.description.version].flat().at(-1) ?? 1,
		position: [0, 0],
		parameters: search.parameters ?? {},
		credentials: { [stored.type]: { id: search.credential, name: search.credential } },
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const additionalData = additionalDataFor({
		workflow: { id: 'search', name: 'search' } as IWorkflowBase,
		executionId: 'search',
		mode: 'internal',
		credentials,
	});
	additionalData.currentNodeParameters = search.parameters;
	const context = new LoadOptionsContext(workflow, node, additionalData, '');
	return await find.call(context, search.filter, search.page);
}
