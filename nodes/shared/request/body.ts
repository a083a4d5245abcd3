import type {
	ImageEditParamsNonStreaming,
	ImageGenerateParamsNonStreaming,
} from 'openai/resources/images';
import { formatSize } from '../models/sizes';
import type { Dimensions } from '../models/types';
import type { Check, FitsSdk } from './fitsSdk';
import { optionsOf, type Operation, type OptionFields } from './apiOptions';
import type { ImageSettings } from './settings';

type MainFields = {
	model: string;
	prompt: string;
	/** "1024x1024" */
	size?: string;
};

/** The JSON body of `POST /images/generations`, in the API's words. */
export type GenerateBody = MainFields & OptionFields<'generate'>;

/** The form fields of `POST /images/edits` besides the files, in the API's words. */
export type EditFields = MainFields & OptionFields<'edit'>;

/** What the `openai` package lets `images.generate` take. */
export type SdkGenerateBody = ImageGenerateParamsNonStreaming;

/**
 * What the `openai` package lets `images.edit` take besides the files. `moderation` is in OpenAI's JSON schema
 * of edits, not in the package's type: it is sent only where the person chose `low`.
 */
export type SdkEditFields = Omit<ImageEditParamsNonStreaming, 'image' | 'mask' | 'markup'> &
	Pick<ImageGenerateParamsNonStreaming, 'moderation'>;

/** Compiles only where the fields fit the types of the `openai` package. */
export type BodiesFitTheSdk = [
	Check<FitsSdk<GenerateBody, SdkGenerateBody>>,
	Check<FitsSdk<EditFields, SdkEditFields>>,
];

/** Only what the person set: whatever equals the API's default is left to the API. */
export function bodyOf(
	settings: ImageSettings,
	modelId: string,
	size: 'auto' | Dimensions,
	operation: Operation,
): GenerateBody | EditFields {
	const main: MainFields = {
		model: modelId,
		prompt: settings.prompt,
		...(size !== 'auto' && { size: formatSize(size) }),
	};
	const options = optionsOf(operation)
		.map(({ setting, field, apiDefault }) => {
			const value = settings[setting as keyof ImageSettings];
			return [field, value === apiDefault || value === '' ? undefined : value] as const;
		})
		.filter(([, value]) => value !== undefined);
	return { ...main, ...Object.fromEntries(options) };
}
