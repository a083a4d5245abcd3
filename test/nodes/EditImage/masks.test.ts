import { deflateSync } from 'node:zlib';
import { createCanvas } from '@napi-rs/canvas';
import { decodeJpeg } from '../../../nodes/shared/images/jpeg';
import { decodePng } from '../../../nodes/shared/images/png';
import type { Raster } from '../../../nodes/shared/images/types';
import { maskWithHole, photo } from '../../dev/server/requests';
import { model, openWorkbench, type Workbench } from '../../support/workbench';
import { chunk, header } from '../shared/images/makePng';
import { edit, expectDone, expectRefused, itemOf, watch } from './support';

/** The same with 51 MB that no viewer shows. */
const heavy = (png: Buffer) =>
	Buffer.concat([
		png.subarray(0, 33),
		chunk('teXt', Buffer.alloc(51 * 1024 * 1024)),
		png.subarray(33),
	]);

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

const [WIDTH, HEIGHT] = [640, 480];
const PHOTO = photo(WIDTH, HEIGHT);
const HOLE = { x: 100, y: 50, width: 200, height: 100 };
const MASK = maskWithHole(WIDTH, HEIGHT, HOLE);
const LIMITS = { maxPixels: 1e7 };

const regionsOf = (...values: Array<Record<'x' | 'y' | 'width' | 'height', unknown>>) => ({
	mask: 'regions',
	regions: { values } as never,
});

/** Where a mask may change, as the box around it; undefined where its transparent part is no rectangle. */
function transparentBox({ width, data }: Raster) {
	const at = [...data.keys()].filter((byte) => byte % 4 === 3 && data[byte] === 0);
	const columns = at.map((byte) => ((byte - 3) / 4) % width);
	const rows = at.map((byte) => Math.floor((byte - 3) / 4 / width));
	const [x, y] = [columns, rows].map((all) => all.reduce((a, b) => Math.min(a, b), Infinity));
	const [right, bottom] = [columns, rows].map((all) => all.reduce((a, b) => Math.max(a, b), 0));
	const box = { x, y, width: right! - x! + 1, height: bottom! - y! + 1 };
	return box.width * box.height === at.length ? box : undefined;
}

function halfTransparent(): Buffer {
	const canvas = createCanvas(WIDTH, HEIGHT);
	const context = canvas.getContext('2d');
	context.fillStyle = 'rgba(0, 0, 0, 0.5)';
	context.fillRect(0, 0, WIDTH, HEIGHT);
	return canvas.encodeSync('png');
}

describe('a mask from a binary field', () => {
	it('a mask from a binary field is sent as it is', async () => {
		const item = await itemOf(bench, { data: PHOTO, mask: MASK });
		const seen = watch(bench);
		expectDone(await bench.run(edit({ mask: 'binaryField' }), [item]));
		expect(seen[0]?.files.map(({ field }) => field)).toEqual(['image', 'mask']);
		expect(seen[0]?.files[1]?.bytes).toEqual(MASK);
	});

	it.each<[string, Buffer, ...string[]]>([
		['a JPEG', photo(WIDTH, HEIGHT, 'jpeg'), 'is a JPEG file and must be a PNG'],
		['no alpha', opaquePng(), 'no transparency (no alpha channel)', 'Regions'],
		['another size', maskWithHole(WIDTH, 400, HOLE), '640 × 400 pixels', '640 × 480'],
		[
			'nothing transparent',
			maskWithHole(WIDTH, HEIGHT, { ...HOLE, width: 0 }),
			'no fully transparent area',
		],
		['only half transparent', halfTransparent(), 'no fully transparent area', 'alpha 0'],
		['51 MB', heavy(MASK), 'less than 50 MB'],
		['no image', Buffer.from('hello'), 'no image that can be recognized'],
	])('is refused with %s', async (_case, mask, ...words) => {
		const item = await itemOf(bench, { data: PHOTO, mask });
		const ran = await bench.run(edit({ mask: 'binaryField' }), [item]);
		expectRefused(bench, ran, /^Item 1, Mask Binary Field: /, ...words);
	});

	it('is refused where the field is missing', async () => {
		const item = await itemOf(bench, { data: PHOTO });
		const ran = await bench.run(edit({ mask: 'binaryField', maskField: 'area' }), [item]);
		expectRefused(bench, ran, 'Mask Binary Field: The item has no binary field "area"', '"data"');
	});
});

