import type { IncomingMessage } from 'node:http';
import { errorAnswer } from './rules/errorAnswer';
import type { UploadedFile } from './types';

export interface ReadBody {
	contentType: 'json' | 'multipart' | 'none';
	fields: Record<string, unknown>;
	files: UploadedFile[];
}

const DATA_URL = /^data:([^;,]+);base64,(.*)$/s;

/**
 * Reads and takes apart a request's body: JSON, or multipart/form-data.
 * @param isBodiless what counts is the query.
 * @throws {ErrorAnswer} where it is neither, or broken.
 */
export async function readBody(message: IncomingMessage, isBodiless: boolean): Promise<ReadBody> {
	const chunks: Buffer[] = [];
	for await (const chunk of message) chunks.push(chunk as Buffer);
	const bytes = Buffer.concat(chunks);
	const type = message.headers['content-type'] ?? '';
	if (isBodiless) {
		const query = new URL(message.url ?? '', 'http://local').searchParams;
		return { contentType: 'none', fields: Object.fromEntries(query), files: [] };
	}
	if (/^multipart\/form-data\b/i.test(type)) return readMultipart(bytes, type);
	if (/^application\/(.+\+)?json\b/i.test(type)) return readJson(bytes);
	throw errorAnswer(
		`Unsupported content type: '${type}'. This API method only accepts 'application/json' or ` +
			`'multipart/form-data' requests.`,
		{ code: 'unsupported_content_type' },
	);
}

async function readMultipart(bytes: Buffer, type: string): Promise<ReadBody> {
	let form: FormData;
	try {
		form = await new Response(new Uint8Array(bytes), {
			headers: { 'content-type': type },
		}).formData();
	} catch {
		throw errorAnswer('Could not parse multipart form.');
	}
	const fields: Record<string, unknown> = {};
	const files: UploadedFile[] = [];
	for (const [name, value] of form) {
		if (typeof value === 'string') {
			const before = fields[name];
			if (before === undefined) fields[name] = value;
			else fields[name] = Array.isArray(before) ? [...before, value] : [before, value];
			continue;
		}
		files.push({
			field: name,
			fileName: value.name,
			mimeType: value.type,
			bytes: Buffer.from(await value.arrayBuffer()),
		});
	}
	return { contentType: 'multipart', fields, files };
}

function readJson(bytes: Buffer): ReadBody {
	let body: unknown;
	try {
		body = JSON.parse(bytes.toString('utf8'));
	} catch {
		throw errorAnswer('We could not parse the JSON body of your request.');
	}
	if (!isRecord(body)) throw errorAnswer('The JSON body of your request must be an object.');
	return takeApart(body);
}

/** Separates the bytes of a JSON body's data URLs from its fields. */
export function takeApart(body: Record<string, unknown>): ReadBody {
	const fields: Record<string, unknown> = { ...body };
	const files: UploadedFile[] = [];
	if (Array.isArray(fields.images)) {
		fields.images = fields.images.map((value: unknown) => takeDataUrl('image', value, files));
	}
	if (Array.isArray(fields.input)) {
		fields.input = fields.input.map((message: unknown) => takeContentImages(message, files));
	}
	for (const name of ['mask', 'markup']) {
		if (isRecord(fields[name])) fields[name] = takeDataUrl(name, fields[name], files);
	}
	return { contentType: 'json', fields, files };
}

/** Moves the bytes of `{image_url: 'data:…'}` into `files`; what is left says how many they were. */
function takeDataUrl(field: string, value: unknown, files: UploadedFile[]): unknown {
	if (!isRecord(value) || typeof value.image_url !== 'string') return value;
	const match = DATA_URL.exec(value.image_url);
	if (!match) return value;
	const [, mimeType = '', base64 = ''] = match;
	const bytes = Buffer.from(base64, 'base64');
	const fileName = `${field}-${files.length + 1}.${mimeType.split('/')[1] ?? 'bin'}`;
	files.push({ field, fileName, mimeType, bytes });
	return { ...value, image_url: `data:${mimeType};base64,[${bytes.length} bytes]` };
}

/** The same in a message of `POST /responses`. */
function takeContentImages(message: unknown, files: UploadedFile[]): unknown {
	if (!isRecord(message) || !Array.isArray(message.content)) return message;
	const content: unknown[] = message.content.map((part: unknown) =>
		takeDataUrl('input_image', part, files),
	);
	return { ...message, content };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
