import type { Service } from '../models/batch';
import { API_LIMITS } from '../models/catalog';
import { estimateCost } from '../models/estimate';
import type { CostEstimate } from '../models/prices';
import type { Dimensions } from '../models/types';
import { checkForBatch } from './batchRules';
import { bodyOf, type EditFields, type GenerateBody } from './body';
import { checkLimits } from './limits';
import { chooseModel } from './modelChoice';
import { applyRules } from './rules';
import { MODEL_RULES } from './modelRules';
import type { EditInputs, RequestPolicy } from './policy';
import { type ImageSettings, SettingError, type Warning } from './settings';
import { resolveSize } from './sizing';

interface BuiltBase {
	/** How many images the request asks for. */
	images: number;
	warnings: Warning[];
	/** Bring every delivered image to exactly these pixels. */
	exactPixels?: Dimensions;
	estimate: CostEstimate;
	/** Decides the price. */
	service: Service;
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
	return { operation: 'generate', ...built(settings, policy, undefined) };
}

/**
 * The fields of `POST /images/edits` besides the files, with what was adapted and what it will cost.
 * @throws {SettingError} for what cannot be sent; nothing was paid.
 */
export function buildEditRequest(
	settings: ImageSettings,
	policy: RequestPolicy,
	inputs: EditInputs,
): BuiltEditRequest {
	checkImageCount(inputs.imageCount);
	return { operation: 'edit', ...built(settings, policy, inputs) };
}

/** Limits, model, the model's rules, size, price, body: each step takes what the one before it gives. */
function built(given: ImageSettings, policy: RequestPolicy, edit: EditInputs | undefined) {
	checkLimits(given);
	const model = chooseModel(given.model, policy);
	const { service = 'live' } = policy;
	const ofBatches = service === 'batch' ? checkForBatch(given, model) : [];
	const capabilities = model.entry?.capabilities ?? null;
	const { id: modelId, byGateway } = model;
	const { settings, warnings } = capabilities
		? applyRules(MODEL_RULES, { settings: given, modelId, capabilities, policy, edit, byGateway })
		: { settings: given, warnings: [] };
	const sizing = resolveSize(settings, { modelId, capabilities, byGateway }, policy.today);
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
		service,
	});
	return {
		body: bodyOf(settings, modelId, size, edit ? 'edit' : 'generate'),
		images: settings.n,
		warnings: [...model.warnings, ...ofBatches, ...warnings, ...sizing.warnings],
		...(exactPixels && { exactPixels }),
		estimate,
		service,
	};
}

/**
 * The requests that ask for a setting's images: one, or for a batch one an image, as one of its lines is one image.
 * @param build `buildGenerateRequest` or `buildEditRequest`, with what it takes beside the settings.
 * @throws {SettingError} as `build` does.
 */
export function requestsFor<Request extends BuiltRequest>(
	settings: ImageSettings,
	{ service }: RequestPolicy,
	build: (settings: ImageSettings) => Request,
): Request[] {
	const whole = build(settings);
	if (service !== 'batch' || whole.images === 1) return [whole];
	return Array.from({ length: whole.images }, () => build({ ...settings, n: 1 }));
}

function checkImageCount(count: number): void {
	if (count >= 1 && count <= API_LIMITS.inputImages) return;
	throw new SettingError(
		'inputFields',
		count < 1 ? 'There is no input image' : `There are ${count} input images`,
		`Use 1 to ${API_LIMITS.inputImages} images.`,
	);
}
