import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { readImagesFrom } from '../shared/n8n/edit/parameters';
import { prepareEdit } from '../shared/n8n/edit/prepareEdit';
import { runImageItems } from '../shared/n8n/imageRun';
import { readOutputSettings, readWantedImages } from '../shared/n8n/parameters';
import { openSession, requestPolicy } from '../shared/n8n/session';
import { buildEditRequest } from '../shared/request/buildRequest';

/** Edits the images of every input item, or of all of them at once. @throws NodeApiError or NodeOperationError */
export async function editImages(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const session = await openSession(context);
	const itemIndexes = [...context.getInputData().keys()];
	const together = itemIndexes.length > 0 && readImagesFrom(context) === 'allItems';
	const groups = together ? [itemIndexes] : itemIndexes.map((itemIndex) => [itemIndex]);
	const items = await runImageItems(session, groups, async (group) => {
		const itemIndex = group[0] ?? 0;
		const wanted = readWantedImages(context, itemIndex);
		const edit = await prepareEdit(session, group);
		return {
			output: readOutputSettings(context, itemIndex),
			calls: wanted.map(({ settings, preset }) => ({
				prompt: settings.prompt,
				preset,
				...edit.callWith(buildEditRequest(settings, requestPolicy(session), edit.inputs)),
			})),
		};
	});
	return [items];
}
