import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { runImageItems } from '../shared/execution/runImageItems';
import { openSession } from '../shared/execution/session';
import { editGroups, planEdit } from '../shared/inputs/planEdit';

/** Edits the images of every input item, or of all of them at once. @throws NodeApiError or NodeOperationError */
export async function editImages(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const session = await openSession(context);
	return [await runImageItems(session, editGroups(context), planEdit(session))];
}
