import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { modelList } from '../shared/execution/listSearch';
import { editProperties } from './description';
import { NODE_VERSIONS } from '../shared/parameters/nodeVersion';

export class EditImage implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'GPT Image Edit',
		name: 'editImage',
		icon: {
			light: 'file:../../icons/editImage.svg',
			dark: 'file:../../icons/editImage.dark.svg',
		},
		group: ['transform'],
		...NODE_VERSIONS,
		// The editor gives a resource locator's value here, the engine the locator itself.
		subtitle:
			'={{ ($parameter["model"].value || $parameter["model"]) + ", " + ($parameter["size"] === "preset" ? "social formats" : $parameter["size"] === "auto" ? "auto size" : $parameter["size"]) + ", " + ($parameter["quality"] || "auto") + " quality" }}',
		description: "Edit and combine images with OpenAI's GPT Image models",
		defaults: { name: 'GPT Image Edit' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'gptImageApi', required: true }],
		properties: editProperties,
	};

	methods = { listSearch: modelList };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { run } = await import('./run');
		return await run(this);
	}
}
