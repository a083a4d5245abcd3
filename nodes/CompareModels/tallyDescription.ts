import type { INodeProperties } from 'n8n-workflow';
import { sliceByProperty } from './sliceBy';

/** Where the answers are in the items of the second input. */
export const tallyProperties: INodeProperties[] = [
	{
		displayName:
			"Connect the Images output of the comparison to the first input, and the reviewers' answers to the second, one item per answer",
		name: 'tallyNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Letter Field',
		name: 'letterField',
		type: 'string',
		default: 'letter',
		description:
			'The field with the letter of the image that the reviewer would use, as it was shown: "B", "A, C" or "none". One letter says which image is liked best; for acceptance and cost per accepted image, ask for every letter that can be used.',
	},
	{
		displayName: 'Accepted Field',
		name: 'acceptedField',
		type: 'string',
		default: 'accepted',
		description:
			"The field that says yes or no to that variant's image. Without it, the letter is taken as the reviewer's choice.",
	},
	{
		displayName: 'Prompt Field',
		name: 'promptField',
		type: 'string',
		default: 'prompt',
		description:
			'The field with the text of the prompt that the answer is for. A field promptIndex with its number, starting at 0, does as well.',
	},
	{
		displayName: 'Reviewer Field',
		name: 'reviewerField',
		type: 'string',
		default: 'reviewer',
		description: 'The field with the name of the reviewer, if several people answer',
	},
	sliceByProperty,
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		default: '',
		placeholder: 'e.g. Leaving gpt-image-1',
		description: 'The heading of the report. It is also used for the file name.',
	},
];
