import type { Dimensions } from '../../../../nodes/shared/models/types';
import {
	buildEditRequest,
	buildGenerateRequest,
} from '../../../../nodes/shared/request/buildRequest';
import type { EditInputs, RequestPolicy } from '../../../../nodes/shared/request/policy';
import { type ImageSettings, SettingError } from '../../../../nodes/shared/request/settings';
import { askedSize } from '../../../../nodes/shared/request/sizing';

export const policy: RequestPolicy = {
	unsupportedSettings: 'fail',
	retiredModel: 'fail',
	today: '2026-11-22',
	// Elsewhere than at OpenAI also gpt-image-1 is served, with a warning.
	servedByOpenAi: false,
};

export const oneImage: EditInputs = { imageCount: 1, hasMask: false, hasMarkup: false };

/** Settings as a test writes them: the size as a person does. */
export type Changes = Omit<Partial<ImageSettings>, 'size'> & {
	size?: string;
	exactPixels?: Dimensions;
};

export const settingsOf = ({ size, exactPixels, ...changes }: Changes): ImageSettings => ({
	model: 'gpt-image-2',
	prompt: 'A lighthouse at dusk',
	size: exactPixels ? { exact: exactPixels } : askedSize(size ?? 'auto'),
	quality: 'auto',
	n: 1,
	...changes,
});

export const generate = (changes: Changes, rules: Partial<RequestPolicy> = {}) =>
	buildGenerateRequest(settingsOf(changes), { ...policy, ...rules });

export const edit = (
	changes: Changes,
	rules: Partial<RequestPolicy> = {},
	inputs: Partial<EditInputs> = {},
) => buildEditRequest(settingsOf(changes), { ...policy, ...rules }, { ...oneImage, ...inputs });

/** The SettingError that `build` throws. */
export function refusalOf(build: () => unknown): SettingError {
	try {
		build();
	} catch (thrown) {
		if (thrown instanceof SettingError) return thrown;
		throw thrown;
	}
	throw new TypeError('Nothing was refused');
}
