import type { INodeProperties } from 'n8n-workflow';
import { inVersion } from '../nodeVersion';

/** As n8n's own nodes have it. Nodes of version 1 return everything. */
export const simplifyProperties: INodeProperties[] = inVersion('since', [
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description:
			'Whether to return a simplified version of the response instead of the raw data: without tokens, request IDs and what is only of use when something is looked into',
	},
]);
