import imageSize from 'image-size';
import { type ImageServer, startImageServer } from '../../../../dev/server/server';
import { maskWithHole, photo } from '../requests';
import { batchNow, call, line, type ResultLine, resultOf, submit, upload } from './calls';

const SECONDS = { validating: 60, in_progress: 3600, finalizing: 60, cancelling: 300 };

let server: ImageServer;
beforeAll(async () => {
	server = await startImageServer({ batches: { secondsPerStatus: SECONDS } });
});
beforeEach(() => server.reset());
afterAll(() => server.close());

const ids = (count: number) => Array.from({ length: count }, (_, index) => `row-${index + 1}`);
const idsOf = (lines: readonly ResultLine[]) => lines.map(({ custom_id }) => custom_id);

it.each([0, 0.3, 1.3, 7.7, 7200.1])('runs all lines also in %d seconds', async (seconds) => {
	server.configure({ batches: { secondsPerStatus: { in_progress: seconds } } });
	const { body } = await submit(
		server,
		ids(6).map((id) => line(id)),
	);
	server.advance(80_000);
	const { status, request_counts: counts } = await batchNow(server, body.id);
	expect({ status, counts }).toEqual({
		status: 'completed',
		counts: { total: 6, completed: 6, failed: 0 },
	});
});

it('moves from validating to completed, with a time for each', async () => {
	const { body: created } = await submit(
		server,
		ids(4).map((id) => line(id)),
		{ metadata: { row: '1' } },
	);
	expect(created).toMatchObject({
		object: 'batch',
		status: 'validating',
		errors: null,
		output_file_id: null,
		error_file_id: null,
		completion_window: '24h',
		metadata: { row: '1' },
		request_counts: { total: 0, completed: 0, failed: 0 },
	});
	expect(created.expires_at - created.created_at).toBe(86_400);
	server.advance(61);
	expect(await batchNow(server, created.id)).toMatchObject({
		status: 'in_progress',
		request_counts: { total: 4, completed: 0 },
	});
	server.advance(1800);
	expect((await batchNow(server, created.id)).request_counts).toEqual({
		total: 4,
		completed: 2,
		failed: 0,
	});
	server.advance(1800);
	expect(await batchNow(server, created.id)).toMatchObject({
		status: 'finalizing',
		output_file_id: null,
	});
	server.advance(60);
	const ended = await batchNow(server, created.id);
	expect(ended).toMatchObject({
		status: 'completed',
		request_counts: { total: 4, completed: 4, failed: 0 },
		error_file_id: null,
		failed_at: null,
		usage: { output_tokens: 4 * 196 },
	});
	expect(ended.in_progress_at).toBeLessThan(ended.finalizing_at);
	expect(ended.finalizing_at).toBeLessThan(ended.completed_at);
	const results = await resultOf(server, ended.output_file_id);
	expect(idsOf(results)).not.toEqual(ids(4));
	expect(idsOf(results).sort()).toEqual(ids(4));
	expect(results[0]).toMatchObject({
		id: expect.stringMatching(/^batch_req_/),
		response: { status_code: 200, body: { size: '1024x1024', usage: { output_tokens: 196 } } },
		error: null,
	});
	const image = Buffer.from(results[0]?.response.body.data[0]?.b64_json ?? '', 'base64');
	expect(imageSize(image)).toMatchObject({ type: 'png', width: 1024, height: 1024 });
});

it('completes with an error file only where every line fails, by the rules of the live endpoint', async () => {
	const { body } = await submit(server, [
		line('refused', { prompt: '[refuse]' }),
		line('size', { size: '1920x1080' }),
		line('stream', { stream: true }),
		line('unknown', { style: 'vivid' }),
	]);
	server.advance(4000);
	const ended = await batchNow(server, body.id);
	expect(ended).toMatchObject({
		status: 'completed',
		output_file_id: null,
		request_counts: { total: 4, completed: 0, failed: 4 },
	});
	const failures = await resultOf(server, ended.error_file_id);
	const codes = Object.fromEntries(
		failures.map(({ custom_id, response }) => [
			custom_id,
			[response.status_code, response.body.error.code],
		]),
	);
	expect(codes).toEqual({
		refused: [400, 'moderation_blocked'],
		size: [400, 'invalid_value'],
		stream: [400, null],
		unknown: [400, 'unknown_parameter'],
	});
});

it('expires after 24 hours: what ran is delivered, the rest is in the error file', async () => {
	server.configure({ batches: { secondsPerStatus: { validating: 0, in_progress: 172_800 } } });
	const { body } = await submit(
		server,
		ids(10).map((id) => line(id)),
	);
	server.advance(86_401);
	const ended = await batchNow(server, body.id);
	expect(ended).toMatchObject({ status: 'expired', finalizing_at: null });
	expect(ended.expired_at).toBe(ended.expires_at);
	const made = await resultOf(server, ended.output_file_id);
	const left = await resultOf(server, ended.error_file_id);
	expect([made.length, left.length]).toEqual([5, 5]);
	expect(left[0]).toMatchObject({ response: null, error: { code: 'batch_expired' } });
	expect(idsOf([...made, ...left]).sort()).toEqual(ids(10).sort());
});

