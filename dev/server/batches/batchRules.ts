import { readExpiry } from '../files/uploadRules';
import { isRecord } from '../readBody';
import { Parameters } from '../rules/parameters';
import { errorAnswer } from '../rules/errorAnswer';
import type { ApiRequest, ImageJob } from '../types';

const PARAMETERS = new Set([
	...['input_file_id', 'endpoint', 'completion_window', 'metadata', 'output_expires_after'],
]);

const MOST_PAIRS = 16;
const MOST_KEY_CHARACTERS = 64;
const MOST_VALUE_CHARACTERS = 512;

/** The endpoints of OpenAI's that this server runs lines of. */
export const ENDPOINTS = ['/v1/images/generations', '/v1/images/edits'] as const;

export type Endpoint = (typeof ENDPOINTS)[number];

export function operationOf(endpoint: Endpoint): ImageJob['operation'] {
	return endpoint === '/v1/images/edits' ? 'edit' : 'generate';
}

/** What `POST /v1/batches` asks for. */
export interface BatchOrder {
	inputFileId: string;
	endpoint: Endpoint;
	completionWindow: string;
	metadata: Readonly<Record<string, string>> | null;
	/** Seconds; null: not asked for. */
	outputExpiresAfter: number | null;
}

/**
 * Judges `POST /v1/batches`. Limits are known, words and codes assumed.
 * @throws {ErrorAnswer}
 */
export function readOrder(request: ApiRequest): BatchOrder {
	const parameters = new Parameters(request);
	parameters.refuseUnknown(PARAMETERS);
	const required = <T>(name: string, value: T | undefined): T => {
		if (value !== undefined) return value;
		throw errorAnswer(`Missing required parameter: '${name}'.`, {
			param: name,
			code: 'missing_required_parameter',
		});
	};
	return {
		inputFileId: required('input_file_id', parameters.string('input_file_id', { min: 1 })),
		endpoint: required('endpoint', parameters.oneOf('endpoint', ENDPOINTS)),
		completionWindow: required('completion_window', parameters.oneOf('completion_window', ['24h'])),
		metadata: readMetadata(parameters.raw('metadata')),
		outputExpiresAfter: readExpiry(parameters, 'output_expires_after'),
	};
}

function readMetadata(value: unknown): Record<string, string> | null {
	if (value === undefined || value === null) return null;
	if (!isRecord(value)) throw wrong("Invalid type for 'metadata': expected an object.", 'metadata');
	const pairs = Object.entries(value);
	if (pairs.length > MOST_PAIRS) {
		throw wrong(
			`Invalid 'metadata': too many properties. Expected at most ${MOST_PAIRS}, but got ${pairs.length} instead.`,
			'metadata',
		);
	}
	const metadata: Record<string, string> = {};
	for (const [key, text] of pairs) {
		if (typeof text !== 'string') {
			throw wrong(`Invalid type for 'metadata.${key}': expected a string.`, `metadata.${key}`);
		}
		if (key.length > MOST_KEY_CHARACTERS || text.length > MOST_VALUE_CHARACTERS) {
			throw wrong(
				`Invalid 'metadata.${key}': keys have at most ${MOST_KEY_CHARACTERS} characters, values at most ${MOST_VALUE_CHARACTERS}.`,
				`metadata.${key}`,
			);
		}
		metadata[key] = text;
	}
	return metadata;
}

function wrong(message: string, param: string): Error {
	return errorAnswer(message, { param, code: 'invalid_value' });
}
