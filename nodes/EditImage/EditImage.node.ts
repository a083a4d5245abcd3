import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { searchModels } from '../shared/n8n/modelSearch';
import { editDescription } from './description';
import { editImages } from './edit';

export class EditImage implements INodeType {
	description: INodeTypeDescription = editDescription;

	methods = { listSearch: { searchModels } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await editImages(this);
	}
}
