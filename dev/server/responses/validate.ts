import { JUDGE_MODELS } from '../../../nodes/shared/models/judgeModels';
import { decode } from '../rules/inputBytes';
import { OTHER_MODELS } from '../modelList';
import { Parameters } from '../rules/parameters';
import { isRecord } from '../readBody';
import { modelNotFound, errorAnswer } from '../rules/errorAnswer';
import type { ApiRequest, InputImage } from '../types';
import { checkStrictSchema } from './strictSchema';

/** An accepted question. */
export interface ResponseJob {
	modelId: string;
	/** All text of the input. */
	text: string;
	images: InputImage[];
	/** Undefined: an answer in plain text. */
	schema?: Record<string, unknown>;
	/** As it was sent, for the answer. */
	format: unknown;
	maxOutputTokens: number | null;
	effort: string | null;
}

const KNOWN = new Set([
	...['model', 'input', 'instructions', 'text', 'reasoning', 'store', 'max_output_tokens'],
	...['temperature', 'top_p', 'metadata', 'safety_identifier', 'user', 'truncation'],
]);
const EFFORTS = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const;
const PARTS = ['input_text', 'input_image', 'input_file'] as const;

/**
 * Judges a request of `POST /responses` as far as questions about pictures go.
 * @throws {ErrorAnswer}
 */
export async function validateResponse(request: ApiRequest): Promise<ResponseJob> {
	const parameters = new Parameters(request);
	parameters.refuseUnknown(KNOWN);
	const modelId = parameters.string('model', { min: 1 });
	if (modelId === undefined) throw missing('model');
	const served = [...JUDGE_MODELS, ...OTHER_MODELS].some(({ id }) => id === modelId);
	if (!served) throw modelNotFound(modelId);
	parameters.boolean('store');
	const format = formatOf(parameters.raw('text'));
	const { text, images } = await readInput(parameters.raw('input'), request);
	const reasoning = parameters.raw('reasoning');
	const effort = isRecord(reasoning) ? reasoning.effort : undefined;
	if (effort !== undefined && effort !== null && !EFFORTS.some((one) => one === effort)) {
		throw invalid('reasoning.effort', effort, EFFORTS);
	}
	return {
		modelId,
		text: `${parameters.string('instructions') ?? ''}${text}`,
		images,
		schema: isRecord(format) && isRecord(format.schema) ? format.schema : undefined,
		format,
		maxOutputTokens: parameters.integer('max_output_tokens', 16, 1_000_000) ?? null,
		effort: typeof effort === 'string' ? effort : null,
	};
}

function formatOf(text: unknown): unknown {
	const format = isRecord(text) ? text.format : undefined;
	if (format === undefined || format === null) return { type: 'text' };
	if (!isRecord(format)) throw missing('text.format.type');
	if (format.type === 'text' || format.type === 'json_object') return format;
	if (format.type !== 'json_schema') {
		throw invalid('text.format.type', format.type, ['text', 'json_object', 'json_schema']);
	}
	if (format.name === undefined) throw missing('text.format.name');
	if (typeof format.name !== 'string' || !/^[\w-]{1,64}$/.test(format.name)) {
		throw errorAnswer(
			`Invalid 'text.format.name': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.`,
			{ param: 'text.format.name', code: 'invalid_value' },
		);
	}
	if (!isRecord(format.schema)) throw missing('text.format.schema');
	if (format.strict === true) checkStrictSchema(format.name, format.schema);
	return format;
}

async function readInput(
	input: unknown,
	request: ApiRequest,
): Promise<Pick<ResponseJob, 'text' | 'images'>> {
	if (input === undefined) throw missing('input');
	if (typeof input === 'string') return { text: input, images: [] };
	const messages: unknown[] = Array.isArray(input) ? input : [];
	const parts = messages.flatMap((message): unknown[] => {
		const content = isRecord(message) ? message.content : undefined;
		if (typeof content === 'string') return [{ type: 'input_text', text: content }];
		return Array.isArray(content) ? content : [];
	});
	if (parts.length === 0) throw missing('input');
	for (const part of parts) checkPart(part);
	const files = request.files.filter(({ field }) => field === 'input_image');
	const images = await Promise.all(
		files.map(async (file, index) => {
			try {
				return await decode(file, `image ${index + 1}`);
			} catch {
				// The words are those seen of the live API; that images are checked whole is assumed.
				throw errorAnswer('The image data you provided does not represent a valid image.', {
					param: 'input',
					code: 'image_parse_error',
				});
			}
		}),
	);
	return {
		text: parts
			.map((part) => (isRecord(part) && typeof part.text === 'string' ? part.text : ''))
			.join('\n'),
		images,
	};
}

function checkPart(part: unknown): void {
	const type = isRecord(part) ? part.type : undefined;
	if (!PARTS.some((one) => one === type)) throw invalid('input[0].content[0].type', type, PARTS);
	if (!isRecord(part) || type !== 'input_image') return;
	// readBody has moved the bytes into the files and left a note of how many they were.
	if (typeof part.image_url !== 'string' || !/^data:[^,]+;base64,\[/.test(part.image_url)) {
		throw errorAnswer('This server takes images as data URLs only.', {
			param: 'input',
			code: 'invalid_image_url',
		});
	}
}

function missing(param: string): Error {
	return errorAnswer(`Missing required parameter: '${param}'.`, {
		param,
		code: 'missing_required_parameter',
	});
}

function invalid(param: string, value: unknown, values: readonly string[]): Error {
	const supported = values.map((one) => `'${one}'`).join(', ');
	return errorAnswer(`Invalid value: '${String(value)}'. Supported values are: ${supported}.`, {
		param,
		code: 'invalid_value',
	});
}
