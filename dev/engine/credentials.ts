import type { PackageDirectoryLoader } from 'n8n-core';
import { Credentials } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	INode,
	INodeCredentialsDetails,
	Workflow,
} from 'n8n-workflow';
import { ICredentialsHelper, NodeHelpers } from 'n8n-workflow';

/** What a person would have entered in n8n, by the credential's id or name. */
export type StoredCredentials = Record<
	string,
	{ type: string; data: ICredentialDataDecryptedObject }
>;

/** Credentials as n8n's server hands them to nodes, without its database. */
export class CredentialsHelper extends ICredentialsHelper {
	constructor(
		private readonly loader: PackageDirectoryLoader,
		private readonly stored: StoredCredentials,
	) {
		super();
	}

	typeOf(name: string): ICredentialType {
		return this.loader.getCredential(name).type;
	}

	/** The given fields with the type's defaults for the rest. */
	withDefaults(type: string, data: ICredentialDataDecryptedObject): ICredentialDataDecryptedObject {
		const properties = this.getCredentialsProperties(type);
		const filled = NodeHelpers.getNodeParameters(
			properties,
			data as Parameters<typeof NodeHelpers.getNodeParameters>[1],
			true,
			false,
			null,
			null,
		);
		return { ...filled } as ICredentialDataDecryptedObject;
	}

	async getDecrypted(_additionalData: unknown, details: INodeCredentialsDetails, type: string) {
		const entry = this.stored[details.id ?? ''] ?? this.stored[details.name];
		if (!entry)
			throw new Error(`No credential ${details.id ?? details.name} was given to the engine.`);
		if (entry.type !== type) throw new Error(`Credential ${details.name} is not of type ${type}.`);
		return this.withDefaults(type, entry.data);
	}

	/** Applies the type's `authenticate`, a function or n8n's generic form with expressions. */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		options: IHttpRequestOptions,
		workflow: Workflow,
		node: INode,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.typeOf(typeName);
		if (!authenticate) return options;
		if (typeof authenticate === 'function') return await authenticate(credentials, options);

		const resolve = (value: unknown) =>
			typeof value === 'string' && value.startsWith('=')
				? workflow.expression.getSimpleParameterValue(node, value, 'internal', {
						$credentials: credentials,
					})
				: value;
		const applied: Record<string, unknown> = { ...options };
		for (const [place, values] of Object.entries(authenticate.properties)) {
			const added = Object.entries(values ?? {}).map(([key, value]) => [
				resolve(key),
				resolve(value),
			]);
			applied[place] = { ...(applied[place] as object), ...Object.fromEntries(added) };
		}
		return applied as unknown as IHttpRequestOptions;
	}

	async getCredentials({ id, name }: INodeCredentialsDetails, type: string) {
		return new Credentials({ id: id ?? null, name }, type);
	}

	getCredentialsProperties(type: string) {
		return this.typeOf(type).properties;
	}

	getParentTypes(): string[] {
		return [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async preAuthentication(): Promise<undefined> {}

	async runPreAuthentication(): Promise<undefined> {}

	async updateCredentials(): Promise<void> {}

	async updateCredentialsOauthTokenData(): Promise<void> {}
}
