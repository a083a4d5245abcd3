import type { Dimensions } from '../../../../nodes/shared/models/types';
import {
	buildEditRequest,
	buildGenerateRequest,
	type BuiltRequest,
} from '../../../../nodes/shared/request/buildRequest';
import { inEditorWords } from '../../../../nodes/shared/parameters/displayNames';
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

/** With its warnings as people read them. */
const asRead = <Built extends BuiltRequest>(built: Built) => ({
	...built,
	warnings: built.warnings.map(({ setting, message }) => ({
		setting,
		message: inEditorWords(setting, message),
	})),
});

export const generate = (changes: Changes, rules: Partial<RequestPolicy> = {}) =>
	asRead(buildGenerateRequest(settingsOf(changes), { ...policy, ...rules }));

export const edit = (
	changes: Changes,
	rules: Partial<RequestPolicy> = {},
	inputs: Partial<EditInputs> = {},
) =>
	asRead(
		buildEditRequest(settingsOf(changes), { ...policy, ...rules }, { ...oneImage, ...inputs }),
	);

/** The SettingError that `build` throws, with its message as people read it. */
export function refusalOf(build: () => unknown) {
	try {
		build();
	} catch (thrown) {
		if (!(thrown instanceof SettingError)) throw thrown;
		const { setting, wording, howToFix, reason } = thrown;
		return { setting, message: inEditorWords(setting, wording), howToFix, reason };
	}
	throw new TypeError('Nothing was refused');
}
