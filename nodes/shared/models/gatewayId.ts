/**
 * The model that a gateway's id names: gateways put the provider in front (`openai/gpt-image-2`,
 * `litellm_proxy/azure/gpt-image-2`, `openai:gpt-image-2`, `@openai/gpt-image-2`) and take ids in any case.
 */
export function lastPartOf(id: string): string {
	const start = Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1;
	return id.slice(start).trim().toLowerCase();
}

/** The model whose dated snapshot an id names (`gpt-image-1.5-2025-12-16`); any other id as it is. */
export const undated = (id: string): string => id.replace(/-\d{4}-\d{2}-\d{2}$/, '');
