import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { planGenerate } from '../shared/execution/planGenerate';
import { singleItems } from '../shared/execution/planItems';
import { runImageItems } from '../shared/execution/runImageItems';
import { openSession } from '../shared/execution/session';

/** Generates the images of every input item. @throws NodeApiError or NodeOperationError */
export async function generateImages(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const session = await openSession(context);
	return [await runImageItems(session, singleItems(context), planGenerate(session))];
}
