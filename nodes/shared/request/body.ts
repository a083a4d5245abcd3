import { formatSize } from '../models/sizes';
import type { Dimensions } from '../models/types';
import {
	type EditFields,
	editFieldsSchema,
	type GenerateBody,
	generateBodySchema,
} from './schemas';
import type { ImageSettings } from './settings';

const unlessAuto = <Value extends string>(value: Value | 'auto' | undefined) =>
	value === 'auto' ? undefined : (value as Exclude<Value, 'auto'> | undefined);

/** Only what the person set: whatever equals the API's default is left to the API. */
function sharedFields(settings: ImageSettings, modelId: string, size: 'auto' | Dimensions) {
	return withoutUndefined({
		model: modelId,
		prompt: settings.prompt,
		size: size === 'auto' ? undefined : formatSize(size),
		quality: unlessAuto(settings.quality),
		n: settings.n === 1 ? undefined : settings.n,
		background: unlessAuto(settings.background),
		output_format: settings.outputFormat,
		output_compression: settings.outputCompression,
		moderation: unlessAuto(settings.moderation),
		complexity: settings.complexity,
		frame_count: settings.frameCount,
		frame_duration_ms: settings.frameDuration,
		safety_identifier: settings.safetyIdentifier || undefined,
	});
}

/** The body of `POST /images/generations`, in the API's words. */
export function generateBodyOf(
	settings: ImageSettings,
	modelId: string,
	size: 'auto' | Dimensions,
): GenerateBody {
	return generateBodySchema.parse(sharedFields(settings, modelId, size));
}

/** The fields of `POST /images/edits` beside the files, in the API's words. */
export function editFieldsOf(
	settings: ImageSettings,
	modelId: string,
	size: 'auto' | Dimensions,
): EditFields {
	const fields = withoutUndefined({ input_fidelity: settings.inputFidelity });
	return editFieldsSchema.parse({ ...sharedFields(settings, modelId, size), ...fields });
}

function withoutUndefined(fields: Record<string, unknown>): Record<string, unknown> {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
