import type { INodeProperties } from 'n8n-workflow';

/** How a run goes: speed, retries, budget, and what happens to what cannot be made. */
export const runProperty: INodeProperties = {
	displayName: 'Run Settings',
	name: 'run',
	type: 'collection',
	placeholder: 'Add Setting',
	default: {},
	description: 'Hold for the whole run of this node: expressions are read from the first item',
	options: [
		{
			displayName: 'Images per Minute',
			name: 'imagesPerMinute',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 0 },
			default: 0,
			description:
				'Never start more images than this in a minute, 0 for no limit. The input images of edits count too, as with OpenAI. It allows 5 in tier 1, 20 in tier 2, 50 in tier 3, 150 in tier 4 and 250 in tier 5.',
		},
		{
			displayName: 'Max Concurrency',
			name: 'maxConcurrency',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 50, numberPrecision: 0 },
			default: 4,
			description: 'How many requests are under way at once',
		},
		{
			displayName: 'Max Retries',
			name: 'maxRetries',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 20, numberPrecision: 0 },
			default: 4,
			description:
				'How often a request is repeated when the service is busy or down. What may have been billed is never repeated, nor is a refusal. With 0 rate limits are not waited for either.',
		},
		{
			displayName: 'Max Spend (USD)',
			name: 'maxSpend',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 4 },
			default: 0,
			description:
				'Stop before the image that would take this run over this amount, 0 for no limit. What "auto" may cost at most is assumed beforehand. In a loop, each turn has its own; as a tool, all calls of an execution share it.',
		},
		{
			displayName: 'Refusals',
			name: 'refusals',
			type: 'options',
			options: [
				{
					name: 'Stop as Any Other Refused Item',
					value: 'fail',
					description: "Follow the node's On Error setting",
				},
				{
					name: 'Put Out as Items',
					value: 'output',
					description: 'Go on, with an item that says why the image was refused',
				},
			],
			default: 'fail',
			description: "What to do when OpenAI's safety system refuses a prompt or an image",
		},
		{
			displayName: 'Retired Model',
			name: 'retiredModel',
			type: 'options',
			options: [
				{ name: 'Stop and Name the Replacement', value: 'fail' },
				{ name: 'Use the Replacement', value: 'replace' },
			],
			default: 'fail',
			description: 'What to do when OpenAI has shut the model down',
		},
		{
			displayName: 'Timeout',
			name: 'timeout',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 86_400, numberPrecision: 0 },
			default: 600,
			description:
				'Seconds to wait for one answer. Large pictures in high quality take up to four minutes.',
		},
		{
			displayName: 'Unsupported Settings',
			name: 'unsupportedSettings',
			type: 'options',
			options: [
				{
					name: 'Adapt With a Warning',
					value: 'adapt',
					description: 'Use the nearest setting that the model takes, and say so in the output',
				},
				{ name: 'Stop', value: 'fail', description: 'Refuse before anything is paid for' },
			],
			default: 'adapt',
			description: 'What to do with a quality or an option that the model does not take',
		},
	],
};

/** What holds where a person set nothing, by name. */
export const RUN_DEFAULTS: Readonly<Record<string, unknown>> = Object.fromEntries(
	(runProperty.options as INodeProperties[]).map((option) => [option.name, option.default]),
);
