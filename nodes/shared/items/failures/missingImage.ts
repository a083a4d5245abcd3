import { CATALOG_CHECKED_ON } from '../../models/catalog';
import type { RunSettings } from '../../parameters/readRun';
import { imageIndex, type ImageCall, type MissingImage } from '../imageCall';
import type { FailedImageJson } from '../imageJson';
import type { Failure } from './failure';

/** Which image it would have been. */
export type About = Pick<
	FailedImageJson,
	'model' | 'prompt' | 'preset' | 'index' | 'count' | 'warnings'
>;

/** The second step: the entry that replaces an image. */
export function missingImage(about: About, { json, label, cause }: Failure): MissingImage {
	const { status, attempts, costUsd, error } = json;
	return {
		cause,
		label,
		json: {
			status,
			...about,
			durationMs: null,
			attempts,
			requestId: error.requestId,
			usage: null,
			costUsd,
			pricesAsOf: CATALOG_CHECKED_ON,
			error,
		},
	};
}

/** The first image of a call. */
export function aboutCall(call: ImageCall): About {
	return {
		model: call.request.body.model,
		prompt: call.prompt,
		...(call.preset !== undefined && { preset: call.preset }),
		index: imageIndex(call, 0),
		count: call.itemCount,
		warnings: call.warnings,
	};
}

/** Whether the node counts a missing image as a failed item: a refusal may be wanted as an item. */
export function isFailed({ json }: MissingImage, settings: RunSettings): boolean {
	return !(json.status === 'refused' && settings.refusals === 'output');
}
