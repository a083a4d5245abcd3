import { API_LIMITS, findModel } from '../../../nodes/shared/models/catalog';
import type { Capabilities, ModelEntry } from '../../../nodes/shared/models/types';
import { shutdownDateOf } from '../modelList';
import { Parameters } from './parameters';
import type { FindFile } from './references';
import { modelNotFound, errorAnswer } from './errorAnswer';
import type { Settings } from '../behaviour/settings';
import type { ApiRequest, ImageJob } from '../types';
import { readInputs, type Inputs } from './validateInputs';
import {
	background,
	compression,
	frames,
	identifier,
	numberOfImages,
	refuseUnsupported,
	streaming,
} from './validateOptions';
import { resolveSize } from './validateSize';

const COMMON = [
	...['model', 'prompt', 'n', 'size', 'quality', 'background', 'output_format'],
	...['output_compression', 'moderation', 'complexity', 'frame_count', 'frame_duration_ms'],
	...['svg', 'stream', 'partial_images', 'user', 'safety_identifier'],
];
const GENERATE_PARAMETERS = new Set(COMMON);
const EDIT_PARAMETERS = new Set([...COMMON, 'input_fidelity', 'images', 'mask', 'markup']);

/** OpenAI's default has drifted over the years and is not known for certain. */
const MODEL_WHEN_NOT_SENT = 'gpt-image-2';

/** For ids that the catalog does not know: everything any model takes. */
const UNCHECKED: Capabilities = {
	sizeRule: {
		kind: 'free',
		multipleOf: 1,
		maxEdge: 8192,
		maxRatio: 100,
		minPixels: 1,
		maxPixels: 67_108_864,
		experimentalAbovePixels: 67_108_864,
	},
	qualities: ['low', 'medium', 'high', 'xhigh', 'max'],
	backgrounds: ['opaque', 'transparent'],
	outputFormats: ['png', 'jpeg', 'webp', 'gif', 'svg'],
	inputFidelities: ['low', 'high'],
	complexities: ['low', 'medium', 'high'],
	mask: true,
	markup: true,
	frames: true,
};

/**
 * Judges a request as OpenAI does and fills in its defaults.
 * @throws {ErrorAnswer}
 */
export async function validateJob(
	request: ApiRequest,
	operation: ImageJob['operation'],
	settings: Settings,
	findFile: FindFile,
): Promise<ImageJob> {
	const parameters = new Parameters(request);
	refuseUnknown(parameters, request, operation, settings);
	const modelId = parameters.string('model') ?? MODEL_WHEN_NOT_SENT;
	const { model, capabilities } = servedModel(modelId, settings);
	const prompt = parameters.string('prompt', { min: 1, max: API_LIMITS.promptCharacters });
	if (prompt === undefined) {
		throw errorAnswer("Missing required parameter: 'prompt'.", {
			param: 'prompt',
			code: 'missing_required_parameter',
		});
	}
	parameters.oneOf('moderation', ['auto', 'low']);
	const inputs: Inputs =
		operation === 'edit'
			? await readInputs(request, parameters, modelId, capabilities, findFile)
			: { inputs: [] };
	const format = parameters.oneOf('output_format', capabilities.outputFormats) ?? 'png';
	const quality = parameters.oneOf(
		'quality',
		['auto', ...capabilities.qualities] as const,
		'image_generation_user_error',
	);
	refuseUnsupported(parameters, capabilities, format);
	return {
		operation,
		modelId,
		model,
		capabilities,
		prompt,
		n: numberOfImages(parameters, format),
		size: resolveSize(parameters.string('size'), capabilities.sizeRule, inputs.inputs[0]),
		// What `auto` came to in live probes (observed).
		quality: quality === undefined || quality === 'auto' ? 'low' : quality,
		background: background(parameters, capabilities, format),
		format,
		compression: compression(parameters, format),
		...frames(parameters, capabilities, format, inputs),
		...streaming(parameters, format),
		safetyIdentifier: identifier(parameters),
		...inputs,
	};
}

function refuseUnknown(
	parameters: Parameters,
	request: ApiRequest,
	operation: ImageJob['operation'],
	settings: Settings,
): void {
	const known = new Set(operation === 'edit' ? EDIT_PARAMETERS : GENERATE_PARAMETERS);
	// Sources disagree: OpenAI's multipart schema of edits has no `moderation`, clients send it all the same.
	if (request.contentType === 'multipart' && !settings.moderationInMultipart) {
		known.delete('moderation');
	}
	parameters.refuseUnknown(known);
}

function servedModel(
	id: string,
	settings: Settings,
): { model: ModelEntry | undefined; capabilities: Capabilities } {
	const model = findModel(id);
	const open = settings.servesAnyModel;
	if (!model) {
		if (open) return { model, capabilities: UNCHECKED };
		throw modelNotFound(id);
	}
	const ends = shutdownDateOf(model, settings);
	const isShutDown = ends !== null && ends <= settings.today;
	if (open) return { model, capabilities: model.capabilities ?? UNCHECKED };
	if (isShutDown || !model.capabilities) throw modelNotFound(id);
	return { model, capabilities: model.capabilities };
}
