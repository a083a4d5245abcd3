import { createCanvas } from '@napi-rs/canvas';
import type { ImageServer } from '../../../dev/server/server';

/** An answer of the API, as far as these tests look into it. */
export interface Answered {
	status: number;
	headers: Headers;
	body: {
		created: number;
		background: string;
		output_format: string;
		quality: string;
		size: string;
		data: Array<{ b64_json: string; url?: string }>;
		usage: {
			input_tokens: number;
			input_tokens_details: { image_tokens: number; text_tokens: number };
			output_tokens: number;
			total_tokens: number;
		};
		error: { message: string; type: string; param: string | null; code: string | null };
	};
}

export function bearer(server: ImageServer): Record<string, string> {
	return { authorization: `Bearer ${server.apiKey}` };
}

export async function generate(
	server: ImageServer,
	fields: Record<string, unknown>,
): Promise<Answered> {
	return await post(server, '/images/generations', {
		model: 'gpt-image-2',
		prompt: 'A fox',
		...fields,
	});
}

export async function post(server: ImageServer, path: string, json: unknown): Promise<Answered> {
	const response = await fetch(server.url + path, {
		method: 'POST',
		headers: { ...bearer(server), 'content-type': 'application/json' },
		body: JSON.stringify(json),
	});
	return await read(response);
}

export interface Part {
	field: string;
	bytes: Buffer;
	type?: string;
	name?: string;
}

export async function edit(
	server: ImageServer,
	fields: Record<string, string>,
	parts: readonly Part[],
): Promise<Answered> {
	const form = new FormData();
	for (const [name, value] of Object.entries({
		model: 'gpt-image-2',
		prompt: 'A hat',
		...fields,
	})) {
		form.append(name, value);
	}
	for (const { field, bytes, type = 'image/png', name = 'photo.png' } of parts) {
		form.append(field, new File([new Uint8Array(bytes)], name, { type }));
	}
	const response = await fetch(`${server.url}/images/edits`, {
		method: 'POST',
		headers: bearer(server),
		body: form,
	});
	return await read(response);
}

async function read(response: Response): Promise<Answered> {
	const body = (await response.json()) as Answered['body'];
	return { status: response.status, headers: response.headers, body };
}

export function fileOf(answered: Answered, index = 0): Buffer {
	return Buffer.from(answered.body.data[index]?.b64_json ?? '', 'base64');
}

/** A photo stand-in: stripes, so that a changed pixel shows. */
export function photo(
	width: number,
	height: number,
	format: 'png' | 'jpeg' | 'webp' = 'png',
): Buffer {
	const canvas = createCanvas(width, height);
	const context = canvas.getContext('2d');
	for (let x = 0; x < width; x += 16) {
		context.fillStyle = `rgb(${x % 256}, ${(x * 3) % 256}, 90)`;
		context.fillRect(x, 0, 16, height);
	}
	return format === 'png' ? canvas.encodeSync('png') : canvas.encodeSync(format, 90);
}

/** Opaque but for a hole. */
export function maskWithHole(
	width: number,
	height: number,
	hole: { x: number; y: number; width: number; height: number },
): Buffer {
	const canvas = createCanvas(width, height);
	const context = canvas.getContext('2d');
	context.fillRect(0, 0, width, height);
	context.clearRect(hole.x, hole.y, hole.width, hole.height);
	return canvas.encodeSync('png');
}