describe('a mask drawn from regions', () => {
	it.each([
		['the top right quarter', { x: 50, y: 0, width: 50, height: 50 }, [320, 0, 320, 240]],
		['everything', { x: 0, y: 0, width: 100, height: 100 }, [0, 0, 640, 480]],
		['fractions', { x: 12.5, y: 33.33, width: 10.01, height: 1 }, [80, 160, 64, 5]],
		['the last corner', { x: 99, y: 99, width: 1, height: 1 }, [634, 475, 6, 5]],
	])(
		'a mask drawn from regions is transparent exactly in %s',
		async (_case, region, [x, y, width, height]) => {
			const item = await itemOf(bench, { data: PHOTO });
			const seen = watch(bench);
			expectDone(await bench.run(edit(regionsOf(region)), [item]));
			const [, mask] = seen[0]!.files;
			expect(mask).toMatchObject({ field: 'mask', fileName: 'mask.png', mimeType: 'image/png' });
			const raster = await decodePng(mask!.bytes, LIMITS);
			expect([raster.width, raster.height]).toEqual([WIDTH, HEIGHT]);
			expect(transparentBox(raster)).toEqual({ x, y, width, height });
		},
	);

	it('a mask may have several regions', async () => {
		const item = await itemOf(bench, { data: PHOTO });
		const seen = watch(bench);
		const half = { y: 0, width: 25, height: 100 };
		expectDone(await bench.run(edit(regionsOf({ x: 0, ...half }, { x: 75, ...half })), [item]));
		const { data } = await decodePng(seen[0]!.files[1]!.bytes, LIMITS);
		const alphaAt = (x: number) => data[(100 * WIDTH + x) * 4 + 3];
		expect([0, 159, 160, 479, 480, 639].map(alphaAt)).toEqual([0, 0, 255, 255, 0, 0]);
	});

	it.each<[string, Record<'x' | 'y' | 'width' | 'height', unknown>[], string]>([
		['beyond the right edge', [{ x: 60, y: 0, width: 50, height: 50 }], 'left + width is 110 %'],
		['beyond the foot', [{ x: 0, y: 90, width: 50, height: 50 }], 'top + height is 140 %'],
		['negative', [{ x: -1, y: 0, width: 50, height: 50 }], 'not a number from 0 to 100'],
		['words', [{ x: 'left', y: 0, width: 50, height: 50 }], 'not a number from 0 to 100'],
		['nothing', [{ x: '', y: 0, width: null, height: 50 }], 'not a number from 0 to 100'],
		['no width', [{ x: 0, y: 0, width: 0, height: 50 }], 'smaller than one pixel'],
		['less than a pixel', [{ x: 0, y: 0, width: 0.01, height: 50 }], 'smaller than one pixel'],
		['none at all', [], 'No region is given'],
	])('is refused with %s', async (_case, regions, words) => {
		const item = await itemOf(bench, { data: PHOTO });
		const ran = await bench.run(edit(regionsOf(...regions)), [item]);
		expectRefused(bench, ran, /^Item 1, Regions: /, words);
	});
});

describe('markup', () => {
	const flare = { model: model('gpt-image-2.5-flare'), markupField: 'notes' };
	const byExpression = { __rl: true, mode: 'id', value: '={{ "gpt-image-2" }}' };

	it('goes out to a model that takes it', async () => {
		const item = await itemOf(bench, { data: PHOTO, notes: MASK });
		const seen = watch(bench);
		expectDone(await bench.run(edit({ ...flare, inputFields: '*' }), [item]));
		expect(seen[0]?.files.map(({ field }) => field)).toEqual(['image', 'markup']);
		expect(seen[0]?.files[1]?.bytes).toEqual(MASK);
	});

	it('is refused for a model that takes none', async () => {
		const item = await itemOf(bench, { data: PHOTO, notes: MASK });
		const ran = await bench.run(edit({ ...flare, model: byExpression }), [item]);
		expectRefused(bench, ran, 'gpt-image-2 does not take', /GPT Image 2\.[56]/);
	});

	it('never goes out together with a mask', async () => {
		const item = await itemOf(bench, { data: PHOTO, notes: MASK, mask: MASK });
		expectDone(await bench.run(edit({ ...flare, mask: 'binaryField' }), [item]));
		expect(bench.requests()[0]?.files.map(({ field }) => field)).toEqual(['image', 'mask']);
	});

	it.each([
		['a JPEG', photo(WIDTH, HEIGHT, 'jpeg'), 'is a JPEG file and must be a PNG'],
		['no alpha', opaquePng(), 'no transparency'],
		['another size', maskWithHole(64, 48, HOLE), 'the first image has 640 × 480'],
	])('is refused with %s', async (_case, notes, words) => {
		const item = await itemOf(bench, { data: PHOTO, notes });
		const ran = await bench.run(edit(flare), [item]);
		expectRefused(bench, ran, /^Item 1, Markup Binary Field: /, words);
	});
});

