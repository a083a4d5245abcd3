import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { cleanKey } from '../nodes/shared/openai/keyAndAddress';
import { HOW_TO_FIX } from '../nodes/shared/openai/errors/howToFix';
import { toApiError } from '../nodes/shared/openai/errors/toApiError';

/** Everything that the test may answer in addition to a list of models. */
const REDIRECTS = [301, 302, 303, 307, 308];
const STATUSES = [400, 401, 402, 403, 408, 422, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524];

const says = (value: number, message: string) =>
	({ type: 'responseCode', properties: { value, message } }) as const;

/** In the words that the nodes have for the same answers. */
const TEST_RULES = [
	...REDIRECTS.map((status) =>
		says(
			status,
			`The Base URL redirects to another address (HTTP ${status}). The key was sent to the Base URL only, not to where it leads. If you trust that address, enter it as the Base URL, up to and including /v1.`,
		),
	),
	...STATUSES.map((status) => {
		const { message, howToFix } = toApiError(status, {}, '', { free: true });
		return says(status, `${message} ${howToFix}`);
	}),
	...[404, 405].map((status) =>
		says(
			status,
			`The server has no list of models at this address (HTTP ${status}). ${HOW_TO_FIX.baseUrl} A server without such a list cannot be tested here, but may work in the nodes.`,
		),
	),
];

export class GptImageApi implements ICredentialType {
	name = 'gptImageApi';

	displayName = 'GPT Image API';

	icon = {
		light: 'file:../icons/gptImageApi.svg',
		dark: 'file:../icons/gptImageApi.dark.svg',
	} as const;

	documentationUrl =
		'https://github.com/n8n-nodes-gpt-image/n8n-nodes-gpt-image/blob/main/docs/connect-your-account.md';

	properties: INodeProperties[] = [
		{
			displayName:
				"n8n's own OpenAI credential doesn't work with these nodes. Enter the API key here once more.",
			name: 'ownCredential',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			displayOptions: { hide: { authentication: ['none'] } },
			description:
				'From the API Keys page of your OpenAI project, or from the Keys page of your Azure OpenAI resource',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.openai.com/v1',
			placeholder: 'e.g. https://my-resource.openai.azure.com/openai/v1',
			description:
				'Where the Images API is served. Keep the default for OpenAI. For Azure OpenAI: https://RESOURCE.openai.azure.com/openai/v1. For a compatible server: its address up to and including /v1.',
		},
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'options',
			options: [
				{ name: 'Bearer Token (OpenAI)', value: 'bearer' },
				{ name: 'API Key Header (Azure OpenAI)', value: 'apiKeyHeader' },
				{ name: 'None', value: 'none' },
			],
			default: 'bearer',
			description: 'How the API key is sent. Azure OpenAI expects it in the header "api-key".',
		},
		{
			displayName: 'Organization ID',
			name: 'organizationId',
			type: 'string',
			default: '',
			placeholder: 'e.g. org-…',
			description: 'Only needed for an account that belongs to several organizations',
		},
		{
			displayName: 'Project ID',
			name: 'projectId',
			type: 'string',
			default: '',
			placeholder: 'e.g. proj_…',
			description: 'Only if costs should go to a different project than the one of the API key',
		},
		{
			displayName: 'Custom Headers',
			name: 'customHeaders',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			default: {},
			placeholder: 'Add Header',
			description: 'Sent with every request, for gateways that ask for headers of their own',
			options: [
				{
					displayName: 'Header',
					name: 'values',
					values: [
						{
							displayName: 'Name',
							name: 'name',
							type: 'string',
							default: '',
							placeholder: 'e.g. x-gateway-team',
						},
						{
							displayName: 'Value',
							name: 'value',
							type: 'string',
							typeOptions: { password: true },
							default: '',
						},
					],
				},
			],
		},
	];

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const headers: Record<string, string> = {};
		const add = (name: string, value: unknown) => {
			if (typeof value === 'string' && value.trim() !== '') headers[name] = value.trim();
		};

		const { customHeaders } = credentials as { customHeaders?: { values?: CustomHeader[] } };
		for (const { name, value } of customHeaders?.values ?? []) {
			if (name.trim() !== '') add(name.trim(), value);
		}
		add('OpenAI-Organization', credentials.organizationId);
		add('OpenAI-Project', credentials.projectId);

		const apiKey = typeof credentials.apiKey === 'string' ? cleanKey(credentials.apiKey) : '';
		if (credentials.authentication === 'apiKeyHeader') add('api-key', apiKey);
		else if (credentials.authentication !== 'none' && apiKey !== '') {
			headers.Authorization = `Bearer ${apiKey}`;
		}
		return { ...requestOptions, headers: { ...requestOptions.headers, ...headers } };
	}

	test: ICredentialTestRequest = {
		request: {
			// What `urlOf` does, in n8n's expression language.
			baseURL: `={{ $credentials.baseUrl.trim().replace(/[?#][^]*$/, "")${[
				'/\\/+$/',
				'/\\/(images\\/(generations|edits)|models|responses|chat\\/completions)$/',
				'/\\/deployments\\/[^\\/]+$/',
			]
				.map((pattern) => `.replace(${pattern}, "")`)
				.join('')} }}`,
			url: '=/models{{ ($credentials.baseUrl.trim().match(/\\?[^#]*/) || [""])[0] }}',
			// n8n would take the key along to wherever a redirect leads.
			disableFollowRedirect: true,
		},
		rules: TEST_RULES,
	};
}

interface CustomHeader {
	name: string;
	value: string;
}
