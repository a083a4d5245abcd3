import { readOutputSettings } from '../parameters/readOutput';
import { readWantedImages } from '../parameters/readWanted';
import { buildGenerateRequest, requestsFor } from '../request/buildRequest';
import type { RequestPolicy } from '../request/policy';
import type { PlanItem } from './planItems';
import { requestPolicy, type Session } from './session';

/** What an item asks to be generated, whether it is sent at once or written as lines of a batch. */
export function planGenerate(
	session: Session,
	policy: RequestPolicy = requestPolicy(session),
): PlanItem {
	const { context } = session;
	return ([itemIndex]) => ({
		output: readOutputSettings(context, itemIndex),
		calls: readWantedImages(context, itemIndex).flatMap(({ settings, preset }) =>
			requestsFor(settings, policy, (one) => buildGenerateRequest(one, policy)).map((request) => ({
				prompt: settings.prompt,
				preset,
				request,
			})),
		),
	});
}
