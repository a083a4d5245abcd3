import { API_LIMITS } from '../../../nodes/shared/models/catalog';
import type { Capabilities } from '../../../nodes/shared/models/types';
import { decode, hasAlpha, isPng } from './inputBytes';
import { listed, type Parameters } from './parameters';
import { type FindFile, inputFiles } from './references';
import { errorAnswer, imageUserError } from './errorAnswer';
import type { ApiRequest, ImageJob, InputImage, UploadedFile } from '../types';

export type Inputs = Pick<ImageJob, 'inputs' | 'mask' | 'markup'>;

const MIME_TYPES = ['image/jpeg', 'image/png', 'image/webp'];
const JSON_DATA_URL_CHARACTERS = 20_971_520;

/**
 * The input images, mask and markup of an edit, decoded.
 * Only the type, code and "unsupported mimetype" are known; other words and the order of checks are assumed.
 * @throws {ErrorAnswer}
 */
export async function readInputs(
	request: ApiRequest,
	parameters: Parameters,
	modelId: string,
	capabilities: Capabilities,
	findFile: FindFile,
): Promise<Inputs> {
	refuseInputFidelity(parameters, modelId, capabilities);
	const named = inputFiles(request, parameters, findFile);
	const files = named.filter(({ field }) => field === 'image' || field === 'image[]');
	if (files.length === 0) {
		throw errorAnswer("Missing required parameter: 'image'.", {
			param: 'image',
			code: 'missing_required_parameter',
		});
	}
	if (files.length > API_LIMITS.inputImages) {
		throw errorAnswer(
			`Invalid 'image': array too long. Expected an array with maximum length ${API_LIMITS.inputImages}, but got an array with length ${files.length} instead.`,
			{ param: 'image', code: 'array_above_max_length' },
		);
	}
	const isJson = request.contentType === 'json';
	for (const file of named) refuseFile(file, isJson && request.files.includes(file));
	const inputs: InputImage[] = [];
	for (const [index, file] of files.entries())
		inputs.push(await decode(file, `image ${index + 1}`));
	const [first] = inputs;
	const mask = await overlay(named, 'mask', first);
	const markup = await overlay(named, 'markup', first);
	if (markup && !capabilities.markup) {
		throw imageUserError(`The model '${modelId}' does not support 'markup'.`, 'markup');
	}
	if (mask && markup) throw imageUserError("'markup' cannot be combined with 'mask'.", 'markup');
	return { inputs, mask, markup };
}

function refuseInputFidelity(
	parameters: Parameters,
	modelId: string,
	{ inputFidelities }: Capabilities,
): void {
	const value = parameters.oneOf('input_fidelity', ['low', 'high'] as const);
	if (value === undefined || inputFidelities.includes(value)) return;
	throw imageUserError(
		`The model '${modelId}' does not support the 'input_fidelity' parameter with value '${value}'.`,
		'input_fidelity',
		'invalid_input_fidelity_model',
	);
}

function refuseFile(file: UploadedFile, isDataUrl: boolean): void {
	const param = file.field.replace('[]', '');
	if (!MIME_TYPES.includes(file.mimeType)) {
		throw errorAnswer(
			`Invalid file '${param}': unsupported mimetype ('${file.mimeType}'). Supported file formats are ${listed(MIME_TYPES)}.`,
			{ param, code: 'unsupported_file_mimetype' },
		);
	}
	const limit = param === 'mask' ? API_LIMITS.maskBytes : API_LIMITS.inputImageBytes;
	const characters = Math.ceil(file.bytes.length / 3) * 4;
	if (file.bytes.length >= limit || (isDataUrl && characters > JSON_DATA_URL_CHARACTERS)) {
		throw imageUserError(`The file '${param}' is too large.`, param, 'invalid_image_file');
	}
}

async function overlay(
	files: readonly UploadedFile[],
	field: 'mask' | 'markup',
	first: InputImage | undefined,
): Promise<InputImage | undefined> {
	const file = files.find((one) => one.field === field);
	if (!file) return undefined;
	const image = await decode(file, field);
	if (!isPng(file.bytes) || !hasAlpha(file.bytes)) {
		throw imageUserError(
			`Invalid ${field} image format - ${field} image missing alpha channel`,
			field,
			'invalid_image_file',
		);
	}
	if (image.width !== first?.width || image.height !== first.height) {
		throw imageUserError(
			`Invalid ${field} image format - ${field} size does not match image size`,
			field,
			'invalid_image_file',
		);
	}
	return image;
}
