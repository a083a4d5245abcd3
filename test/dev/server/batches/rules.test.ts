import { type ImageServer, startImageServer } from '../../../../dev/server/server';
import { bearer, fileOf, photo, post } from '../requests';
import { batchNow, call, contentOf, jsonl, line, submit, upload } from './calls';

let server: ImageServer;
beforeAll(async () => {
	server = await startImageServer({ batches: { secondsPerStatus: 0 } });
});
beforeEach(() => server.reset());
afterAll(() => server.close());

describe('an upload', () => {
	it('is kept, told of, downloaded byte by byte, and deleted', async () => {
		const bytes = jsonl([line('a', { prompt: 'Füchse 🦊' })]);
		const { body } = await upload(server, {
			bytes,
			fields: {
				purpose: 'batch',
				'expires_after[anchor]': 'created_at',
				'expires_after[seconds]': '3600',
			},
		});
		expect(body).toMatchObject({
			id: expect.stringMatching(/^file-/),
			object: 'file',
			bytes: Buffer.byteLength(bytes),
			filename: 'lines.jsonl',
			purpose: 'batch',
			expires_at: body.created_at + 3600,
		});
		expect((await call(server, 'GET', `/files/${body.id}`)).body).toEqual(body);
		expect(await contentOf(server, body.id)).toBe(bytes);
		expect((await call(server, 'DELETE', `/files/${body.id}`)).body).toEqual({
			id: body.id,
			object: 'file',
			deleted: true,
		});
		expect((await call(server, 'GET', `/files/${body.id}`)).status).toBe(404);
		expect(server.files).toMatchObject([{ id: body.id, isThere: false, isDeleted: true }]);
	});

	it('of lines expires after 30 days, of an image never, if nothing is said', async () => {
		const image = { bytes: photo(640, 640), name: 'a.png', type: 'image/png' };
		const lines = await upload(server, { bytes: jsonl([line('a')]) });
		const vision = await upload(server, { ...image, fields: { purpose: 'vision' } });
		expect(lines.body.expires_at - lines.body.created_at).toBe(2_592_000);
		expect(vision.body.expires_at).toBeNull();
		server.advance(2_592_001);
		const { body } = await call(server, 'GET', '/files');
		expect(body.data.map(({ id }) => id)).toEqual([vision.body.id]);
	});

	it.each([
		['no purpose', { fields: {} }, 'purpose'],
		['a wrong purpose', { fields: { purpose: 'images' } }, 'purpose'],
		['another extension', { name: 'lines.txt' }, 'file'],
		['nothing in it', { bytes: '' }, 'file'],
		['an unknown field', { fields: { purpose: 'batch', name: 'a' } }, 'name'],
		[
			'too short a life',
			{
				fields: {
					purpose: 'batch',
					'expires_after[anchor]': 'created_at',
					'expires_after[seconds]': '3599',
				},
			},
			'expires_after.seconds',
		],
		[
			'no anchor',
			{ fields: { purpose: 'batch', 'expires_after[seconds]': '3600' } },
			'expires_after.anchor',
		],
	])('with %s is turned down', async (_name, wrong, param) => {
		const { status, body } = await upload(server, { bytes: '{}', ...wrong });
		expect([status, body.error.param]).toEqual([400, param]);
		expect(server.files).toEqual([]);
	});

	it('above the limit is turned down, as is the 1,001st of a minute', async () => {
		server.configure({ batches: { fileBytes: 10 } });
		expect((await upload(server, { bytes: '12345678901' })).status).toBe(413);
		for (let count = 1; count < 1000; count++) await upload(server, { bytes: '1' });
		expect((await upload(server, { bytes: '1' })).status).toBe(429);
		server.advance(60);
		expect((await upload(server, { bytes: '1' })).status).toBe(200);
	});

	it('of an image is not downloadable, but a live edit takes it', async () => {
		const image = { bytes: photo(1024, 768), name: 'a.png', type: 'image/png' };
		const { body } = await upload(server, { ...image, fields: { purpose: 'vision' } });
		const content = await fetch(`${server.url}/files/${body.id}/content`, {
			headers: bearer(server),
		});
		expect(content.status).toBe(400);
		const edited = await post(server, '/images/edits', {
			model: 'gpt-image-2',
			prompt: 'A hat',
			images: [{ file_id: body.id }],
		});
		expect([edited.status, edited.body.size]).toEqual([200, '1024x768']);
		expect(fileOf(edited).length).toBeGreaterThan(1000);
	});
});

