import { deflateSync } from 'node:zlib';
import { photo } from '../../dev/server/requests';
import { openWorkbench, type Workbench } from '../../support/workbench';
import { chunk, header } from '../shared/images/makePng';
import { edit, expectDone, expectRefused, itemOf } from './support';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

const MEGA = 1024 * 1024;
const PNG = photo(64, 48);
const JPEG = photo(64, 48, 'jpeg');
const WEBP = photo(64, 48, 'webp');
const GIF = Buffer.from('R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==', 'base64');

/** A PNG that claims these pixels, and whose decompressed data has these bytes. */
function claiming(width: number, height: number, inflatedBytes: number): Buffer {
	return Buffer.concat([
		PNG.subarray(0, 8),
		chunk('IHDR', header(width, height, 8, 6)),
		chunk('IDAT', deflateSync(Buffer.alloc(inflatedBytes), { level: 9 })),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

function cmyk(): Buffer {
	const bytes = Buffer.from(JPEG);
	bytes[bytes.indexOf(Buffer.from([0xff, 0xc0])) + 9] = 4;
	return bytes;
}

/** Puts a chunk right after IHDR. */
const withChunk = (type: string, data: Buffer) =>
	Buffer.concat([PNG.subarray(0, 33), chunk(type, data), PNG.subarray(33)]);

function damaged(): Buffer {
	const bytes = Buffer.from(PNG);
	bytes.fill(0xff, bytes.indexOf('IDAT') + 8, bytes.indexOf('IDAT') + 40);
	return bytes;
}

/** An animated WebP as far as its header says: the VP8X flag and an ANIM chunk, with one frame. */
function animatedWebp(): Buffer {
	const extended = Buffer.from('VP8X\x0a\0\0\0\x02\0\0\0\x3f\0\0\x2f\0\0', 'latin1');
	const animation = Buffer.from('ANIM\x06\0\0\0\0\0\0\0\0\0', 'latin1');
	const body = Buffer.concat([Buffer.from('WEBP'), extended, animation, WEBP.subarray(12)]);
	const size = Buffer.alloc(4);
	size.writeUInt32LE(body.length);
	return Buffer.concat([Buffer.from('RIFF'), size, body]);
}

const heic = Buffer.concat([
	Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
	Buffer.alloc(64),
]);

const REFUSED: Array<[string, Buffer, ...Array<string | RegExp>]> = [
	['a PNG cut off in the middle', PNG.subarray(0, PNG.length / 2), 'is cut off at its end'],
	['a JPEG cut off in the middle', JPEG.subarray(0, JPEG.length / 2), 'is cut off at its end'],
	['a WebP cut off in the middle', WEBP.subarray(0, WEBP.length / 2), 'is cut off at its end'],
	['a PNG whose pixels are damaged', damaged(), 'cannot be read', 'is damaged'],
	['a PNG with fewer rows than it says', claiming(64, 48, 64 * 4 * 20), 'fewer rows than it says'],
	['a file of zero bytes', Buffer.alloc(0), 'holds an empty file'],
	['51 MB', withChunk('teXt', Buffer.alloc(51 * MEGA)), /holds 51.0 MB.*less than 50 MB/],
	['exactly 50 MB', Buffer.alloc(50 * MEGA), 'less than 50 MB'],
	['a JPEG in CMYK', cmyk(), 'CMYK', 'RGB'],
	['an animated PNG', withChunk('acTL', Buffer.from([0, 0, 0, 2, 0, 0, 0, 0])), 'is animated'],
	['an animated WebP', animatedWebp(), 'is animated', 'single frame'],
	['a GIF', GIF, 'is a GIF file', 'Convert it to PNG, JPEG or WebP'],
	['HEIC from a phone', heic, 'is a HEIC file', 'Convert it to PNG, JPEG or WebP'],
	['an SVG', Buffer.from('<svg width="9" height="9"></svg>'), 'is an SVG file', 'Convert it'],
	['a PDF', Buffer.from('%PDF-1.7\n'), 'is a PDF file', 'Convert it'],
	['a web page', Buffer.from('<!doctype html><p>404'), 'holds no image that can be recognized'],
	['a PNG that claims 3.6 gigapixels', claiming(60_000, 60_000, 99), '60000 × 60000 pixels'],
	['a small PNG that unpacks to 300 MB', claiming(64, 48, 300 * MEGA), 'much more data than its'],
];

describe('GPT Image Edit refuses before anything is paid for', () => {
	it.each(REFUSED)(
		'GPT Image Edit rejects before anything is paid for: %s',
		async (_case, bytes, ...words) => {
			const ran = await bench.run(edit(), [await itemOf(bench, { data: bytes })]);
			expectRefused(bench, ran, /^Item 1, Input Binary Fields: The binary field "data"/, ...words);
		},
	);

	it('and says of which item the image is', async () => {
		const items = [await itemOf(bench, { data: PNG }), await itemOf(bench, { data: GIF })];
		expectRefused(bench, await bench.run(edit(), items), /^Item 2, Input Binary Fields/);
		const together = await bench.run(edit({ imagesFrom: 'allItems' }), items);
		expectRefused(bench, together, 'The binary field "data" of item 2 is a GIF file');
	});

	it('only the item that it concerns, where the workflow goes on', async () => {
		const items = [await itemOf(bench, { data: GIF }), await itemOf(bench, { data: PNG })];
		const ran = await bench.run(edit({}, { onError: 'continueRegularOutput' }), items);
		expect(ran.images).toMatchObject([
			{ status: 'invalid', costUsd: 0, error: { param: 'inputFields', reason: 'invalid' } },
			{ status: 'ok' },
		]);
		expect(bench.calls()).toBe(1);
	});

	it('a file that is gone from the storage', async () => {
		const item = await itemOf(bench, { data: PNG });
		item.binary.data!.id = 'filesystem-v2:workflows/none/executions/1/binary_data/gone';
		const ran = await bench.run(edit(), [item]);
		expectRefused(bench, ran, "no longer in n8n's storage", 'Run the step');
	});
});

it('the local server takes a PNG with a few bytes to spare, and so does the node', async () => {
	const item = await itemOf(bench, { data: claiming(64, 48, (64 * 4 + 1) * 48 + 900) });
	expectDone(await bench.run(edit(), [item]));
});
