import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { judgeModelList, modelList } from '../shared/execution/listSearch';
import { compareProperties } from './description';
import { NODE_VERSIONS } from '../shared/parameters/nodeVersion';

export class CompareModels implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'GPT Image Compare Models',
		name: 'compareModels',
		icon: {
			light: 'file:../../icons/compareModels.svg',
			dark: 'file:../../icons/compareModels.dark.svg',
		},
		group: ['transform'],
		...NODE_VERSIONS,
		subtitle:
			'={{ { tally: "Tally", sheet: "Contact Sheet" }[$parameter["operation"]] || "Compare" }}',
		description: 'Compare GPT Image models side by side on your own prompts',
		defaults: { name: 'GPT Image Compare Models' },
		usableAsTool: true,
		inputs: `={{ $parameter["operation"] === "tally" ? [{ type: "${NodeConnectionTypes.Main}", displayName: "Images" }, { type: "${NodeConnectionTypes.Main}", displayName: "Answers" }] : ["${NodeConnectionTypes.Main}"] }}`,
		outputs: `={{ $parameter["operation"] === "tally" ? [{ type: "${NodeConnectionTypes.Main}", displayName: "Report" }] : $parameter["operation"] === "sheet" ? [{ type: "${NodeConnectionTypes.Main}", displayName: "Sheet" }] : [{ type: "${NodeConnectionTypes.Main}", displayName: "Images" }, { type: "${NodeConnectionTypes.Main}", displayName: "Report" }] }}`,
		credentials: [
			{
				name: 'gptImageApi',
				// Images that there are already need none without a judge: where it is needed, the node asks for it.
				required: false,
				displayOptions: { show: { operation: ['compare'] } },
			},
		],
		properties: compareProperties,
	};

	methods = { listSearch: { ...modelList, ...judgeModelList } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { run } = await import('./run');
		return await run(this);
	}
}