describe('a creation', () => {
	const pairs = (count: number) =>
		Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, 'value']));

	it.each([
		['an unknown endpoint', { endpoint: '/v1/images/variations' }, 'endpoint'],
		['another window', { completion_window: '48h' }, 'completion_window'],
		['no window', { completion_window: undefined }, 'completion_window'],
		['17 pairs', { metadata: pairs(17) }, 'metadata'],
		['a long key', { metadata: { ['k'.repeat(65)]: 'v' } }, `metadata.${'k'.repeat(65)}`],
		['a long value', { metadata: { key: 'v'.repeat(513) } }, 'metadata.key'],
		['a number as value', { metadata: { key: 1 } }, 'metadata.key'],
		['an unknown field', { priority: 1 }, 'priority'],
		[
			'too long a life',
			{ output_expires_after: { anchor: 'created_at', seconds: 2_592_001 } },
			'output_expires_after.seconds',
		],
	])('with %s is turned down', async (_name, more, param) => {
		const { status, body } = await submit(server, [line('a')], more);
		expect([status, body.error.param]).toEqual([400, param]);
		expect(server.batches).toEqual([]);
	});

	it('takes 16 pairs of the longest, and its results expire as asked', async () => {
		const metadata = { ...pairs(15), ['k'.repeat(64)]: 'v'.repeat(512) };
		const output_expires_after = { anchor: 'created_at', seconds: 3600 };
		const { body } = await submit(server, [line('a')], { metadata, output_expires_after });
		expect(body).toMatchObject({ metadata });
		const { output_file_id: id } = await batchNow(server, body.id);
		expect((await call(server, 'GET', `/files/${id}`)).status).toBe(200);
		server.advance(3601);
		expect((await call(server, 'GET', `/files/${id}/content`)).status).toBe(404);
	});

	it('needs a file of lines that is there', async () => {
		expect((await submit(server, [line('a')], { input_file_id: 'file-x' })).status).toBe(404);
		const image = { bytes: photo(640, 640), name: 'a.png', type: 'image/png' };
		const { body } = await upload(server, { ...image, fields: { purpose: 'vision' } });
		expect((await submit(server, [line('a')], { input_file_id: body.id })).status).toBe(400);
	});
});

describe('validation', () => {
	it.each<[string, unknown[], [code: string, param: string | null, line: number | null]]>([
		['no line', ['\n'], ['empty_file', null, null]],
		['broken JSON', [line('a'), '{"custom_id":'], ['invalid_json_line', null, 2]],
		[
			'no id',
			[{ ...line('a'), custom_id: undefined }],
			['missing_required_parameter', 'custom_id', 1],
		],
		['an id twice', [line('a'), line('a')], ['duplicate_custom_id', 'custom_id', 2]],
		['another method', [{ ...line('a'), method: 'GET' }], ['invalid_method', 'method', 1]],
		['another endpoint', [{ ...line('a'), url: '/v1/images/edits' }], ['invalid_url', 'url', 1]],
		[
			'no model',
			[line('a', { model: undefined })],
			['missing_required_parameter', 'body.model', 1],
		],
		[
			'two models',
			[line('a'), line('b', { model: 'gpt-image-2.5-flare' })],
			['mismatched_model', 'body.model', 2],
		],
		[
			'a dated snapshot',
			[line('a', { model: 'gpt-image-2-2026-04-21' })],
			['model_not_found', 'body.model', 1],
		],
		[
			'a model that is gone',
			[line('a', { model: 'gpt-image-1' })],
			['model_not_found', 'body.model', 1],
		],
	])('fails for %s', async (_name, lines, [code, param, number]) => {
		const { status, body } = await submit(server, lines);
		expect([status, body.status]).toEqual([200, 'validating']);
		const { errors, ...ended } = await batchNow(server, body.id);
		expect(ended).toMatchObject({ status: 'failed', output_file_id: null });
		expect(errors.data).toMatchObject([{ code, param, line: number }]);
	});

	it('tells of all lines, and holds to the number of lines', async () => {
		server.configure({ batches: { secondsPerStatus: 0, lines: 3 } });
		const three = await submit(server, [line('a'), line('a'), '[]']);
		expect((await batchNow(server, three.body.id)).errors.data.map((one) => one.line)).toEqual([
			2, 3,
		]);
		const four = await submit(
			server,
			['a', 'b', 'c', 'd'].map((id) => line(id)),
		);
		expect((await batchNow(server, four.body.id)).errors.data).toHaveLength(1);
	});

	it('fails a batch that is too much for what is in the queue of its model', async () => {
		const seconds = { secondsPerStatus: 60 };
		const prompt = 'x'.repeat(400);
		server.configure({ batches: { ...seconds, enqueuedTokens: 250 } });
		const two = ['a', 'b'].map((id) => line(id, { prompt }));
		const first = await submit(server, two);
		const second = await submit(server, [line('c', { prompt })]);
		const other = await submit(server, [line('d', { prompt, model: 'gpt-image-2.5-flare' })]);
		server.advance(61);
		const statuses = [first, second, other].map(({ body }) => batchNow(server, body.id));
		expect(
			(await Promise.all(statuses)).map(({ status, errors }) => [status, errors?.data[0]?.code]),
		).toEqual([
			['in_progress', undefined],
			['failed', 'token_limit_exceeded'],
			['in_progress', undefined],
		]);
		server.configure({ batches: { ...seconds, enqueuedTokens: 250, tokenLimitForm: 'refused' } });
		expect((await submit(server, [line('c', { prompt })])).body.error.code).toBe(
			'token_limit_exceeded',
		);
		server.advance(120);
		expect((await submit(server, [line('c', { prompt })])).status).toBe(200);
	});
});

it('keys, methods and unknown ids are held to as everywhere', async () => {
	expect((await fetch(`${server.url}/files`)).status).toBe(401);
	expect((await call(server, 'DELETE', '/batches/batch_1')).status).toBe(405);
	expect((await call(server, 'GET', '/batches/batch_1')).status).toBe(404);
	expect((await call(server, 'POST', '/batches/batch_1/cancel')).status).toBe(404);
});
