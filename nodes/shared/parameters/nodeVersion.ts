import type { IDisplayOptions, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

/** n8n keeps the version in each saved node, and leaves out values that equal that version's default. */
export const NODE_VERSIONS = { version: [1, 1.1], defaultVersion: 1.1 };

/** Which nodes a property is for: those that were added before 1.1, or those since. */
export type Since = 'before' | 'since';

const HIDDEN: Readonly<Record<Since, NonNullable<IDisplayOptions['hide']>[string]>> = {
	before: [{ _cnd: { gte: 1.1 } }],
	since: [{ _cnd: { lt: 1.1 } }],
};

/** The properties, for nodes of these versions only. */
export function inVersion(since: Since, properties: INodeProperties[]): INodeProperties[] {
	return properties.map((property) => ({
		...property,
		displayOptions: {
			...property.displayOptions,
			hide: { ...property.displayOptions?.hide, '@version': HIDDEN[since] },
		},
	}));
}

/** What differs by version only in its default. */
export function byVersion(
	defaults: Readonly<Record<Since, string>>,
	propertiesOf: (usual: string) => INodeProperties[],
): INodeProperties[] {
	const { before, since } = defaults;
	if (before === since) return propertiesOf(before);
	return [...inVersion('before', propertiesOf(before)), ...inVersion('since', propertiesOf(since))];
}

/** Whether the node was added in version 1.1 or later. */
export const isSince = (context: Pick<IExecuteFunctions, 'getNode'>): boolean =>
	context.getNode().typeVersion >= 1.1;
