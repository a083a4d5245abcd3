import imageSize from 'image-size';
import OpenAI, { toFile } from 'openai';
import { type ImageServer, startImageServer } from '../../dev/server/server';
import { jsonl, line } from '../dev/server/batches/calls';
import { photo } from '../dev/server/requests';

/** The official SDK, unmodified, against the local server's files and batches. */
let server: ImageServer;
let openai: OpenAI;
beforeAll(async () => {
	server = await startImageServer({ batches: { secondsPerStatus: 60 } });
	openai = new OpenAI({ apiKey: server.apiKey, baseURL: server.url, maxRetries: 0 });
});
beforeEach(() => server.reset());
afterAll(() => server.close());

const MONTH = { anchor: 'created_at', seconds: 2_592_000 } as const;

async function uploaded(lines: readonly object[]): Promise<OpenAI.FileObject> {
	return await openai.files.create({
		file: await toFile(Buffer.from(jsonl(lines)), 'lines.jsonl', { type: 'application/jsonl' }),
		purpose: 'batch',
		expires_after: MONTH,
	});
}

async function created(id: string, endpoint: OpenAI.BatchCreateParams['endpoint']) {
	return await openai.batches.create({
		input_file_id: id,
		endpoint,
		completion_window: '24h',
		metadata: { night: '1' },
		output_expires_after: MONTH,
	});
}

interface Result {
	custom_id: string;
	response: { status_code: number; body: OpenAI.ImagesResponse };
}

async function results(id: string | undefined): Promise<Result[]> {
	const content = await openai.files.content(id ?? '');
	const text = await content.text();
	return text
		.trimEnd()
		.split('\n')
		.map((one) => JSON.parse(one) as Result);
}

it('the openai SDK uploads, creates, waits, reads the results and deletes them', async () => {
	const file = await uploaded([line('a'), line('b'), line('c', { prompt: '[refuse]' })]);
	expect(file).toMatchObject({ purpose: 'batch', filename: 'lines.jsonl' });
	expect((file.expires_at ?? 0) - file.created_at).toBe(MONTH.seconds);
	const batch = await created(file.id, '/v1/images/generations');
	expect(batch).toMatchObject({ status: 'validating', metadata: { night: '1' } });
	server.advance(181);
	const ended = await openai.batches.retrieve(batch.id);
	expect(ended).toMatchObject({
		status: 'completed',
		model: 'gpt-image-2',
		request_counts: { total: 3, completed: 2, failed: 1 },
		usage: { output_tokens: 392 },
	});
	const made = await results(ended.output_file_id);
	expect(made.map(({ custom_id }) => custom_id).sort()).toEqual(['a', 'b']);
	const base64 = made[0]?.response.body.data?.[0]?.b64_json ?? '';
	expect(imageSize(Buffer.from(base64, 'base64')).width).toBe(1024);
	expect(await results(ended.error_file_id)).toMatchObject([
		{ custom_id: 'c', response: { status_code: 400 } },
	]);
	for (const id of [file.id, ended.output_file_id ?? '', ended.error_file_id ?? '']) {
		expect(await openai.files.delete(id)).toEqual({ id, object: 'file', deleted: true });
	}
	await expect(openai.files.retrieve(file.id)).rejects.toBeInstanceOf(OpenAI.NotFoundError);
	const { lines } = server.batches[0] ?? {};
	expect(lines?.map(({ usage }) => usage?.output_tokens ?? null)).toEqual([196, 196, null]);
});

it('the openai SDK edits an uploaded image and cancels', async () => {
	const image = await openai.files.create({
		file: await toFile(photo(1024, 768), 'photo.png', { type: 'image/png' }),
		purpose: 'vision',
	});
	const url = '/v1/images/edits';
	const body = { size: 'auto', images: [{ file_id: image.id }] };
	const file = await uploaded([{ ...line('a', body), url }]);
	const batch = await created(file.id, url);
	server.advance(121);
	const cancelled = await openai.batches.cancel(batch.id).catch((error: unknown) => error);
	expect(cancelled).toMatchObject({ status: 'cancelling' });
	server.advance(61);
	const ended = await openai.batches.retrieve(batch.id);
	expect(ended.status).toBe('cancelled');
	expect(await results(ended.output_file_id)).toMatchObject([
		{ custom_id: 'a', response: { body: { size: '1024x768' } } },
	]);
	await expect(openai.batches.cancel(batch.id)).rejects.toBeInstanceOf(OpenAI.ConflictError);
});

it('the openai SDK pages through batches and files', async () => {
	const ids: string[] = [];
	for (const id of ['a', 'b', 'c']) {
		ids.unshift((await created((await uploaded([line(id)])).id, '/v1/images/generations')).id);
	}
	const batches: string[] = [];
	for await (const { id } of openai.batches.list({ limit: 2 })) batches.push(id);
	expect(batches).toEqual(ids);
	const files: string[] = [];
	for await (const { id } of openai.files.list({ limit: 2, purpose: 'batch', order: 'asc' })) {
		files.push(id);
	}
	expect(files).toEqual(server.files.map(({ id }) => id));
});
