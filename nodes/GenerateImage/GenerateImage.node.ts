import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { modelList } from '../shared/execution/listSearch';
import { generateProperties } from './description';
import { NODE_VERSIONS } from '../shared/parameters/nodeVersion';

export class GenerateImage implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'GPT Image Generate',
		name: 'generateImage',
		icon: {
			light: 'file:../../icons/generateImage.svg',
			dark: 'file:../../icons/generateImage.dark.svg',
		},
		group: ['transform'],
		...NODE_VERSIONS,
		// The editor gives a resource locator's value here, the engine the locator itself.
		subtitle:
			'={{ ($parameter["model"].value || $parameter["model"]) + ", " + ($parameter["size"] === "preset" ? "social formats" : $parameter["size"] === "auto" ? "auto size" : $parameter["size"]) + ", " + ($parameter["quality"] || "auto") + " quality" }}',
		description: "Generate images from a text prompt with OpenAI's GPT Image models",
		defaults: { name: 'GPT Image Generate' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'gptImageApi', required: true }],
		properties: generateProperties,
	};

	methods = { listSearch: modelList };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { run } = await import('./run');
		return await run(this);
	}
}
