import imageSize from 'image-size';
import {
	type Fault,
	type ImageServer,
	onBatchCreation,
	onDownload,
	onLine,
	onUpload,
	startImageServer,
} from '../../../../dev/server/server';
import { bearer } from '../requests';
import { batchNow, call, contentOf, jsonl, line, resultOf, submit, upload } from './calls';

let server: ImageServer;
beforeAll(async () => {
	server = await startImageServer({ batches: { secondsPerStatus: 0 } });
});
beforeEach(() => server.reset());
afterAll(() => server.close());

const rows = (count: number) =>
	Array.from({ length: count }, (_, index) => line(`row-${index + 1}`));

function strike(fault: Fault): void {
	server.configure({ faults: [{ fault }] });
}

it('loses the answer to a creation, but not the batch', async () => {
	strike({ kind: 'dropAfterWork' });
	await expect(submit(server, rows(1))).rejects.toThrow();
	expect(server.batches).toHaveLength(1);
	const { body } = await call(server, 'GET', '/batches');
	expect(body.data.map(({ id }) => id)).toEqual([server.batches[0]?.id]);
	expect(server.log.find(({ path }) => path === '/v1/batches')).toMatchObject({
		answerId: server.batches[0]?.id,
		status: null,
		aborted: false,
		fault: 'dropAfterWork',
	});
});

it.each([
	['an upload', onUpload, { files: 0, batches: 0 }],
	['a creation', onBatchCreation, { files: 1, batches: 0 }],
])('answers %s with 503, and then as usual', async (_name, match, kept) => {
	const fault: Fault = { kind: 'status', status: 503 };
	server.configure({ faults: [{ match, times: 1, fault }] });
	const answered = await upload(server, { bytes: jsonl(rows(1)) });
	const order = { endpoint: '/v1/images/generations', completion_window: '24h' };
	const created = await call(server, 'POST', '/batches', {
		...order,
		input_file_id: answered.body.id,
	});
	expect([answered.status, created.status]).toContain(503);
	expect({ files: server.files.length, batches: server.batches.length }).toEqual(kept);
	expect((await submit(server, rows(1))).status).toBe(200);
});

it('leaves lines out of both files', async () => {
	strike({ kind: 'missingLines', count: 2 });
	const { body } = await submit(server, rows(5));
	const ended = await batchNow(server, body.id);
	expect(ended).toMatchObject({ status: 'completed', error_file_id: null });
	const told = (await resultOf(server, ended.output_file_id)).map(({ custom_id }) => custom_id);
	const missing = server.batches[0]?.lines.filter(({ outcome }) => outcome === 'missing');
	expect([told.length, missing?.length]).toEqual([3, 2]);
	expect(missing?.every(({ customId, usage }) => !told.includes(customId) && !usage)).toBe(true);
});

it('expires with ten lines that were not made', async () => {
	strike({ kind: 'batchExpires' });
	const { body } = await submit(server, rows(14));
	const ended = await batchNow(server, body.id);
	expect(ended).toMatchObject({
		status: 'expired',
		request_counts: { total: 14, completed: 4, failed: 10 },
	});
	expect(await resultOf(server, ended.output_file_id)).toHaveLength(4);
	const left = await resultOf(server, ended.error_file_id);
	expect(left.map(({ error }) => error?.code)).toEqual(Array(10).fill('batch_expired'));
});

it('fails validation, in words of the test', async () => {
	strike({ kind: 'batchFails', errors: [{ code: 'x', message: 'y', param: 'body.z', line: 3 }] });
	const { body } = await submit(server, rows(1));
	expect(body).toMatchObject({ status: 'validating', errors: null });
	expect(await batchNow(server, body.id)).toMatchObject({
		status: 'failed',
		errors: { object: 'list', data: [{ code: 'x', message: 'y', param: 'body.z', line: 3 }] },
		output_file_id: null,
		error_file_id: null,
	});
});

it('refuses a batch for the queue in both forms', async () => {
	strike({ kind: 'tokenLimit' });
	const { body } = await submit(server, rows(1));
	expect((await batchNow(server, body.id)).errors.data).toMatchObject([
		{ code: 'token_limit_exceeded', message: expect.stringContaining('1,000,000 enqueued tokens') },
	]);
	strike({ kind: 'tokenLimit', form: 'refused' });
	expect(await submit(server, rows(1))).toMatchObject({
		status: 400,
		body: { error: { code: 'token_limit_exceeded' } },
	});
	expect(server.batches).toHaveLength(1);
});

