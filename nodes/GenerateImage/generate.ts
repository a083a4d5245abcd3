import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { runImageItems } from '../shared/execution/runImageItems';
import type { ItemGroup } from '../shared/items/imageItems';
import { readOutputSettings } from '../shared/parameters/readOutput';
import { readWantedImages } from '../shared/parameters/readWanted';
import { openSession, requestPolicy } from '../shared/execution/session';
import { buildGenerateRequest } from '../shared/request/buildRequest';

/** Generates the images of every input item. @throws NodeApiError or NodeOperationError */
export async function generateImages(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const session = await openSession(context);
	const groups = [...context.getInputData().keys()].map((itemIndex): ItemGroup => [itemIndex]);
	const items = await runImageItems(session, groups, async ([itemIndex]) => ({
		output: readOutputSettings(context, itemIndex),
		calls: readWantedImages(context, itemIndex).map(({ settings, preset }) => ({
			prompt: settings.prompt,
			preset,
			request: buildGenerateRequest(settings, requestPolicy(session)),
		})),
	}));
	return [items];
}
