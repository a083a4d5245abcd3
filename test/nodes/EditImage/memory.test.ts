import { randomFillSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { memoryOf } from '../../support/memoryOf';
import { chunk, header } from '../shared/images/makePng';

const IMAGES = 16;
/** 20 MB of noise, as it comes: a row is its filter byte and 3 bytes a pixel. */
const [WIDTH, HEIGHT] = [2600, 2560];

/** Times the images' own bytes. Measured: 0.65; where the form holds a copy of every image, 1.4. */
const MOST_TIMES = 1.25;

let folder: string;

beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'gpt-image-memory-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

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

/** Counts what arrives and answers with one small image, so that nothing here but the request is large. */
async function startSink() {
	const picture = Buffer.concat([
		Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
		chunk('IHDR', header(1, 1, 8, 0)),
		chunk('IDAT', deflateSync(Buffer.alloc(2))),
		chunk('IEND', Buffer.alloc(0)),
	]);
	const sink = { bytes: 0, url: '', stop: () => void server.close() };
	const server = createServer((request, response) => {
		request.on('data', (data: Buffer) => (sink.bytes += data.length));
		request.on('end', () => {
			response.setHeader('content-type', 'application/json');
			response.end(
				JSON.stringify({ created: 0, data: [{ b64_json: picture.toString('base64') }] }),
			);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	sink.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
	return sink;
}

it('sixteen 20 MB images in one edit need well under twice their size', async () => {
	const file = join(folder, 'photo.png');
	const png = noise();
	writeFileSync(file, png);
	const sink = await startSink();
	const { status, message, idle, peak } = await memoryOf(
		'editMemory',
		sink.url,
		file,
		String(IMAGES),
	).finally(sink.stop);
	expect({ status, message }).toEqual({ status: 'success', message: undefined });
	const total = png.length * IMAGES;
	expect(sink.bytes).toBeGreaterThan(total);
	expect((Number(peak) - Number(idle)) / total).toBeLessThan(MOST_TIMES);
}, 120_000);
