import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { searchModels } from '../shared/n8n/modelSearch';
import { generateDescription } from './description';
import { generateImages } from './generate';

export class GenerateImage implements INodeType {
	description: INodeTypeDescription = generateDescription;

	methods = { listSearch: { searchModels } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await generateImages(this);
	}
}
