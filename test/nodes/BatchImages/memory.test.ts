import { randomFillSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deflateSync } from 'node:zlib';
import { memoryOf } from '../../support/memoryOf';
import { chunk, header } from '../shared/images/makePng';

const LINES = 500;
/** Collected before, so that what any first batch brings into memory is not counted. */
const WARM_LINES = 10;
/** 3 MB of noise, as it comes: a row is its filter byte and 3 bytes a pixel. */
const [WIDTH, HEIGHT] = [1024, 1024];
const MEGA = 1024 * 1024;
const MOST_MB = 60;

function noise(): Buffer {
	const rows = randomFillSync(Buffer.alloc((WIDTH * 3 + 1) * HEIGHT));
	for (let at = 0; at < rows.length; at += WIDTH * 3 + 1) rows[at] = 0;
	return Buffer.concat([
		Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
		chunk('IHDR', header(WIDTH, HEIGHT, 8, 2)),
		chunk('IDAT', deflateSync(rows, { level: 0 })),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

/** Serves batches whose result files have so many lines of this image; their IDs end with the number. */
async function startBatchServer(image: Buffer) {
	const before = (at: number) =>
		`{"id":"batch_req_${at}","custom_id":"${at}-1","response":{"status_code":200,"request_id":"req_${at}","body":{"created":1,"data":[{"b64_json":"`;
	const behind =
		'"}],"usage":{"input_tokens":9,"output_tokens":196,"total_tokens":205}}},"error":null}\n';
	const base64 = Buffer.from(image.toString('base64'));
	const batchOf = (lines: string) => ({
		...{
			id: `batch_${lines}`,
			object: 'batch',
			status: 'completed',
			endpoint: '/v1/images/generations',
		},
		...{
			input_file_id: 'file-in',
			output_file_id: `file-${lines}`,
			created_at: 1,
			completed_at: 2,
		},
		metadata: { made_by: 'n8n-nodes-gpt-image', model: 'gpt-image-2', manifest: 'file-rows' },
	});
	const row = (at: number) => ({
		...{ customId: `${at}-1`, itemIndex: at - 1, prompt: `Cup ${at}`, index: 1, count: 1 },
		...{ asked: { size: '1024x1024', quality: 'low' }, fields: { sku: at } },
	});
	const server = createServer(async (request, response) => {
		const { pathname } = new URL(request.url ?? '', 'http://localhost');
		const [, lines] = /^\/v1\/files\/file-(\d+)\/content$/.exec(pathname) ?? [];
		if (lines !== undefined) {
			for (let at = 1; at <= Number(lines); at++) {
				for (const part of [before(at), base64, behind]) {
					if (!response.write(part))
						await new Promise((resolve) => response.once('drain', resolve));
				}
			}
			response.end();
			return;
		}
		const rows = Array.from({ length: LINES }, (_, at) => `${JSON.stringify(row(at + 1))}\n`);
		const number = pathname.slice(pathname.search(/\d+$/));
		const bodies: Record<string, string> = {
			[`/v1/batches/batch_${number}`]: JSON.stringify(batchOf(number)),
			[`/v1/files/file-${number}`]: JSON.stringify({ id: `file-${number}`, object: 'file' }),
			'/v1/files/file-rows/content': rows.join(''),
		};
		response.statusCode = pathname in bodies ? 200 : 404;
		response.end(bodies[pathname] ?? '{"error":{"message":"not found"}}');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
	return { url, stop: () => void server.close() };
}

it(`${LINES} lines of 3 MB are collected within ${MOST_MB} MB over idle`, async () => {
	const image = noise();
	expect(image.length).toBeGreaterThan(3 * MEGA);
	const server = await startBatchServer(image);
	const { status, message, images, idle, peak } = await memoryOf(
		'batchMemory',
		server.url,
		`batch_${WARM_LINES}`,
		`batch_${LINES}`,
	).finally(server.stop);
	expect({ status, message, images }).toEqual({ status: 'success', images: LINES });
	const over = (Number(peak) - Number(idle)) / MEGA;
	console.info(`Collecting ${LINES} lines of 3 MB took ${over.toFixed(1)} MB over idle`);
	expect(over).toBeLessThan(MOST_MB);
}, 240_000);
