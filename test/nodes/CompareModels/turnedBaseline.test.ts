import { createCanvas, type Canvas } from '@napi-rs/canvas';
import type { IDataObject } from 'n8n-workflow';
import { pngChunk } from '../../../nodes/shared/images/codec/pngChunks';
import { openWorkbench, type Workbench } from '../../support/workbench';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());

const [WIDTH, HEIGHT] = [192, 288];

/** Unlike itself when it lies on its side. */
function upright(): Canvas {
	const canvas = createCanvas(WIDTH, HEIGHT);
	const paint = canvas.getContext('2d');
	paint.fillStyle = '#335577';
	paint.fillRect(0, 0, WIDTH, HEIGHT);
	paint.fillStyle = '#eecc88';
	paint.fillRect(20, 20, 60, 200);
	paint.fillStyle = '#aa2211';
	paint.fillRect(90, 200, 80, 30);
	return canvas;
}

/** As a phone stores it that is held upright: on its side, to be turned by a quarter clockwise. */
function onItsSide(): Canvas {
	const canvas = createCanvas(HEIGHT, WIDTH);
	const paint = canvas.getContext('2d');
	paint.translate(0, WIDTH);
	paint.rotate(-Math.PI / 2);
	paint.drawImage(upright(), 0, 0);
	return canvas;
}

const TIFF = Buffer.from('4d4d002a00000008000101120003000000010006000000000000', 'hex');

function turnedJpeg(): Buffer {
	const jpeg = onItsSide().toBuffer('image/jpeg', 95);
	const exif = Buffer.concat([Buffer.from('Exif\0\0'), TIFF]);
	const head = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
	return Buffer.concat([jpeg.subarray(0, 2), head, exif, jpeg.subarray(2)]);
}

function turnedPng(): Buffer {
	const png = onItsSide().toBuffer('image/png');
	return Buffer.concat([png.subarray(0, 33), pngChunk('eXIf', TIFF), png.subarray(33)]);
}

function turnedWebp(): Buffer {
	const webp = onItsSide().toBuffer('image/webp', 95);
	const size = Buffer.alloc(4);
	const extended = Buffer.alloc(18);
	extended.write('VP8X', 0, 'latin1');
	extended.writeUInt32LE(10, 4);
	extended[8] = 0x08;
	extended.writeUIntLE(HEIGHT - 1, 12, 3);
	extended.writeUIntLE(WIDTH - 1, 15, 3);
	const exif = Buffer.alloc(8);
	exif.write('EXIF', 0, 'latin1');
	exif.writeUInt32LE(TIFF.length, 4);
	const old = webp.toString('latin1', 12, 16) === 'VP8X';
	const image = webp.subarray(old ? 30 : 12);
	const body = Buffer.concat([Buffer.from('WEBP'), extended, image, exif, TIFF]);
	size.writeUInt32LE(body.length);
	return Buffer.concat([Buffer.from('RIFF'), size, body]);
}

it.each([
	['JPEG', 'image/jpeg', turnedJpeg],
	['PNG', 'image/png', turnedPng],
	['WebP', 'image/webp', turnedWebp],
])(
	'a baseline that a %s stores on its side is compared as a person sees it',
	async (_, mimeType, make) => {
		// A file that lacks only its end mark is measured, too.
		const withoutEnd = upright().toBuffer('image/png').subarray(0, -12);
		const item = await bench.engine.itemWithFiles(
			{ prompt: 'A box', maker: 'flux' },
			{
				data: { bytes: withoutEnd, fileName: 'a.png', mimeType: 'image/png' },
				approved: { bytes: make(), fileName: 'approved', mimeType },
			},
		);

		const ran = await bench.run(
			{
				type: 'compareModels',
				parameters: {
					operation: 'compare',
					source: 'existing',
					prompt: '={{ $json.prompt }}',
					variantName: '={{ $json.maker }}',
					inputFields: 'data',
					baselineField: 'approved',
				},
			},
			[item, { ...item, json: { ...item.json, maker: 'imagen' } }],
		);

		expect(ran.error).toBeUndefined();
		const { similarity, perceptualDistance } = ran.items[0]!.json.compare as IDataObject;
		expect(similarity).toBeGreaterThan(0.95);
		expect(perceptualDistance).toBeLessThanOrEqual(2);
	},
);
