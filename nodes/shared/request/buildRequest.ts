import { API_LIMITS } from '../models/catalog';
import { estimateCost } from '../models/estimate';
import type { CostEstimate } from '../models/prices';
import { formatSize } from '../models/sizes';
import type { Dimensions } from '../models/types';
import { editFieldsOf, generateBodyOf } from './body';
import { checkLimits } from './limits';
import { chooseModel } from './modelChoice';
import { MODEL_RULES } from './modelRules';
import type { EditInputs, RequestPolicy } from './policy';
import { applyRules } from './rules';
import type { EditFields, GenerateBody } from './schemas';
import { type ImageSettings, SettingError, type Warning } from './settings';
import { resolveSize } from './sizing';

export type { EditInputs, RequestPolicy } from './policy';

interface BuiltBase {
	warnings: Warning[];
	/** Bring every delivered image to exactly these pixels. */
	exactPixels?: Dimensions;
	/** What was asked of the API: `auto` or `WxH`. */
	requestedSize: string;
	estimate: CostEstimate;
}

export interface BuiltGenerateRequest extends BuiltBase {
	operation: 'generate';
	body: GenerateBody;
}

export interface BuiltEditRequest extends BuiltBase {
	operation: 'edit';
	body: EditFields;
}

export type BuiltRequest = BuiltGenerateRequest | BuiltEditRequest;

/**
 * The body of `POST /images/generations`, with what was adapted and what it will cost.
 * A model that the catalog does not know gets everything as it was set, with one warning.
 * @throws {SettingError} for what cannot be sent; nothing was paid.
 */
export function buildGenerateRequest(
	settings: ImageSettings,
	policy: RequestPolicy,
): BuiltGenerateRequest {
	const checked = check(settings, policy, undefined);
	const body = generateBodyOf(checked.settings, checked.modelId, checked.size);
	return { operation: 'generate', body, ...checked.built };
}

/**
 * The fields of `POST /images/edits` beside the files, with what was adapted and what it will cost.
 * @throws {SettingError} for what cannot be sent; nothing was paid.
 */
export function buildEditRequest(
	settings: ImageSettings,
	policy: RequestPolicy,
	inputs: EditInputs,
): BuiltEditRequest {
	checkImageCount(inputs.imageCount);
	const checked = check(settings, policy, inputs);
	const body = editFieldsOf(checked.settings, checked.modelId, checked.size);
	return { operation: 'edit', body, ...checked.built };
}

interface Checked {
	/** As they are to be sent. */
	settings: ImageSettings;
	modelId: string;
	size: 'auto' | Dimensions;
	built: BuiltBase;
}

function check(given: ImageSettings, policy: RequestPolicy, edit: EditInputs | undefined): Checked {
	checkLimits(given);
	const model = chooseModel(given.model, policy);
	const capabilities = model.entry?.capabilities ?? null;
	const modelId = model.id;
	const { settings, warnings } = capabilities
		? applyRules(MODEL_RULES, { settings: given, modelId, capabilities, policy, edit })
		: { settings: given, warnings: [] };
	const sizing = resolveSize(settings, modelId, capabilities, policy.today);
	const { size, exactPixels } = sizing;
	const estimate = estimateCost({
		model: modelId,
		quality: settings.quality,
		size,
		n: settings.n,
		promptBytes: Buffer.byteLength(settings.prompt),
		outputFormat: settings.outputFormat,
		inputImages: edit ? edit.imageCount + Number(edit.hasMask) + Number(edit.hasMarkup) : 0,
		highInputFidelity: edit !== undefined && settings.inputFidelity === 'high',
	});
	const built: BuiltBase = {
		warnings: [...model.warnings, ...warnings, ...sizing.warnings],
		...(exactPixels ? { exactPixels } : {}),
		requestedSize: size === 'auto' ? size : formatSize(size),
		estimate,
	};
	return { settings, modelId, size, built };
}

function checkImageCount(count: number): void {
	if (count >= 1 && count <= API_LIMITS.inputImages) return;
	throw new SettingError(
		'inputFields',
		count < 1 ? 'There is no input image' : `There are ${count} input images`,
		`Hand in 1 to ${API_LIMITS.inputImages} images.`,
	);
}
