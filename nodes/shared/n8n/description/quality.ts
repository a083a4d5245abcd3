import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { idsWhere } from '../../models/capabilities';
import type { Quality } from '../../models/types';

/** In the order of what they cost. */
const QUALITIES: Array<INodePropertyOptions & { value: Quality }> = [
	{ name: 'Low', value: 'low', description: 'Drafts: fastest and cheapest' },
	{ name: 'Medium', value: 'medium' },
	{ name: 'High', value: 'high', description: 'Final pictures with small text or detail' },
	{ name: 'Extra High', value: 'xhigh' },
	{ name: 'Maximum', value: 'max', description: 'Slowest and dearest' },
];

const AUTO: INodePropertyOptions = {
	name: 'Auto',
	value: 'auto',
	description: 'The model chooses. The output says which quality it was.',
};

const TOP = QUALITIES.filter(({ value }) => value === 'xhigh' || value === 'max');
const withoutTop = idsWhere((capabilities) =>
	TOP.every(({ value }) => !capabilities.qualities.includes(value)),
);

const quality = (
	options: INodePropertyOptions[],
	displayOptions?: INodeProperties['displayOptions'],
): INodeProperties => ({
	displayName: 'Quality',
	name: 'quality',
	type: 'options',
	...(displayOptions && { displayOptions }),
	options,
	default: 'auto',
	description: 'How much work the model puts in. It decides most of what the image costs.',
});

/** Quality with every step, for a place that does not know the model. */
export const everyQuality = quality([AUTO, ...QUALITIES]);

/** Quality, with the steps that the chosen model takes. */
export const qualityProperties: INodeProperties[] = [
	quality([AUTO, ...QUALITIES], { hide: { model: withoutTop } }),
	quality([AUTO, ...QUALITIES.filter((step) => !TOP.includes(step))], {
		show: { model: withoutTop },
	}),
];
