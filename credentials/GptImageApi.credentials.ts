import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

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
			description: 'How the API key is sent. Azure OpenAI wants it in the header "api-key".',
		},
		{
			displayName: 'Organization ID',
			name: 'organizationId',
			type: 'string',
			default: '',
			placeholder: 'e.g. org-…',
			description: 'Only for an account that belongs to several organizations',
		},
		{
			displayName: 'Project ID',
			name: 'projectId',
			type: 'string',
			default: '',
			placeholder: 'e.g. proj_…',
			description: 'Only where the costs go to another project than the one of the API key',
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

		const apiKey = typeof credentials.apiKey === 'string' ? credentials.apiKey.trim() : '';
		if (credentials.authentication === 'apiKeyHeader') add('api-key', apiKey);
		else if (credentials.authentication !== 'none' && apiKey !== '') {
			headers.Authorization = `Bearer ${apiKey}`;
		}
		return { ...requestOptions, headers: { ...requestOptions.headers, ...headers } };
	}

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl.trim().replace(/\\/+$/, "") }}',
			url: '/models',
		},
	};
}

interface CustomHeader {
	name: string;
	value: string;
}
