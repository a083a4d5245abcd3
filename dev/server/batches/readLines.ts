import { findModel } from '../../../nodes/shared/models/catalog';
import { shutdownDateOf } from '../modelList';
import { isRecord } from '../readBody';
import type { Settings } from '../behaviour/settings';
import type { BatchBehaviour } from './behaviour';
import type { BatchError, CheckedLine } from './types';

/** What validation finds in a file. */
export interface CheckedFile {
	lines: CheckedLine[];
	/** The model of the first line that names one. */
	model: string | null;
	errors: BatchError[];
}

/**
 * Validates a file for `endpoint`. Known are the rules, and `model_not_found` with `body.model` for a dated snapshot;
 * words and other codes are assumed. What is in a body beyond its model is judged when the line runs (assumed).
 */
export function checkFile(
	bytes: Buffer,
	endpoint: string,
	settings: Settings,
	behaviour: BatchBehaviour,
): CheckedFile {
	const found = linesOf(bytes);
	const file: CheckedFile = { lines: [], model: null, errors: [] };
	if (found.length === 0) {
		file.errors.push(
			error('empty_file', 'The input file is empty. It must contain at least one request.'),
		);
	}
	if (found.length > behaviour.lines) {
		const words = `The batch input file contains more than the maximum of ${behaviour.lines} requests.`;
		file.errors.push(error('too_many_requests', words));
	}
	if (file.errors.length > 0) return file;
	const ids = new Set<string>();
	for (const { number, start, end } of found) {
		const line = parseLine(bytes, start, end);
		const wrong = line
			? (wrongLine(line, endpoint, ids) ?? wrongModel(line, file, settings, behaviour))
			: error('invalid_json_line', 'This line is not parseable as valid JSON.');
		if (wrong) file.errors.push({ ...wrong, line: number });
		else if (line) file.lines.push({ customId: String(line.custom_id), number, start, end });
	}
	return file;
}

/** The JSON object of a line; null where it is none. */
export function parseLine(
	bytes: Buffer,
	start: number,
	end: number,
): Record<string, unknown> | null {
	try {
		const line: unknown = JSON.parse(bytes.toString('utf8', start, end));
		return isRecord(line) ? line : null;
	} catch {
		return null;
	}
}

/** Blank lines are passed over (assumed). */
function linesOf(bytes: Buffer): Array<Omit<CheckedLine, 'customId'>> {
	const lines: Array<Omit<CheckedLine, 'customId'>> = [];
	let start = 0;
	for (let number = 1; start < bytes.length; number++) {
		const at = bytes.indexOf(10, start);
		const end = at === -1 ? bytes.length : at;
		const isBlank = end - start < 3 && bytes.toString('latin1', start, end).trim() === '';
		if (!isBlank) lines.push({ number, start, end });
		start = end + 1;
	}
	return lines;
}

function wrongLine(
	line: Record<string, unknown>,
	endpoint: string,
	ids: Set<string>,
): BatchError | null {
	for (const name of ['custom_id', 'method', 'url', 'body']) {
		if ((line[name] ?? '') !== '') continue;
		return error('missing_required_parameter', `Missing required parameter: '${name}'.`, name);
	}
	const { custom_id: id, method, url, body } = line;
	if (typeof id !== 'string') {
		return error('invalid_type', "Invalid type for 'custom_id': expected a string.", 'custom_id');
	}
	if (ids.has(id)) {
		const words = `The custom_id '${id}' is used more than once. Each must be unique.`;
		return error('duplicate_custom_id', words, 'custom_id');
	}
	ids.add(id);
	if (method !== 'POST') return error('invalid_method', "Only 'POST' is supported.", 'method');
	if (url !== endpoint) {
		const words = `The URL of this request does not match the batch's endpoint '${endpoint}'.`;
		return error('invalid_url', words, 'url');
	}
	if (!isRecord(body)) {
		return error('invalid_type', "Invalid type for 'body': expected an object.", 'body');
	}
	return null;
}

function wrongModel(
	{ body }: Record<string, unknown>,
	file: CheckedFile,
	settings: Settings,
	behaviour: BatchBehaviour,
): BatchError | null {
	const model = isRecord(body) ? body.model : undefined;
	const param = 'body.model';
	if (typeof model !== 'string' || model === '') {
		return error('missing_required_parameter', "Missing required parameter: 'model'.", param);
	}
	if (!isServed(model, settings, behaviour)) {
		const words = `The provided model '${model}' is not supported by the Batch API.`;
		return error('model_not_found', words, param);
	}
	if (file.model !== null && file.model !== model) {
		const words = `All requests of a batch must name the same model; this one names '${model}', the batch '${file.model}'.`;
		return error('mismatched_model', words, param);
	}
	file.model = model;
	return null;
}

/** Dated snapshots are not served, though the live endpoints know them. */
function isServed(id: string, settings: Settings, { refusedModels }: BatchBehaviour): boolean {
	if (refusedModels.includes(id)) return false;
	if (settings.servesAnyModel) return true;
	const model = findModel(id);
	if (model?.id !== id || !model.capabilities) return false;
	const ends = shutdownDateOf(model, settings);
	return ends === null || ends > settings.today;
}

function error(code: string, message: string, param: string | null = null): BatchError {
	return { code, message, param, line: null };
}
