import type {
	ImageEditParamsNonStreaming,
	ImageGenerateParamsNonStreaming,
} from 'openai/resources/images';
import * as z from 'zod/v4-mini';
import { API_LIMITS } from '../models/catalog';
import {
	BACKGROUNDS,
	COMPLEXITIES,
	INPUT_FIDELITIES,
	MODERATIONS,
	OUTPUT_FORMATS,
	QUALITIES,
} from '../models/types';

const count = (min: number, max: number) => z.optional(z.int().check(z.gte(min), z.lte(max)));

const SHARED_FIELDS = {
	model: z.string().check(z.minLength(1)),
	prompt: z.string().check(z.minLength(1)),
	size: z.optional(z.string().check(z.regex(/^\d+x\d+$/))),
	quality: z.optional(z.enum(QUALITIES)),
	n: count(1, API_LIMITS.imagesPerRequest),
	background: z.optional(z.enum(BACKGROUNDS)),
	output_format: z.optional(z.enum(OUTPUT_FORMATS)),
	output_compression: count(API_LIMITS.outputCompression.min, API_LIMITS.outputCompression.max),
	moderation: z.optional(z.enum(MODERATIONS)),
	complexity: z.optional(z.enum(COMPLEXITIES)),
	frame_count: count(API_LIMITS.frameCount.min, API_LIMITS.frameCount.max),
	frame_duration_ms: count(API_LIMITS.frameDurationMs.min, API_LIMITS.frameDurationMs.max),
	safety_identifier: z.optional(
		z.string().check(z.minLength(1), z.maxLength(API_LIMITS.safetyIdentifierCharacters)),
	),
};

/** The JSON body of `POST /images/generations`. A field that is not named here is refused. */
export const generateBodySchema = z.strictObject(SHARED_FIELDS);

/** The form fields of `POST /images/edits` beside the files. A field that is not named here is refused. */
export const editFieldsSchema = z.strictObject({
	...SHARED_FIELDS,
	input_fidelity: z.optional(z.enum(INPUT_FIDELITIES)),
});

export type GenerateBody = z.output<typeof generateBodySchema>;
export type EditFields = z.output<typeof editFieldsSchema>;

/** What the `openai` package lets `images.generate` take. */
export type SdkGenerateBody = ImageGenerateParamsNonStreaming;

/**
 * What the `openai` package lets `images.edit` take beside the files. `moderation` stands in OpenAI's
 * JSON schema of edits, not in the package's type: sent only where the person chose `low`.
 */
export type SdkEditFields = Omit<ImageEditParamsNonStreaming, 'image' | 'mask' | 'markup'> &
	Pick<ImageGenerateParamsNonStreaming, 'moderation'>;

/** `true` where every field of `Ours` exists in `Theirs` and takes our values; otherwise the fields that do not fit. */
export type FitsSdk<Ours, Theirs> = {
	[Field in keyof Ours]: Field extends keyof Theirs
		? Ours[Field] extends Theirs[Field]
			? never
			: Field
		: Field;
}[keyof Ours] extends infer Misfit
	? [Exclude<Misfit, undefined>] extends [never]
		? true
		: Misfit
	: never;

/** Compiles only where the fields fit the SDK's types. */
type Check<Fits extends true> = Fits;
export type BodiesFitTheSdk = [
	Check<FitsSdk<GenerateBody, SdkGenerateBody>>,
	Check<FitsSdk<EditFields, SdkEditFields>>,
];
