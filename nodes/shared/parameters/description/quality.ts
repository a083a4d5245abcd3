import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Service } from '../../models/batch';
import { estimateCost } from '../../models/estimate';
import type { ModelEntry, Quality } from '../../models/types';
import { usd } from '../../words';
import { byVersion } from '../nodeVersion';
import { optionProperties } from './byModel';

/** From the cheapest to the most expensive. */
const QUALITIES: Array<INodePropertyOptions & { value: 'auto' | Quality }> = [
	{
		name: 'Auto',
		value: 'auto',
		description: 'The model chooses. The output says which quality it used.',
	},
	{ name: 'Low', value: 'low', description: 'For drafts: the fastest and cheapest' },
	{ name: 'Medium', value: 'medium' },
	{ name: 'High', value: 'high', description: 'For final images with small text or fine detail' },
	{ name: 'Extra High', value: 'xhigh' },
	{ name: 'Maximum', value: 'max', description: 'The slowest and most expensive' },
];

const SQUARE = { width: 1024, height: 1024 };

/** Adds what one square image costs, where the model's prices are published. */
function withPrice(
	{ id }: ModelEntry,
	choice: INodePropertyOptions,
	service: Service,
): INodePropertyOptions {
	const quality = choice.value as 'auto' | Quality;
	if (quality === 'auto') return choice;
	const call = { model: id, quality, size: SQUARE, n: 1, promptBytes: 0, service };
	const { costUsd } = estimateCost(call);
	if (costUsd === null) return choice;
	const price = `About ${usd(costUsd)} for 1024 × 1024`;
	return { ...choice, description: [price, choice.description].filter(Boolean).join('. ') };
}

/** Quality, with the steps that the chosen model takes and what they cost. */
export const qualityPropertiesOf = (service: Service): INodeProperties[] =>
	byVersion({ before: 'auto', since: 'medium' }, (usual) =>
		optionProperties(
			'model',
			{
				displayName: 'Quality',
				name: 'quality',
				type: 'options',
				options: QUALITIES,
				default: usual,
				description: 'How much work the model puts in. Decides most of what an image costs.',
			},
			(model, choices) => choices.map((choice) => withPrice(model, choice, service)),
		),
	);

/** With the prices of requests that are served at once. */
export const qualityProperties: INodeProperties[] = qualityPropertiesOf('live');
