import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Service } from '../../models/batch';
import { estimateCost } from '../../models/estimate';
import type { CostEstimate } from '../../models/prices';
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

const estimateOf = ({ id }: ModelEntry, quality: 'auto' | Quality, service: Service) =>
	estimateCost({ model: id, quality, size: SQUARE, n: 1, promptBytes: 0, service });

/** Adds what one square image costs: likely where OpenAI publishes it, else at most. */
function withPrice(
	model: ModelEntry,
	choice: INodePropertyOptions,
	choices: readonly INodePropertyOptions[],
	service: Service,
): INodePropertyOptions {
	const quality = choice.value as 'auto' | Quality;
	const price =
		quality === 'auto'
			? rangeOf(model, choices, service)
			: priceOf(estimateOf(model, quality, service));
	if (price === undefined) return choice;
	const text = `${price} for 1024 × 1024`;
	return { ...choice, description: [text, choice.description].filter(Boolean).join('. ') };
}

function priceOf({ costUsd, budgetUsd }: CostEstimate): string | undefined {
	if (costUsd !== null) return `About ${usd(costUsd)}`;
	return budgetUsd === null ? undefined : `At most ${usd(budgetUsd)}, no price is published,`;
}

/** Of all that the model may choose. */
function rangeOf(
	model: ModelEntry,
	choices: readonly INodePropertyOptions[],
	service: Service,
): string | undefined {
	const estimates = choices
		.filter(({ value }) => value !== 'auto')
		.map(({ value }) => estimateOf(model, value as Quality, service));
	const likely = estimates.flatMap(({ costUsd }) => costUsd ?? []);
	const most = estimates.flatMap(({ budgetUsd }) => budgetUsd ?? []);
	if (most.length === 0) return undefined;
	if (likely.length < most.length)
		return priceOf({ ...estimates[0]!, budgetUsd: Math.max(...most) });
	return `From ${usd(Math.min(...likely))} to ${usd(Math.max(...likely))}`;
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
			(model, choices) => choices.map((choice) => withPrice(model, choice, choices, service)),
		),
	);

/** With the prices of requests that are served at once. */
export const qualityProperties: INodeProperties[] = qualityPropertiesOf('live');
