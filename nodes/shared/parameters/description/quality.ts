import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Quality } from '../../models/types';
import { byModel, lists } from './byModel';

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

/** Quality, with the steps that the model beside it takes. */
export const qualityProperties: INodeProperties[] = byModel(
	'model',
	[AUTO, ...QUALITIES],
	({ qualities }, value) => value === AUTO.value || lists(qualities, value),
	(options) => ({
		displayName: 'Quality',
		name: 'quality',
		type: 'options',
		options,
		default: 'auto',
		description: 'How much work the model puts in. It decides most of what the image costs.',
	}),
);
