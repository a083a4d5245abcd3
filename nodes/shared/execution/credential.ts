import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';

export const CREDENTIAL_TYPE = 'gptImageApi';

const OPENAI_HOST = 'api.openai.com';

export interface ApiCredential {
	/** Without a slash at the end. */
	baseUrl: string;
	/** Whether OpenAI itself answers: only there its shutdown dates are the law. */
	servedByOpenAi: boolean;
	/** What must never show anywhere: the API key and the values of custom headers. */
	secrets: string[];
}

interface CredentialData {
	apiKey?: string;
	baseUrl?: string;
	customHeaders?: { values?: Array<{ value?: string }> };
}

/** Reads the node's credential. @throws what n8n throws where none is chosen. */
export async function readCredential(
	context: IExecuteFunctions | ILoadOptionsFunctions,
): Promise<ApiCredential> {
	const data = await context.getCredentials<CredentialData>(CREDENTIAL_TYPE);
	const baseUrl = (data.baseUrl ?? '').trim().replace(/\/+$/, '');
	const headerValues = (data.customHeaders?.values ?? []).map(({ value }) => value ?? '');
	return {
		baseUrl,
		servedByOpenAi: URL.canParse(baseUrl) && new URL(baseUrl).hostname === OPENAI_HOST,
		secrets: [data.apiKey ?? '', ...headerValues.flatMap(partsOf)]
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
