import type { INodeProperties } from 'n8n-workflow';

/** The property, shown only when more holds. */
export function alsoWhen(
	property: INodeProperties,
	more: Record<string, string[]>,
): INodeProperties {
	const { show, ...others } = property.displayOptions ?? {};
	return { ...property, displayOptions: { ...others, show: { ...show, ...more } } };
}
