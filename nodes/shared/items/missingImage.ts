import { CATALOG_CHECKED_ON } from '../models/catalog';
import type { Warning } from '../request/settings';
import type { Failure } from './failures';
import type { MissingImage } from './imageCall';
import type { RunSettings } from '../parameters/readRun';

/** Which image it would have been. */
export interface About {
	model: string;
	prompt: string;
	preset?: string;
	index: number;
	count: number;
	warnings: Warning[];
}

/** The entry that stands where an image would be. */
export function missingImage(about: About, failure: Failure): MissingImage {
	const { preset, ...rest } = about;
	return {
		cause: failure.cause,
		setting: failure.setting,
		json: {
			status: failure.status,
			...rest,
			...(preset !== undefined && { preset }),
			durationMs: null,
			attempts: failure.attempts,
			requestId: failure.error.requestId,
			usage: null,
			costUsd: failure.maybeBilled ? null : 0,
			pricesAsOf: CATALOG_CHECKED_ON,
			error: failure.error,
		},
	};
}

/** Whether the node counts a missing image as a failed item: a refusal may be wanted as an item. */
export function isFailed(image: MissingImage, settings: RunSettings): boolean {
	return !(image.json.status === 'refused' && settings.refusals === 'output');
}
