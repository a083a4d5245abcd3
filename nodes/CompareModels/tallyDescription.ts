import type { INodeProperties } from 'n8n-workflow';
import { sliceByProperty } from './sliceBy';

/** Where the answers stand in the items of the second input. */
export const tallyProperties: INodeProperties[] = [
	{
		displayName:
			'Connect the Images output of the comparison to the first input, and the reviewers’ answers to the second: an item an answer',
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
			'The field with the letter of the picture that the reviewer would use: "B", "A, C" or "none"',
	},
	{
		displayName: 'Accepted Field',
		name: 'acceptedField',
		type: 'string',
		default: 'accepted',
		description:
			'The field that says yes or no to the pictures of that letter. Where it is missing, the letter is the choice among all.',
	},
	{
		displayName: 'Prompt Field',
		name: 'promptField',
		type: 'string',
		default: 'prompt',
		description:
			'The field that tells which prompt the answer is for: its text, or its number in the field "promptIndex", counted from 0',
	},
	{
		displayName: 'Reviewer Field',
		name: 'reviewerField',
		type: 'string',
		default: 'reviewer',
		description: 'The field with the name of the reviewer, where several people answer',
	},
	sliceByProperty,
];