it('a batch that is validating for a day expires with nothing', async () => {
	server.configure({ batches: { secondsPerStatus: { validating: Infinity } } });
	const { body } = await submit(server, [line('a')]);
	server.advance(86_000);
	expect(await batchNow(server, body.id)).toMatchObject({ status: 'validating' });
	server.advance(401);
	expect(await batchNow(server, body.id)).toMatchObject({
		status: 'expired',
		in_progress_at: null,
		output_file_id: null,
	});
});

it.each([
	['neither', 0],
	['errorFile', 5],
] as const)('is cancelled in the middle, the other lines in %s', async (cancelledLines, count) => {
	server.configure({ batches: { secondsPerStatus: SECONDS, cancelledLines } });
	const { body } = await submit(
		server,
		ids(10).map((id) => line(id)),
	);
	server.advance(60 + 1801);
	const cancelled = await call(server, 'POST', `/batches/${body.id}/cancel`);
	expect(cancelled.body).toMatchObject({ status: 'cancelling', output_file_id: null });
	server.advance(200);
	expect(await batchNow(server, body.id)).toMatchObject({ status: 'cancelling' });
	server.advance(101);
	const ended = await batchNow(server, body.id);
	expect(ended).toMatchObject({
		status: 'cancelled',
		request_counts: { total: 10, completed: 5, failed: 0 },
	});
	expect(await resultOf(server, ended.output_file_id)).toHaveLength(5);
	expect(await resultOf(server, ended.error_file_id)).toHaveLength(count);
	expect(await call(server, 'POST', `/batches/${body.id}/cancel`)).toMatchObject({ status: 409 });
});

it('edits uploaded images with a mask, also when the uploads are deleted meanwhile', async () => {
	const fields = { purpose: 'vision' };
	const image = { bytes: photo(1024, 768), name: 'photo.png', type: 'image/png', fields };
	const hole = { x: 10, y: 10, width: 300, height: 300 };
	const { body: photoFile } = await upload(server, image);
	const { body: maskFile } = await upload(server, {
		...image,
		bytes: maskWithHole(1024, 768, hole),
	});
	const url = '/v1/images/edits';
	const edit = (id: string, body: object) => ({ ...line(id, { ...body, size: 'auto' }), url });
	const images = [{ file_id: photoFile.id }];
	const dataUrl = `data:image/png;base64,${photo(640, 640).toString('base64')}`;
	const { body } = await submit(
		server,
		[
			edit('masked', { images, mask: { file_id: maskFile.id } }),
			edit('both', { images: [{ image_url: dataUrl }, ...images, { image_url: dataUrl }] }),
			edit('bare', { images: [photoFile.id] }),
			edit('two', { images: [{ file_id: photoFile.id, image_url: dataUrl }] }),
			edit('nowhere', { images: [{ file_id: 'file-nowhere' }] }),
			edit('none', {}),
		],
		{ endpoint: url },
	);
	await call(server, 'DELETE', `/files/${photoFile.id}`);
	server.advance(4000);
	const { output_file_id, error_file_id } = await batchNow(server, body.id);
	const sizes = (await resultOf(server, output_file_id)).map(({ custom_id, response }) => [
		custom_id,
		response.body.size,
	]);
	expect(Object.fromEntries(sizes)).toEqual({ masked: '1024x768', both: '816x816' });
	const failures = await resultOf(server, error_file_id);
	expect(idsOf(failures).sort()).toEqual(['bare', 'none', 'nowhere', 'two']);
	expect(failures.every(({ response }) => response.status_code === 400)).toBe(true);
	expect(server.batches[0]?.lines[1]).toMatchObject({
		customId: 'both',
		usage: { input_tokens_details: { image_tokens: 2 * 400 + 768 } },
	});
});

it('pages through batches, the newest first', async () => {
	const made: string[] = [];
	for (const id of ids(5)) made.unshift((await submit(server, [line(id)])).body.id);
	const first = await call(server, 'GET', '/batches?limit=3');
	expect(first.body).toMatchObject({ object: 'list', has_more: true, last_id: made[2] });
	const second = await call(server, 'GET', `/batches?limit=3&after=${made[2]}`);
	expect(second.body).toMatchObject({ has_more: false, first_id: made[3] });
	expect([...first.body.data, ...second.body.data].map(({ id }) => id)).toEqual(made);
	expect(server.log.at(-1)?.fields).toEqual({ limit: '3', after: made[2] });
});
