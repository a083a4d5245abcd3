import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { searchModels } from '../shared/execution/modelSearch';
import { editProperties } from './description';
import { editImages } from './edit';
import { untilStopped } from '../shared/execution/untilStopped';

export class EditImage implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'GPT Image Edit',
		name: 'editImage',
		icon: {
			light: 'file:../../icons/editImage.svg',
			dark: 'file:../../icons/editImage.dark.svg',
		},
		group: ['transform'],
		version: 1,
		// The editor gives a resource locator's value here, the engine the locator itself.
		subtitle:
			'={{ ($parameter["model"].value || $parameter["model"]) + ", " + ($parameter["size"] === "preset" ? "social formats" : $parameter["size"]) }}',
		description: "Edit and combine images with OpenAI's GPT Image models",
		defaults: { name: 'GPT Image Edit' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'gptImageApi', required: true }],
		properties: editProperties,
	};

	methods = { listSearch: { searchModels } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await untilStopped(this, 1, async () => await editImages(this));
	}
}
