import { createCanvas, loadImage } from '@napi-rs/canvas';
import imageSize from 'image-size';
import { addAiMark, c2paPresent, hasAiMark } from '../../../../nodes/shared/images/aiMark';
import { identifyImage } from '../../../../nodes/shared/images/identify';
import { decodeJpeg, encodeJpeg } from '../../../../nodes/shared/images/jpeg';
import { decodePng, encodePng } from '../../../../nodes/shared/images/png';
import { chunk } from './makePng';

const LIMITS = { maxPixels: 10_000 };
const canvas = createCanvas(30, 20);
const context = canvas.getContext('2d');
context.fillStyle = '#484';
context.fillRect(0, 0, 30, 20);
const raster = {
	width: 30,
	height: 20,
	data: new Uint8Array(context.getImageData(0, 0, 30, 20).data.buffer),
};
const TYPE = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia';

const files = {
	png: () => encodePng(raster),
	jpeg: async () => await encodeJpeg(raster, 90),
	'png of the canvas': async () => canvas.toBuffer('image/png'),
	'jpeg of the canvas': async () => canvas.toBuffer('image/jpeg', 90),
};

describe.each(Object.entries(files))('the AI mark in a %s', (_, make) => {
	it('is found after it was added, once, and the file stays whole', async () => {
		const file = await make();
		const marked = addAiMark(file);
		expect(hasAiMark(file)).toBe(false);
		expect(hasAiMark(marked)).toBe(true);
		expect(addAiMark(marked)).toBe(marked);
		expect(identifyImage(marked)).toEqual(identifyImage(file));
		expect(imageSize(marked)).toMatchObject({ width: 30, height: 20 });
		const image = await loadImage(Buffer.from(marked));
		expect([image.width, image.height]).toEqual([30, 20]);
	});

	it('stands in the file as plain XMP', async () => {
		const text = Buffer.from(addAiMark(await make())).toString('latin1');
		expect(text).toContain(`Iptc4xmpExt:DigitalSourceType="${TYPE}"`);
		expect(text).toMatch(/<x:xmpmeta[^]*<\/x:xmpmeta>/);
	});
});

it('the mark changes no pixel', async () => {
	const png = await encodePng(raster);
	expect(await decodePng(addAiMark(png), LIMITS)).toEqual(await decodePng(png, LIMITS));
	const jpeg = await encodeJpeg(raster, 90);
	expect(await decodeJpeg(addAiMark(jpeg), LIMITS)).toEqual(await decodeJpeg(jpeg, LIMITS));
});

it('the mark stands before the pixels of a PNG and after the JFIF header of a JPEG', async () => {
	const png = Buffer.from(addAiMark(await encodePng(raster)));
	expect(png.indexOf('iTXtXML:com.adobe.xmp')).toBeLessThan(png.indexOf('IDAT'));
	const jpeg = Buffer.from(addAiMark(await encodeJpeg(raster, 90)));
	expect(jpeg.indexOf('JFIF')).toBe(6);
	expect(jpeg.indexOf('http://ns.adobe.com/xap/1.0/\0')).toBe(2 + 18 + 4);
});

it('other files come back as they are', () => {
	const webp = canvas.toBuffer('image/webp', 80);
	expect(addAiMark(webp)).toBe(webp);
	expect(addAiMark(new Uint8Array(0))).toHaveLength(0);
	expect(hasAiMark(Buffer.from(TYPE))).toBe(false);
});

describe('c2paPresent', () => {
	const png = canvas.toBuffer('image/png');
	const jpeg = canvas.toBuffer('image/jpeg', 90);
	const jumbf = Buffer.from('JP\0\x01\0\0\0\x01\0\0\0\x20jumb\0\0\0\0', 'latin1');
	const segment = (marker: number, data: Buffer) =>
		Buffer.concat([
			jpeg.subarray(0, 2),
			Buffer.from([0xff, marker, 0, data.length + 2]),
			data,
			jpeg.subarray(2),
		]);
	const sealed = Buffer.concat([png.subarray(0, 33), chunk('caBX', jumbf), png.subarray(33)]);

	it.each([
		['a PNG with a caBX chunk', sealed, true],
		['a JPEG with a JUMBF segment', segment(0xeb, jumbf), true],
		['a plain PNG', png, false],
		['a plain JPEG', jpeg, false],
		['a JPEG with another APP11', segment(0xeb, Buffer.from('HDR')), false],
		['nothing', Buffer.alloc(0), false],
	])('c2paPresent on %s', (_, bytes, present) => {
		expect(c2paPresent(bytes)).toBe(present);
	});

	it('is false for a file that was decoded and encoded again', async () => {
		expect(c2paPresent(await encodePng(await decodePng(sealed, LIMITS)))).toBe(false);
	});
});
