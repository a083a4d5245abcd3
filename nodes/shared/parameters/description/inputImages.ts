import type { INodeProperties } from 'n8n-workflow';
import { idsWhere } from '../../models/capabilities';
import { API_LIMITS } from '../../models/catalog';

const percent = (
	displayName: string,
	name: string,
	value: number,
	what: string,
): INodeProperties => ({
	displayName,
	name,
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 100 },
	default: value,
	description: `${what}, in percent of the first image`,
});

/** Which images an edit takes, and which part of the first may change. */
export const inputImageProperties: INodeProperties[] = [
	{
		displayName: 'Input Binary Fields',
		name: 'inputFields',
		type: 'string',
		default: 'data',
		placeholder: 'e.g. photo, logo',
		hint: `The input binary fields with the images, separated by commas. Use * for all of them. Up to ${API_LIMITS.inputImages} images.`,
	},
	{
		displayName: 'Images From',
		name: 'imagesFrom',
		type: 'options',
		options: [
			{
				name: 'Each Item',
				value: 'eachItem',
				description: "Each item's images are edited on their own",
			},
			{
				name: 'All Items Together',
				value: 'allItems',
				description: "All items' images go into one edit, with the settings of the first item",
			},
		],
		default: 'eachItem',
		description: 'Which images go into one edit',
	},
	{
		displayName: 'Image URLs',
		name: 'imageUrls',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/photo.jpg',
		description:
			'Addresses of more images, or data URLs, separated by commas or line breaks. They come after the images of the binary fields. The API key is not sent to these addresses.',
	},
	{
		displayName: 'Mask',
		name: 'mask',
		type: 'options',
		options: [
			{ name: 'None', value: 'none', description: 'The model decides what to change' },
			{
				name: 'From Binary Field',
				value: 'binaryField',
				description:
					'A PNG of the same size as the first image, transparent where the image may change',
			},
			{
				name: 'Regions',
				value: 'regions',
				description: 'Rectangles in which the image may change. The node draws the mask.',
			},
		],
		default: 'none',
		description: 'Which part of the first image may change',
	},
	{
		displayName: 'Mask Binary Field',
		name: 'maskField',
		type: 'string',
		default: 'mask',
		required: true,
		displayOptions: { show: { mask: ['binaryField'] } },
		hint: 'The input binary field with the mask',
	},
	{
		displayName: 'Regions',
		name: 'regions',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Region',
		default: { values: [{ x: 50, y: 0, width: 50, height: 50 }] },
		displayOptions: { show: { mask: ['regions'] } },
		description: 'The parts that may change. The default is the top right quarter.',
		options: [
			{
				displayName: 'Region',
				name: 'values',
				values: [
					percent('Left', 'x', 0, 'Distance of the region from the left edge'),
					percent('Top', 'y', 0, 'Distance of the region from the top edge'),
					percent('Width', 'width', 50, 'Width of the region'),
					percent('Height', 'height', 50, 'Height of the region'),
				],
			},
		],
	},
	{
		displayName: 'Markup Binary Field',
		name: 'markupField',
		type: 'string',
		default: '',
		displayOptions: {
			show: { mask: ['none'] },
			hide: { model: idsWhere((capabilities) => !capabilities.markup) },
		},
		placeholder: 'e.g. markup',
		hint: 'The input binary field with a transparent PNG of arrows, circles or notes drawn over the first image',
	},
];
