import type { ImageServer } from '../../../../dev/server/server';
import { bearer } from '../requests';

/** A file, a batch, a list or an error, as far as these tests look into it. */
export interface CalledBody {
	id: string;
	status: string;
	data: Array<{ id: string }>;
	created_at: number;
	expires_at: number;
	in_progress_at: number;
	finalizing_at: number;
	completed_at: number;
	expired_at: number;
	output_file_id: string | null;
	error_file_id: string | null;
	request_counts: object;
	error: { message: string; code: string | null; param: string | null };
	errors: { data: Array<{ code: string; param: string | null; line: number | null }> };
}

export interface Called {
	status: number;
	body: CalledBody;
}

/** A line of a result file. */
export interface ResultLine {
	id: string;
	custom_id: string;
	response: {
		status_code: number;
		body: { size: string; data: Array<{ b64_json: string }>; error: { code: string | null } };
	};
	error: { code: string } | null;
}

export async function call(
	server: ImageServer,
	method: string,
	path: string,
	body?: unknown,
): Promise<Called> {
	const response = await fetch(server.url + path, {
		method,
		headers: {
			...bearer(server),
			...(body === undefined ? {} : { 'content-type': 'application/json' }),
		},
		body: body === undefined ? undefined : JSON.stringify(body),
	});
	return { status: response.status, body: (await response.json()) as Called['body'] };
}

export interface FileToUpload {
	bytes: Buffer | string;
	name?: string;
	type?: string;
	fields?: Record<string, string>;
}

/** @param fields default: purpose `batch`. */
export async function upload(
	server: ImageServer,
	{ bytes, name = 'lines.jsonl', type = 'application/jsonl', fields }: FileToUpload,
): Promise<Called> {
	const form = new FormData();
	for (const [key, value] of Object.entries(fields ?? { purpose: 'batch' })) {
		form.append(key, value);
	}
	form.append('file', new File([new Uint8Array(Buffer.from(bytes))], name, { type }));
	const response = await fetch(`${server.url}/files`, {
		method: 'POST',
		headers: bearer(server),
		body: form,
	});
	return { status: response.status, body: (await response.json()) as Called['body'] };
}

/** A line for generations; what `body` names goes over the usual. */
export function line(customId: string, body: Record<string, unknown> = {}): object {
	return {
		custom_id: customId,
		method: 'POST',
		url: '/v1/images/generations',
		body: { model: 'gpt-image-2', prompt: 'A fox', size: '1024x1024', quality: 'low', ...body },
	};
}

export function jsonl(lines: readonly unknown[]): string {
	return lines.map((one) => `${typeof one === 'string' ? one : JSON.stringify(one)}\n`).join('');
}

/** Uploads lines and creates their batch. */
export async function submit(
	server: ImageServer,
	lines: readonly unknown[],
	more: Record<string, unknown> = {},
): Promise<Called> {
	const { body } = await upload(server, { bytes: jsonl(lines) });
	return await call(server, 'POST', '/batches', {
		input_file_id: body.id,
		endpoint: '/v1/images/generations',
		completion_window: '24h',
		...more,
	});
}

export async function batchNow(server: ImageServer, id: string): Promise<Called['body']> {
	return (await call(server, 'GET', `/batches/${id}`)).body;
}

export async function contentOf(server: ImageServer, id: string): Promise<string> {
	const response = await fetch(`${server.url}/files/${id}/content`, { headers: bearer(server) });
	return await response.text();
}

/** The lines of a result file; none where there is no file. */
export async function resultOf(server: ImageServer, id: string | null): Promise<ResultLine[]> {
	if (id === null) return [];
	const text = await contentOf(server, id);
	return text
		.trimEnd()
		.split('\n')
		.map((one) => JSON.parse(one) as ResultLine);
}
