import { isRecord } from '../readBody';
import { Parameters } from '../rules/parameters';
import { errorAnswer } from '../rules/errorAnswer';
import type { ApiRequest, UploadedFile } from '../types';
import type { BatchBehaviour } from '../batches/behaviour';

const PARAMETERS = new Set(['purpose', 'expires_after']);
const PURPOSES = ['assistants', 'batch', 'fine-tune', 'vision', 'user_data', 'evals'] as const;

const LEAST_SECONDS = 3600;
const MOST_SECONDS = 2_592_000;

/** An upload that is let in. */
export interface Upload {
	file: UploadedFile;
	purpose: string;
	/** Seconds; null: for good. */
	expiresAfter: number | null;
}

/**
 * Judges `POST /v1/files`. Limits, purposes and members are known, words and codes are assumed.
 * @throws {ErrorAnswer}
 */
export function readUpload(request: ApiRequest, { fileBytes }: BatchBehaviour): Upload {
	if (request.contentType !== 'multipart') {
		throw errorAnswer("Invalid content type. Expected 'multipart/form-data'.");
	}
	const parameters = new Parameters(request);
	parameters.refuseUnknown(PARAMETERS);
	const [file] = request.files.filter(({ field }) => field === 'file');
	if (!file) throw missing('file');
	if (request.files.length > 1)
		throw errorAnswer('Only one file can be uploaded.', { param: 'file' });
	const purpose = parameters.oneOf('purpose', PURPOSES);
	if (purpose === undefined) throw missing('purpose');
	if (file.bytes.length === 0) throw errorAnswer('File is empty.', { param: 'file' });
	if (purpose === 'batch') {
		if (!/\.jsonl$/i.test(file.fileName)) {
			throw errorAnswer(
				`Invalid file format for Batch API. Must be .jsonl, got '${file.fileName}'.`,
				{
					param: 'file',
				},
			);
		}
		if (file.bytes.length > fileBytes) {
			throw errorAnswer(
				`The file is too large for Batch API: ${file.bytes.length} bytes. The maximum is ${fileBytes} bytes.`,
				{ status: 413, param: 'file' },
			);
		}
	}
	const expiresAfter = readExpiry(parameters, 'expires_after');
	// Files of batches expire after 30 days unless they say otherwise, all others stay (the SDK's types).
	return {
		file,
		purpose,
		expiresAfter: expiresAfter ?? (purpose === 'batch' ? MOST_SECONDS : null),
	};
}

/**
 * `{anchor: 'created_at', seconds}`; null where it is not sent.
 * @throws {ErrorAnswer}
 */
export function readExpiry(parameters: Parameters, name: string): number | null {
	const value = parameters.raw(name);
	if (value === undefined || value === null) return null;
	if (!isRecord(value)) throw errorAnswer(`Invalid type for '${name}'.`, { param: name });
	if (value.anchor !== 'created_at') {
		throw errorAnswer(`Invalid value for '${name}.anchor'. Supported values are: 'created_at'.`, {
			param: `${name}.anchor`,
			code: 'invalid_value',
		});
	}
	const seconds = Number(value.seconds);
	if (!Number.isInteger(seconds) || seconds < LEAST_SECONDS || seconds > MOST_SECONDS) {
		throw errorAnswer(
			`Invalid '${name}.seconds': expected an integer from ${LEAST_SECONDS} to ${MOST_SECONDS}, but got ${JSON.stringify(value.seconds)} instead.`,
			{ param: `${name}.seconds`, code: 'invalid_value' },
		);
	}
	return seconds;
}

function missing(name: string): Error {
	return errorAnswer(`Missing required parameter: '${name}'.`, {
		param: name,
		code: 'missing_required_parameter',
	});
}