it('has an unknown status in place of another', async () => {
	server.configure({ batches: { secondsPerStatus: 60 } });
	strike({ kind: 'unknownStatus' });
	const { body } = await submit(server, rows(1));
	server.advance(61);
	expect(await batchNow(server, body.id)).toMatchObject({ status: 'paused' });
	server.advance(121);
	expect(await batchNow(server, body.id)).toMatchObject({ status: 'completed' });
});

it.each([{ output_format: 'png' }, { output_format: 'jpeg' }])(
	'has a line of 70 MB, never held as a whole, with an image that begins as one: %p',
	async (format) => {
		strike({ kind: 'hugeLine' });
		const { body } = await submit(server, [line('a', format), line('b', format)]);
		const { output_file_id } = await batchNow(server, body.id);
		const [huge, usual] = await resultOf(server, output_file_id);
		const base64 = huge?.response.body.data[0]?.b64_json ?? '';
		expect(base64.length).toBeGreaterThan(69_900_000);
		expect(base64.length).toBeLessThan(70_000_000);
		expect(imageSize(Buffer.from(base64.slice(0, 100_000), 'base64')).width).toBe(1024);
		expect(usual?.response.body.data[0]?.b64_json.length).toBeLessThan(3_000_000);
	},
);

it('has the same bytes in a result file whenever it is downloaded', async () => {
	server.configure({ imageBytes: 2_000_000 });
	const { body } = await submit(server, rows(2));
	const { output_file_id: id } = await batchNow(server, body.id);
	const first = await contentOf(server, id ?? '');
	server.advance(5);
	// What the answers were made at is told in seconds.
	await new Promise((resolve) => setTimeout(resolve, 1100));
	expect((await contentOf(server, id ?? '')) === first).toBe(true);
	expect((await call(server, 'GET', `/files/${id}`)).body).toMatchObject({ bytes: first.length });
	expect(first.length).toBeGreaterThan(5_000_000);
});

it('cuts a result file off, though HTTP is complete', async () => {
	const { body } = await submit(server, rows(3));
	const { output_file_id: id } = await batchNow(server, body.id);
	const whole = await contentOf(server, id ?? '');
	strike({ kind: 'truncatedFile' });
	const cut = await contentOf(server, id ?? '');
	expect(cut.length).toBeLessThan(whole.length / 1.5);
	expect(whole.startsWith(cut.slice(0, cut.indexOf('\n')))).toBe(true);
	expect([cut.split('\n').length, cut.endsWith('\n')]).toEqual([2, false]);
});

it.each(['result', 'upload'] as const)('drops the download of a %s midway', async (kind) => {
	const { body } = await submit(server, rows(3));
	const { output_file_id } = await batchNow(server, body.id);
	const id = kind === 'result' ? output_file_id : server.files[0]?.id;
	server.configure({ faults: [{ match: onDownload, fault: { kind: 'dropDuringAnswer' } }] });
	const response = await fetch(`${server.url}/files/${id}/content`, { headers: bearer(server) });
	await expect(response.text()).rejects.toThrow();
});

it('strikes single lines with the faults of live requests', async () => {
	server.configure({
		faults: [
			{ match: onLine('row-1'), fault: { kind: 'status', status: 500 } },
			{ match: onLine('row-2'), fault: { kind: 'noUsage' } },
			{ match: onLine('row-3'), fault: { kind: 'emptyData' } },
		],
	});
	const { body } = await submit(server, rows(4));
	const { output_file_id, error_file_id } = await batchNow(server, body.id);
	expect(await resultOf(server, error_file_id)).toMatchObject([
		{
			custom_id: 'row-1',
			response: { status_code: 500, body: { error: { code: 'server_error' } } },
		},
	]);
	const made = new Map(
		(await resultOf(server, output_file_id)).map((one) => [one.custom_id, one.response.body]),
	);
	expect(made.get('row-2')).not.toHaveProperty('usage');
	expect(made.get('row-3')?.data).toEqual([]);
	expect(made.get('row-4')?.data).toHaveLength(1);
});
