import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { idsWhere } from '../../models/capabilities';
import { PRESETS } from '../../models/presets';
import { LISTED_SIZES, USUAL_SIZES, type UsualSize } from '../../models/usualSizes';

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

const listedOnly = idsWhere((capabilities) => capabilities.sizeRule.kind === 'listed');

const size = (
	options: INodePropertyOptions[],
	displayOptions?: INodeProperties['displayOptions'],
): INodeProperties => ({
	displayName: 'Size',
	name: 'size',
	type: 'options',
	...(displayOptions && { displayOptions }),
	options,
	default: 'auto',
	description: 'How large the image is, in pixels. More pixels cost more.',
});

/** The usual sizes without the exact ones, for a place that knows no social formats. */
export const usualSize = size([AUTO, ...USUAL_SIZES.map(asOption)]);

/** Size, the social formats, and the free width and height. */
export const sizeProperties: INodeProperties[] = [
	size([AUTO, ...USUAL_SIZES.map(asOption), ...EXACT], { hide: { model: listedOnly } }),
	size([AUTO, ...LISTED_SIZES.map(asOption), ...EXACT], { show: { model: listedOnly } }),
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
