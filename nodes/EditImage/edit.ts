import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { readImagesFrom } from '../shared/inputs/parameters';
import { prepareEdit } from '../shared/inputs/prepareEdit';
import { runImageItems } from '../shared/execution/runImageItems';
import type { ItemGroup } from '../shared/items/imageItems';
import { readOutputSettings } from '../shared/parameters/readOutput';
import { readWantedImages } from '../shared/parameters/readWanted';
import { openSession, requestPolicy } from '../shared/execution/session';
import { buildEditRequest } from '../shared/request/buildRequest';

/** Edits the images of every input item, or of all of them at once. @throws NodeApiError or NodeOperationError */
export async function editImages(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const session = await openSession(context);
	const items = await runImageItems(session, groupsOf(context), async (group) => {
		const [itemIndex] = group;
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

function groupsOf(context: IExecuteFunctions): ItemGroup[] {
	const [first, ...others] = context.getInputData().keys();
	if (first === undefined) return [];
	if (readImagesFrom(context) === 'allItems') return [[first, ...others]];
	return [first, ...others].map((itemIndex): ItemGroup => [itemIndex]);
}
