import type { INodeProperties } from 'n8n-workflow';

/** How a run goes: speed, retries, budget, and what happens to what cannot be made. */
export const runProperty: INodeProperties = {
	displayName: 'Run Settings',
	name: 'run',
	type: 'collection',
	placeholder: 'Add Setting',
	default: {},
	description:
		'Apply to the whole run of this node. Expressions are evaluated for the first item only.',
	options: [
		{
			displayName: 'Dry Run',
			name: 'dryRun',
			type: 'boolean',
			default: true,
			description:
				'Whether to check everything and return the plan with its cost, one item per request, instead of images. Nothing is requested or charged.',
		},
		{
			displayName: 'Images per Minute',
			name: 'imagesPerMinute',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 0 },
			default: 0,
			description:
				'The most images to start per minute; 0 means no limit. Input images of edits count too, as they do at OpenAI, which allows 5 in tier 1, 20 in tier 2, 50 in tier 3, 150 in tier 4 and 250 in tier 5.',
		},
		{
			displayName: 'Max Concurrency',
			name: 'maxConcurrency',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 50, numberPrecision: 0 },
			default: 4,
			description: 'How many requests to run at the same time',
		},
		{
			displayName: 'Max Rate Limit Wait',
			name: 'maxRateLimitWait',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 1440 },
			default: 10,
			description:
				'How many minutes the run waits for rate limits, counted from the first one since an image arrived. Then the run ends, and the rest is not requested.',
		},
		{
			displayName: 'Max Retries',
			name: 'maxRetries',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 20, numberPrecision: 0 },
			default: 4,
			description:
				'How often to repeat a request when the service is busy or down. Requests that may have been charged and refusals are never repeated. With 0, the node does not wait for rate limits either.',
		},
		{
			displayName: 'Max Spend (USD)',
			name: 'maxSpend',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 4 },
			default: 1,
			description:
				'Stop before an image that would push this run over this amount; 0 means no limit. Auto is counted at the most it can cost. In a loop each iteration has its own budget; as an agent tool, all calls of one execution share it.',
		},
		{
			displayName: 'Refusals',
			name: 'refusals',
			type: 'options',
			options: [
				{
					name: 'Treat Like Any Failed Item',
					value: 'fail',
					description: "Follow the node's On Error setting",
				},
				{
					name: 'Return as Items',
					value: 'output',
					description: 'Continue with an item that says why the image was refused',
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
				"How many seconds to wait for an answer. Large images in high quality take up to four minutes. Keep the workflow's own timeout well above it: when that ends an execution, n8n discards images that are paid for.",
		},
		{
			displayName: 'Unsupported Settings',
			name: 'unsupportedSettings',
			type: 'options',
			options: [
				{
					name: 'Adapt With a Warning',
					value: 'adapt',
					description: 'Use the nearest setting that the model supports, and say so in the output',
				},
				{ name: 'Stop', value: 'fail', description: 'Stop before anything is charged' },
			],
			default: 'adapt',
			description: 'What to do with a quality or an option that the model does not support',
		},
	],
};

/** The settings that apply where nothing is set, by name. */
export const RUN_DEFAULTS: Readonly<Record<string, unknown>> = {
	...Object.fromEntries(
		(runProperty.options as INodeProperties[]).map((option) => [option.name, option.default]),
	),
	// The editor begins with an amount; where Max Spend is not added there is no limit.
	maxSpend: 0,
	// To add it is to want it; where Dry Run is not added the run is a real one.
	dryRun: false,
};

/** The run settings of these names. */
export function runPropertyOf(names: readonly string[]): INodeProperties {
	const options = (runProperty.options as INodeProperties[]).filter(({ name }) =>
		names.includes(name),
	);
	return { ...runProperty, options };
}
