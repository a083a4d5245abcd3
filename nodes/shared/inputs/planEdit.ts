import type { IExecuteFunctions } from 'n8n-workflow';
import type { PlanItem } from '../execution/planItems';
import { requestPolicy, type Session } from '../execution/session';
import type { ItemGroup } from '../items/imageItems';
import { readOutputSettings } from '../parameters/readOutput';
import { readWantedImages } from '../parameters/readWanted';
import { buildEditRequest, requestsFor } from '../request/buildRequest';
import type { RequestPolicy } from '../request/policy';
import { readImagesFrom } from './parameters';
import { prepareEdit } from './prepareEdit';

/** What the images of an item, or of several, are to become, sent at once or written as lines of a batch. */
export function planEdit(
	session: Session,
	policy: RequestPolicy = requestPolicy(session),
): PlanItem {
	const { context } = session;
	return async (group) => {
		const [itemIndex] = group;
		const wanted = readWantedImages(context, itemIndex);
		const edit = await prepareEdit(session, group);
		return {
			output: readOutputSettings(context, itemIndex),
			calls: wanted.flatMap(({ settings, preset }) =>
				requestsFor(settings, policy, (one) => buildEditRequest(one, policy, edit.inputs)).map(
					(request) => ({ prompt: settings.prompt, preset, ...edit.callWith(request) }),
				),
			),
		};
	};
}

/** The items by index, those together whose images go into one edit. */
export function editGroups(context: IExecuteFunctions): ItemGroup[] {
	const [first, ...others] = context.getInputData().keys();
	if (first === undefined) return [];
	if (readImagesFrom(context) === 'allItems') return [[first, ...others]];
	return [first, ...others].map((itemIndex): ItemGroup => [itemIndex]);
}
