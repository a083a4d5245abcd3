import { isRecord } from '../readBody';
import type { Parameters } from './parameters';
import { errorAnswer, unknownParameter, imageUserError } from './errorAnswer';
import type { ApiRequest, UploadedFile } from '../types';

/** The file of an id; undefined where there is none. */
export type FindFile = (id: string) => UploadedFile | undefined;

/** What is left of a data URL in the fields, once its bytes are with the files. */
const TAKEN_DATA_URL = /^data:.*\[\d+ bytes\]$/;

/**
 * The files of an edit: those of a multipart body, or those that JSON names, in order. That bare strings are turned
 * down and that each object names exactly one is known; words and codes are assumed.
 * @throws {ErrorAnswer}
 */
export function inputFiles(
	request: ApiRequest,
	parameters: Parameters,
	findFile: FindFile,
): readonly UploadedFile[] {
	if (request.contentType !== 'json') return request.files;
	const images = parameters.raw('images') ?? [];
	if (!Array.isArray(images)) throw wrongForm('images', 'an array of objects');
	const carried = [...request.files];
	const files = images.map((value: unknown, index) =>
		fileOf(value, 'image', `images[${index}]`, carried, findFile),
	);
	for (const name of ['mask', 'markup']) {
		if (parameters.has(name)) {
			files.push(fileOf(parameters.raw(name), name, name, carried, findFile));
		}
	}
	return files;
}

function fileOf(
	value: unknown,
	field: string,
	param: string,
	carried: UploadedFile[],
	findFile: FindFile,
): UploadedFile {
	if (!isRecord(value)) throw wrongForm(param, 'an object');
	const { file_id: id, image_url: url, ...more } = value;
	for (const name of Object.keys(more)) throw unknownParameter(`${param}.${name}`);
	if ((id ?? null) === null ? (url ?? null) === null : (url ?? null) !== null) {
		throw errorAnswer(
			`Exactly one of '${param}.file_id' and '${param}.image_url' must be provided.`,
			{
				param,
				code: 'invalid_value',
			},
		);
	}
	if (typeof id === 'string') {
		const file = findFile(id);
		if (file) return { ...file, field };
		throw imageUserError(`No such file: '${id}'.`, param, 'invalid_image_file');
	}
	if (typeof url !== 'string') throw wrongForm(param, 'strings in the object');
	const at = carried.findIndex((file) => file.field === field);
	const [file] = TAKEN_DATA_URL.test(url) && at !== -1 ? carried.splice(at, 1) : [];
	if (file) return file;
	// OpenAI loads web addresses; this server reaches nothing outside this machine.
	throw imageUserError(
		'This server takes images of a JSON body as {"file_id": "file-…"} or {"image_url": "data:image/png;base64,…"} only.',
		'images',
		'invalid_image_file',
	);
}

function wrongForm(param: string, expected: string): Error {
	return errorAnswer(`Invalid type for '${param}': expected ${expected}.`, {
		param,
		code: 'invalid_type',
	});
}
