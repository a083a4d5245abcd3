import type { INodeProperties } from 'n8n-workflow';
import { TEXTS } from './protocol/pageTexts';

const APPROVE_ONLY = { show: { '/operation': ['approve'] } };

/** As n8n's Send and Wait has it. */
const limitWaitTime: INodeProperties = {
	displayName: 'Limit Wait Time',
	name: 'limitWaitTime',
	type: 'fixedCollection',
	description:
		'When to stop waiting if there are not enough answers. The items then go to the first output.',
	default: { values: { limitType: 'afterTimeInterval', resumeAmount: 45, resumeUnit: 'minutes' } },
	options: [
		{
			displayName: 'Values',
			name: 'values',
			values: [
				{
					displayName: 'Limit Type',
					name: 'limitType',
					type: 'options',
					default: 'afterTimeInterval',
					description: 'When to stop waiting',
					options: [
						{ name: 'After Time Interval', value: 'afterTimeInterval' },
						{ name: 'At Specified Time', value: 'atSpecifiedTime' },
					],
				},
				{
					displayName: 'Amount',
					name: 'resumeAmount',
					type: 'number',
					displayOptions: { show: { limitType: ['afterTimeInterval'] } },
					typeOptions: { minValue: 0, numberPrecision: 2 },
					default: 1,
					description: 'How long to wait. Short waits end up to a minute late.',
				},
				{
					displayName: 'Unit',
					name: 'resumeUnit',
					type: 'options',
					displayOptions: { show: { limitType: ['afterTimeInterval'] } },
					options: [
						{ name: 'Minutes', value: 'minutes' },
						{ name: 'Hours', value: 'hours' },
						{ name: 'Days', value: 'days' },
					],
					default: 'hours',
					description: 'The unit of the amount',
				},
				{
					displayName: 'Max Date and Time',
					name: 'maxDateAndTime',
					type: 'dateTime',
					displayOptions: { show: { limitType: ['atSpecifiedTime'] } },
					default: '',
					description: 'The date and time at which to stop waiting',
				},
			],
		},
	],
};

const texts: INodeProperties = {
	displayName: 'Texts',
	name: 'texts',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Text',
	default: {},
	description:
		'Replaces texts of the page, for example with a translation. Keep the placeholders in braces.',
	options: [
		{
			displayName: 'Text',
			name: 'values',
			values: [
				{
					displayName: 'Original Text',
					name: 'name',
					type: 'options',
					options: Object.entries(TEXTS)
						.map(([value, name]) => ({ name, value }))
						.sort((one, other) => (one.name < other.name ? -1 : 1)),
					default: 'approve',
					description: 'The text of the page to replace',
				},
				{
					displayName: 'Text',
					name: 'text',
					type: 'string',
					default: '',
					description: 'What the page shows instead',
				},
			],
		},
	],
};

/** Look, deadline and words of the page. */
export const reviewOptions: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Accent Color',
			name: 'accentColor',
			type: 'color',
			default: '#1f5eff',
			description: "The color of the page's main buttons",
		},
		{
			displayName: 'Allow Download',
			name: 'allowDownload',
			type: 'boolean',
			default: true,
			displayOptions: APPROVE_ONLY,
			description: 'Whether reviewers can download the original files',
		},
		limitWaitTime,
		{
			displayName: 'Logo Binary Field',
			name: 'logo',
			type: 'string',
			default: '',
			placeholder: 'e.g. logo',
			description: 'A binary field of the first item with the logo for the top of the page',
		},
		{
			displayName: 'Preview Size',
			name: 'previewSize',
			type: 'number',
			typeOptions: { minValue: 320, maxValue: 4096 },
			default: 1600,
			description: 'The longer edge of the previews, in pixels. In a vote nothing larger is shown.',
		},
		{
			displayName: 'Show Prompt',
			name: 'showPrompt',
			type: 'boolean',
			default: false,
			description: 'Whether to show the value of Group By above the images',
		},
		{
			displayName: 'Summary Output',
			name: 'summary',
			type: 'boolean',
			default: true,
			displayOptions: APPROVE_ONLY,
			description: 'Whether to add an output with one item that says who decided what',
		},
		texts,
	],
};
