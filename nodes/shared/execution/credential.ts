import {
	NodeOperationError,
	type IExecuteFunctions,
	type ILoadOptionsFunctions,
	type IPollFunctions,
} from 'n8n-workflow';
import { NOTHING_PAID } from '../items/failures/nodeError';
import { displayNameOf } from '../parameters/displayNames';
import { expected } from '../words';
import {
	checkHeader,
	checkKey,
	cleanKey,
	CredentialFault,
	readBaseUrl,
	type ApiAddress,
} from '../openai/keyAndAddress';

export const CREDENTIAL_TYPE = 'gptImageApi';

const OPENAI_HOST = 'api.openai.com';

export interface ApiCredential {
	address: ApiAddress;
	/** Whether OpenAI itself answers: only there its shutdown dates are the law. */
	servedByOpenAi: boolean;
	/** What must never show anywhere: the API key and the values of custom headers. */
	secrets: string[];
}

interface CredentialData {
	apiKey?: string;
	baseUrl?: string;
	customHeaders?: { values?: Array<{ name?: string; value?: string }> };
}

/**
 * Reads the node's credential and checks what would otherwise only show when a request is sent.
 * @throws NodeOperationError for a credential that cannot be used, and what n8n throws where none is chosen.
 */
export async function readCredential(
	context: IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions,
): Promise<ApiCredential> {
	const data = await context.getCredentials<CredentialData>(CREDENTIAL_TYPE);
	try {
		return checked(data);
	} catch (thrown) {
		const fault = expected(thrown, CredentialFault);
		const message = `Credential, ${displayNameOf(fault.setting)}: ${fault.message}`;
		const description = `${fault.howToFix} ${NOTHING_PAID}`;
		throw new NodeOperationError(context.getNode(), message, { description });
	}
}

function checked(data: CredentialData): ApiCredential {
	const address = readBaseUrl(data.baseUrl ?? '');
	const apiKey = data.apiKey ?? '';
	checkKey(cleanKey(apiKey));
	const headers = data.customHeaders?.values ?? [];
	for (const { name = '', value = '' } of headers) {
		if (name.trim() !== '' && value.trim() !== '') checkHeader(name.trim(), value.trim());
	}
	return {
		address,
		servedByOpenAi: new URL(address.base).hostname === OPENAI_HOST,
		secrets: [apiKey, cleanKey(apiKey), ...headers.flatMap(({ value = '' }) => partsOf(value))]
			.map((secret) => secret.trim())
			.filter(Boolean),
	};
}

const SHORTEST_PART = 6;

/** A header value and what a server may repeat of it: "Bearer TOKEN", "key=TOKEN; team=NAME". */
function partsOf(value: string): string[] {
	const parts = value.split(/[\s;,]+/).flatMap((part) => [part, part.slice(part.indexOf('=') + 1)]);
	return [value, ...parts.filter((part) => part.length > SHORTEST_PART)];
}
