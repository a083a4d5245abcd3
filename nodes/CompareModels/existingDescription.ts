import type { INodeProperties } from 'n8n-workflow';
import { promptProperty } from '../shared/parameters/description/prompt';
import { imageFieldsProperty } from './imageFields';

/** What tells which of the images that there are already are compared with which. */
export const existingProperties: INodeProperties[] = [
	imageFieldsProperty,
	{
		...promptProperty({
			placeholder: 'e.g. {{ $json.prompt }}',
			description: 'What the image was asked for. Images with the same prompt are compared.',
		}),
		default: '={{ $json.image?.prompt }}',
	},
	{
		displayName: 'Variant Name',
		name: 'variantName',
		type: 'string',
		default: '={{ $json.compare?.label || $json.image?.model }}',
		required: true,
		placeholder: 'e.g. {{ $json.model }}',
		description:
			'The model or service that made the image. The first name becomes A, which the others are compared with. The same prompt and name again is a repetition.',
	},
];
