import type { INodeProperties } from 'n8n-workflow';
import { imageFieldsProperty } from './imageFields';

/** The most images side by side: more are too small to be looked at. */
export const MOST_COLUMNS = 8;
export const USUAL_COLUMNS = 3;

/** What goes on a contact sheet, and how. */
export const sheetProperties: INodeProperties[] = [
	imageFieldsProperty,
	{
		displayName: 'Captions',
		name: 'captions',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.image.model }}',
		description:
			'The text below each image, usually an expression. Leave empty to use the file names.',
	},
	{
		displayName: 'Group By',
		name: 'groupBy',
		type: 'string',
		default: '',
		placeholder: 'e.g. campaign, or an expression',
		description:
			'The input field, or an expression, whose value heads a group of images. Leave empty for one group.',
	},
	{
		displayName: 'Columns',
		name: 'columns',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: MOST_COLUMNS, numberPrecision: 0 },
		default: USUAL_COLUMNS,
		description: 'How many images are side by side',
	},
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		default: '',
		placeholder: 'e.g. Autumn campaign',
		description: 'The heading of the sheet and the page, also used to name the files',
	},
];
