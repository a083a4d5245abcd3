import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { searchJudgeModels } from '../shared/execution/judgeModelSearch';
import { searchModels } from '../shared/execution/modelSearch';
import { compareModels } from './compare';
import { compareProperties } from './description';
import { readOperation } from './parameters';
import { tallyAnswers } from './tally';

export class CompareModels implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'GPT Image Compare Models',
		name: 'compareModels',
		icon: {
			light: 'file:../../icons/compareModels.svg',
			dark: 'file:../../icons/compareModels.dark.svg',
		},
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] === "tally" ? "Tally" : "Compare" }}',
		description: 'Compare GPT Image models side by side on your own prompts',
		defaults: { name: 'GPT Image Compare Models' },
		usableAsTool: true,
		inputs: `={{ $parameter["operation"] === "tally" ? [{ type: "${NodeConnectionTypes.Main}", displayName: "Images" }, { type: "${NodeConnectionTypes.Main}", displayName: "Answers" }] : ["${NodeConnectionTypes.Main}"] }}`,
		outputs: `={{ $parameter["operation"] === "tally" ? [{ type: "${NodeConnectionTypes.Main}", displayName: "Report" }] : [{ type: "${NodeConnectionTypes.Main}", displayName: "Images" }, { type: "${NodeConnectionTypes.Main}", displayName: "Report" }] }}`,
		credentials: [
			{
				name: 'gptImageApi',
				required: true,
				displayOptions: { show: { operation: ['compare'] } },
			},
		],
		properties: compareProperties,
	};

	methods = { listSearch: { searchModels, searchJudgeModels } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return readOperation(this) === 'tally' ? tallyAnswers(this) : await compareModels(this);
	}
}
