import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { PackageDirectoryLoader } from 'n8n-core';
import type {
	IBinaryData,
	ICredentialDataDecryptedObject,
	INodeExecutionData,
	INodeListSearchResult,
	INodeParameters,
	INodeType,
	IWebhookResponseData,
} from 'n8n-workflow';
import type { StoredCredentials } from './credentials';
import { CredentialsHelper } from './credentials';
import type { CredentialTestResult } from './credentialTest';
import { testCredential } from './credentialTest';
import type { RunOptions, RunResult, WorkflowJson } from './execution';
import { execute } from './execution';
import type { BinaryMode } from './host';
import { startHost } from './host';
import { listSearch } from './listSearch';
import { NodeTypes } from './nodeTypes';
import { poll, type Poll } from './poll';
import { callWebhook, type WebhookCall } from './webhook';

export type {
	BinaryMode,
	CredentialTestResult,
	RunOptions,
	RunResult,
	StoredCredentials,
	WorkflowJson,
};

export interface EngineOptions {
	/** Folder of a built package: package.json with an `n8n` block, and what that block names. */
	packageDirectory: string;
	credentials?: StoredCredentials;
	/** Where binaries are kept; `filesystem`, as n8n does, when left out. */
	binaryMode?: BinaryMode;
	/** n8n's user folder; a temporary one, removed at exit, when left out. The first engine of a process decides. */
	userFolder?: string;
}

export interface Engine {
	run(workflow: WorkflowJson, options?: RunOptions): Promise<RunResult>;
	/** The bytes of an output's binary, wherever they are kept. */
	readBinary(binary: IBinaryData): Promise<Buffer>;
	/** A binary to put into an input item. `fileName` and `mimeType` are needed. */
	storeBinary(bytes: Buffer, fileName: string, mimeType: string): Promise<IBinaryData>;
	/** One item with binaries, as a file-reading trigger would give. */
	itemWithFiles(
		json: INodeExecutionData['json'],
		files: Record<string, { bytes: Buffer; fileName: string; mimeType: string }>,
	): Promise<INodeExecutionData>;
	/** What the editor gets to show in a resource locator's list. `credential`: id or name. */
	listSearch(
		nodeType: string,
		method: string,
		options: { credential: string; filter?: string; parameters?: INodeParameters; page?: string },
	): Promise<INodeListSearchResult>;
	/** Lets a waiting node answer a request for its execution. */
	webhook(call: WebhookCall): Promise<IWebhookResponseData>;
	/** Polls a trigger once; null where it has nothing to start a workflow with. */
	poll(call: Poll): Promise<INodeExecutionData[][] | null>;
	/** What n8n shows when a credential is saved. */
	testCredential(type: string, data: ICredentialDataDecryptedObject): Promise<CredentialTestResult>;
	/** A node as n8n's loader read it, for its description. */
	nodeType(name: string): INodeType;
	/** Everything n8n and the nodes logged since this engine was made, one line an entry. */
	logs: string[];
	userFolder: string;
}

/**
 * n8n's own engine with one built package in it, in this process.
 *
 * @throws if the package is not built.
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
	const { credentials: stored = {}, binaryMode = 'filesystem' } = options;
	const directory = resolve(options.packageDirectory);
	const host = await startHost(options.userFolder);
	const logs: string[] = [];
	host.listen(logs);
	const loader = new PackageDirectoryLoader(directory);
	for (const file of loader.packageJson.n8n?.nodes ?? []) {
		if (!existsSync(resolve(directory, file))) {
			throw new Error(`${file} is not there: build the package first (npm run build).`);
		}
	}
	await loader.loadAll();
	const nodeTypes = new NodeTypes(loader);
	const credentials = new CredentialsHelper(loader, stored);

	const whileStoring = async <T>(work: () => Promise<T>): Promise<T> => {
		const release = host.useBinaryMode(binaryMode);
		try {
			return await work();
		} finally {
			release();
		}
	};
	const storeBinary: Engine['storeBinary'] = (bytes, fileName, mimeType) =>
		whileStoring(() =>
			host.storeBinary(
				bytes,
				{ fileName, mimeType },
				{ workflowId: 'inputs', executionId: 'inputs' },
			),
		);

	return {
		logs,
		userFolder: host.userFolder,
		run: (workflow, runOptions = {}) =>
			whileStoring(() => execute(workflow, runOptions, nodeTypes, credentials)),
		readBinary: (binary) => host.readBinary(binary),
		storeBinary,
		async itemWithFiles(json, files) {
			const binary: Record<string, IBinaryData> = {};
			for (const [field, { bytes, fileName, mimeType }] of Object.entries(files)) {
				binary[field] = await storeBinary(bytes, fileName, mimeType);
			}
			return { json, binary };
		},
		listSearch: (nodeType, method, search) =>
			listSearch({ nodeTypes, credentials, stored, nodeType, method, ...search }),
		webhook: (call) => whileStoring(() => callWebhook(call, nodeTypes, credentials)),
		poll: (call) => poll(call, nodeTypes, credentials),
		testCredential: (type, data) => testCredential(type, data, credentials),
		nodeType: (name) => nodeTypes.getByNameAndVersion(name),
	};
}
