import { NodeConnectionTypes, type INodeProperties } from 'n8n-workflow';
import { reviewOptions } from './descriptionOptions';

const main = (displayName: string) =>
	`{ type: "${NodeConnectionTypes.Main}", displayName: "${displayName}" }`;
const list = (...names: string[]) => `[${names.map(main).join(', ')}]`;

const APPROVE_OUTPUTS = ['No Answer', 'Approved', 'Changes Requested', 'Rejected'];

/** The outputs by operation, and one more for the summary where it is wanted. */
export const REVIEW_OUTPUTS =
	`={{ $parameter["operation"] === "vote" ? ${list('Images', 'Answers')} : ($parameter["options"] || {})["summary"] ? ${list(...APPROVE_OUTPUTS, 'Summary')} : ${list(...APPROVE_OUTPUTS)} }}` as const;

const APPROVE_ONLY = { show: { operation: ['approve'] } };
const CHANGES_ONLY = { show: { operation: ['approve'], decisions: ['approveChangeReject'] } };

/** The parameters of GPT Image Review, in the order of the editor. */
export const reviewProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Approve',
				value: 'approve',
				action: 'Ask for approval of images',
				description: 'People approve images, ask for changes or reject them',
			},
			{
				name: 'Vote',
				value: 'vote',
				action: 'Ask for a blind vote on images',
				description:
					'People judge images without knowing which model made them. For the Tally of GPT Image Compare Models.',
			},
		],
		default: 'approve',
	},
	{
		displayName:
			'Send the link <b>before</b> this node: put a mail or chat node in front of it with <code>{{ $execution.resumeFormUrl }}</code>. Anyone with the link can answer. Names are typed in, not verified.',
		name: 'linkNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		default: '',
		placeholder: 'e.g. Autumn campaign: three drafts',
		description: 'The heading of the page',
	},
	{
		displayName: 'Message',
		name: 'message',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. Please look at the headline first. We print on Friday.',
		description: 'What the reviewers read below the title',
	},
	{
		displayName: 'Input Binary Fields',
		name: 'inputFields',
		type: 'string',
		default: 'data',
		placeholder: 'e.g. data, detail',
		hint: 'The names of the input binary fields with the images, separated by commas, * for all',
	},
	{
		displayName: 'Group By',
		name: 'groupBy',
		type: 'string',
		default: '={{ $json.image?.prompt }}',
		description: 'Images with the same value are shown together, with the value as their heading',
	},
	{
		displayName: 'Compare With',
		name: 'compareWith',
		type: 'string',
		default: '',
		placeholder: 'e.g. data_input',
		displayOptions: APPROVE_ONLY,
		description:
			'The binary field with the previous version, to compare with using a slider. GPT Image Edit adds it as data_input when Include Input Files is on. Items without this field are shown alone.',
	},
	{
		displayName: 'Decisions',
		name: 'decisions',
		type: 'options',
		options: [
			{ name: 'Approve or Reject', value: 'approveReject' },
			{ name: 'Approve, Request Changes or Reject', value: 'approveChangeReject' },
			{
				name: 'Pick One',
				value: 'pickOne',
				description: 'One image of each group is picked. The others go to the Rejected output.',
			},
		],
		default: 'approveChangeReject',
		displayOptions: APPROVE_ONLY,
		description: 'What reviewers decide',
	},
	{
		displayName: 'Ballot',
		name: 'ballot',
		type: 'options',
		options: [
			{
				name: 'Accept Each',
				value: 'acceptEach',
				description: 'Each image is accepted or rejected. Needed for a cost per accepted image.',
			},
			{
				name: 'Pick Best',
				value: 'pickBest',
				description: 'The best image of each prompt is picked, or none',
			},
		],
		default: 'acceptEach',
		displayOptions: { show: { operation: ['vote'] } },
		description: 'What reviewers answer',
	},
	{
		displayName: 'Comments',
		name: 'comments',
		type: 'options',
		options: [
			{ name: 'Off', value: 'off' },
			{ name: 'Optional', value: 'optional' },
			{
				name: 'Required for Changes',
				value: 'required',
				description: 'A requested change needs a comment or a pin',
			},
		],
		default: 'optional',
		description: 'Whether reviewers can write comments and pin them to a spot in the image',
	},
	{
		displayName: 'Drawing',
		name: 'drawing',
		type: 'options',
		options: [
			{
				name: 'Both',
				value: 'both',
				description: 'The reviewer chooses for each image',
			},
			{
				name: 'Markup',
				value: 'markup',
				description: 'Arrows, circles and notes, as the field markup for GPT Image Edit',
			},
			{ name: 'Off', value: 'off' },
			{
				name: 'Region',
				value: 'region',
				description: 'The part that should change, as the field mask for GPT Image Edit',
			},
		],
		default: 'region',
		displayOptions: CHANGES_ONLY,
		description: 'What reviewers can draw on an image that should change',
	},
	{
		displayName: 'Reviewers',
		name: 'reviewers',
		type: 'string',
		default: '',
		placeholder: 'e.g. Ada, Ben',
		description:
			'Names to choose from, separated by commas. When empty, reviewers type their name.',
	},
	{
		displayName: 'Answers Needed',
		name: 'answersNeeded',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 50 },
		default: 0,
		description:
			'How many reviewers must answer before the workflow continues. 0 means everyone listed, or one if nobody is listed. A single rejection rejects an image; otherwise a single requested change sends it back.',
	},
	{
		displayName: 'Stop at First Rejection',
		name: 'stopAtFirstRejection',
		type: 'boolean',
		default: false,
		displayOptions: {
			show: { operation: ['approve'], decisions: ['approveReject', 'approveChangeReject'] },
		},
		description: 'Whether to continue the workflow as soon as a reviewer rejects an image',
	},
	reviewOptions,
];