describe('a photo that is stored turned', () => {
	/** Stored 640 × 480 with its left half red; orientation 6 shows it as 480 × 640 with red on top. */
	function turnedPhoto(): Buffer {
		const canvas = createCanvas(WIDTH, HEIGHT);
		const context = canvas.getContext('2d');
		context.fillStyle = '#00f';
		context.fillRect(0, 0, WIDTH, HEIGHT);
		context.fillStyle = '#f00';
		context.fillRect(0, 0, WIDTH / 2, HEIGHT);
		const jpeg = canvas.encodeSync('jpeg', 95);
		const exif = Buffer.from(
			'Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0',
			'latin1',
		);
		const segment = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
		return Buffer.concat([jpeg.subarray(0, 2), segment, exif, jpeg.subarray(2)]);
	}

	it('is turned upright for regions, which mean what a person sees', async () => {
		const item = await itemOf(bench, { data: turnedPhoto() });
		const seen = watch(bench);
		const ran = await bench.run(edit(regionsOf({ x: 50, y: 0, width: 50, height: 50 })), [item]);
		expectDone(ran);
		const [image, mask] = seen[0]!.files;
		expect(image).toMatchObject({ fileName: 'data.jpg', mimeType: 'image/jpeg' });
		const upright = await decodeJpeg(image!.bytes, LIMITS);
		expect([upright.width, upright.height]).toEqual([HEIGHT, WIDTH]);
		expect(upright.data[0]).toBeGreaterThan(200);
		expect(upright.data.at(-4)).toBeLessThan(50);
		expect(image!.bytes.includes('Exif')).toBe(false);
		expect(transparentBox(await decodePng(mask!.bytes, LIMITS))).toEqual({
			...{ x: 240, y: 0, width: 240, height: 320 },
		});
		expect(ran.images[0]).toMatchObject({
			warnings: [{ setting: 'inputFields', message: expect.stringContaining('rotated upright') }],
			edit: { changedOutside: expect.closeTo(0, 2) },
		});
	});

	it('is held against a mask as large as what a person sees', async () => {
		const item = await itemOf(bench, { data: turnedPhoto(), mask: MASK });
		const refused = await bench.run(edit({ mask: 'binaryField' }), [item]);
		expectRefused(bench, refused, 'has 640 × 480 pixels, the first image has 480 × 640');
		const other = await itemOf(bench, {
			data: turnedPhoto(),
			mask: maskWithHole(HEIGHT, WIDTH, HOLE),
		});
		expectDone(await bench.run(edit({ mask: 'binaryField' }), [other]));
	});

	it('is refused where it is too large to be turned here', async () => {
		const huge = turnedPhoto();
		huge.writeUInt16BE(5000, huge.indexOf(Buffer.from([0xff, 0xc0])) + 5);
		huge.writeUInt16BE(6000, huge.indexOf(Buffer.from([0xff, 0xc0])) + 7);
		const ran = await bench.run(edit({ mask: 'binaryField' }), [
			await itemOf(bench, { data: huge, mask: MASK }),
		]);
		expectRefused(bench, ran, 'is stored rotated (EXIF)', 'Save the image upright');
	});

	it('goes out byte for byte where nothing is laid over it', async () => {
		const seen = watch(bench);
		const ran = await bench.run(edit(), [await itemOf(bench, { data: turnedPhoto() })]);
		expect(seen[0]?.files[0]?.bytes).toEqual(turnedPhoto());
		expect(ran.images[0]?.warnings).toEqual([]);
	});
});

/** Black, three channels. */
function opaquePng(): Buffer {
	return Buffer.concat([
		PHOTO.subarray(0, 8),
		chunk('IHDR', header(WIDTH, HEIGHT, 8, 2)),
		chunk('IDAT', deflateSync(Buffer.alloc((WIDTH * 3 + 1) * HEIGHT))),
		chunk('IEND', Buffer.alloc(0)),
	]);
}
