import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { PRESETS } from '../../models/presets';
import { parseSize, takesSize } from '../../models/sizes';
import type { Capabilities } from '../../models/types';
import { USUAL_SIZES, type UsualSize } from '../../models/usualSizes';
import { byVersion, type Since } from '../nodeVersion';
import { byModel } from './byModel';

const AUTO: INodePropertyOptions = {
	name: 'Auto',
	value: 'auto',
	description: 'The model chooses a size that suits the prompt',
};

const EXACT: INodePropertyOptions[] = [
	{
		name: 'Social Format',
		value: 'preset',
		description: 'One or more formats of social networks, in their exact pixels',
	},
	{
		name: 'Custom',
		value: 'custom',
		description: 'Any width and height, in exactly these pixels',
	},
];

const asOption = ({ width, height, label }: UsualSize): INodePropertyOptions => ({
	name: `${width} × ${height} (${label})`,
	value: `${width}x${height}`,
});

/** The choices that are not a size in pixels are for every model. */
const takes = ({ sizeRule }: Capabilities, value: string) => {
	const dimensions = parseSize(value);
	return dimensions === undefined || takesSize(sizeRule, dimensions);
};

/** `before` and `since` version 1.1. Every model takes the square. */
const DEFAULTS = { before: 'auto', since: '1024x1024' };

const size = (
	options: INodePropertyOptions[],
	description: string,
	defaults: Readonly<Record<Since, string>>,
): INodeProperties[] =>
	byVersion(defaults, (usual) =>
		byModel(
			'model',
			{ displayName: 'Size', name: 'size', type: 'options', options, default: usual, description },
			({ capabilities }, choices) =>
				choices.filter(({ value }) => takes(capabilities, String(value))),
		),
	);

/** The usual sizes that the chosen model takes, without the exact ones. */
export const usualSizeProperties = (description: string): INodeProperties[] =>
	size([AUTO, ...USUAL_SIZES.map(asOption)], description, DEFAULTS);

/** Size, the social formats, and the free width and height. An edit begins with Auto: it keeps its input's shape. */
export const sizeProperties = (operation: 'generate' | 'edit'): INodeProperties[] => [
	...size(
		[AUTO, ...USUAL_SIZES.map(asOption), ...EXACT],
		'The size of the image in pixels. More pixels cost more.',
		operation === 'edit' ? { before: 'auto', since: 'auto' } : DEFAULTS,
	),
	{
		displayName: 'Social Formats',
		name: 'presets',
		type: 'multiOptions',
		default: ['instagramPortrait'],
		required: true,
		displayOptions: { show: { size: ['preset'] } },
		options: PRESETS.map(({ name, displayName, width, height }) => ({
			name: `${displayName} (${width} × ${height})`,
			value: name,
		})),
		description:
			'One image per format. The model makes the nearest size that it can, and the node crops it to these pixels.',
	},
	{
		displayName: 'Width',
		name: 'width',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 1024,
		required: true,
		displayOptions: { show: { size: ['custom'] } },
		description: 'The exact width of the image, in pixels',
	},
	{
		displayName: 'Height',
		name: 'height',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 1024,
		required: true,
		displayOptions: { show: { size: ['custom'] } },
		description: 'The exact height of the image, in pixels',
	},
];
