import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { PRESETS } from '../../models/presets';
import { parseSize, takesSize } from '../../models/sizes';
import type { Capabilities } from '../../models/types';
import { USUAL_SIZES, type UsualSize } from '../../models/usualSizes';
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
		description: 'One or several formats of social networks, in exactly their pixels',
	},
	{
		name: 'Custom',
		value: 'custom',
		description: 'Any width and height, delivered in exactly these pixels',
	},
];

const asOption = ({ width, height, label }: UsualSize): INodePropertyOptions => ({
	name: `${width} × ${height} (${label})`,
	value: `${width}x${height}`,
});

/** What is no size in pixels is for every model. */
const takes = ({ sizeRule }: Capabilities, value: string) => {
	const dimensions = parseSize(value);
	return dimensions === undefined || takesSize(sizeRule, dimensions);
};

const size = (options: INodePropertyOptions[], description: string): INodeProperties => ({
	displayName: 'Size',
	name: 'size',
	type: 'options',
	options,
	default: 'auto',
	description,
});

/** The usual sizes that the model beside them takes, without the exact ones. */
export const usualSizeProperties = (description: string): INodeProperties[] =>
	byModel('model', [AUTO, ...USUAL_SIZES.map(asOption)], takes, (options) =>
		size(options, description),
	);

/** Size, the social formats, and the free width and height. */
export const sizeProperties: INodeProperties[] = [
	...byModel('model', [AUTO, ...USUAL_SIZES.map(asOption), ...EXACT], takes, (options) =>
		size(options, 'How large the image is, in pixels. More pixels cost more.'),
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
			'Each format gives an image of its own. The model paints the nearest size that it can, and the node crops it to these pixels.',
	},
	{
		displayName: 'Width',
		name: 'width',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 1024,
		required: true,
		displayOptions: { show: { size: ['custom'] } },
		description: 'In pixels. The image comes out in exactly this width.',
	},
	{
		displayName: 'Height',
		name: 'height',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 1024,
		required: true,
		displayOptions: { show: { size: ['custom'] } },
		description: 'In pixels. The image comes out in exactly this height.',
	},
];
