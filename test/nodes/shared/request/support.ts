import {
	buildEditRequest,
	buildGenerateRequest,
	type EditInputs,
	type RequestPolicy,
} from '../../../../nodes/shared/request/buildRequest';
import { type ImageSettings, SettingError } from '../../../../nodes/shared/request/settings';

export const policy: RequestPolicy = {
	unsupportedSettings: 'fail',
	retiredModel: 'fail',
	today: '2026-11-22',
	// Elsewhere than at OpenAI also gpt-image-1 is served, with a warning.
	servedByOpenAi: false,
};

export const oneImage: EditInputs = { imageCount: 1, hasMask: false, hasMarkup: false };

export const settingsOf = (changes: Partial<ImageSettings>): ImageSettings => ({
	model: 'gpt-image-2',
	prompt: 'A lighthouse at dusk',
	size: 'auto',
	quality: 'auto',
	n: 1,
	...changes,
});

export const generate = (changes: Partial<ImageSettings>, rules: Partial<RequestPolicy> = {}) =>
	buildGenerateRequest(settingsOf(changes), { ...policy, ...rules });

export const edit = (
	changes: Partial<ImageSettings>,
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
