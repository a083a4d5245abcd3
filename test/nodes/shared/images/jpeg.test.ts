import { createCanvas, loadImage } from '@napi-rs/canvas';
import fc from 'fast-check';
import { ImageDecodeError } from '../../../../nodes/shared/images/imageDecodeError';
import { decodeJpeg, encodeJpeg } from '../../../../nodes/shared/images/jpeg';
import type { Raster } from '../../../../nodes/shared/images/types';

const LIMITS = { maxPixels: 100_000 };

const canvas = createCanvas(61, 43);
const context = canvas.getContext('2d');
const gradient = context.createLinearGradient(0, 0, 61, 43);
gradient.addColorStop(0, '#d03');
gradient.addColorStop(1, '#06d');
context.fillStyle = gradient;
context.fillRect(0, 0, 61, 43);
const pixels = new Uint8Array(context.getImageData(0, 0, 61, 43).data.buffer);
const picture: Raster = { width: 61, height: 43, data: pixels };
const jpeg = canvas.toBuffer('image/jpeg', 95);

const meanGap = (one: Uint8Array, other: Uint8Array) =>
	one.reduce((sum, value, at) => sum + Math.abs(value - (other[at] ?? 999)), 0) / one.length;

async function canvasPixels(file: Uint8Array) {
	const image = await loadImage(Buffer.from(file));
	const target = createCanvas(image.width, image.height).getContext('2d');
	target.drawImage(image, 0, 0);
	return new Uint8Array(target.getImageData(0, 0, image.width, image.height).data.buffer);
}

describe('decodeJpeg', () => {
	it('reads the pixels that the canvas wrote', async () => {
		const { width, height, data } = await decodeJpeg(jpeg, LIMITS);
		expect([width, height]).toEqual([61, 43]);
		expect(meanGap(data, pixels)).toBeLessThan(2);
	});

	it('refuses a file cut off at any byte', async () => {
		for (let length = 0; length < jpeg.length; length += 3) {
			await expect(decodeJpeg(jpeg.subarray(0, length), LIMITS)).rejects.toThrow(ImageDecodeError);
		}
	});

	it('refuses more pixels than allowed', async () => {
		await expect(decodeJpeg(jpeg, { maxPixels: 61 * 43 - 1 })).rejects.toThrow(/61x43/);
	});

	it.each([
		[
			'of 65535x65535 pixels',
			(file: Buffer, frame: number) => file.fill(0xff, frame + 5, frame + 9),
			/65535/,
		],
		['without a height', (file: Buffer, frame: number) => file.fill(0, frame + 5, frame + 7), /./],
		['with four colours', (file: Buffer, frame: number) => (file[frame + 9] = 4), /CMYK/],
		[
			'with impossible sampling',
			(file: Buffer, frame: number) => (file[frame + 11] = 0),
			/damaged/,
		],
		[
			'with arithmetic coding',
			(file: Buffer, frame: number) => (file[frame + 1] = 0xc9),
			/damaged/,
		],
	])('decodeJpeg rejects a JPEG %s', async (_, change, message) => {
		const file = Buffer.from(jpeg);
		change(file, file.indexOf(Buffer.from([0xff, 0xc0])));
		await expect(decodeJpeg(file, LIMITS)).rejects.toThrow(ImageDecodeError);
		await expect(decodeJpeg(file, LIMITS)).rejects.toThrow(message);
	});

	it('refuses a file of many layers, which would take hours', async () => {
		const scan = jpeg.indexOf(Buffer.from([0xff, 0xda]));
		const header = jpeg.subarray(scan, scan + 2 + jpeg.readUInt16BE(scan + 2));
		const layers = Array.from({ length: 5000 }, () => header);
		const file = Buffer.concat([jpeg.subarray(0, scan), ...layers, jpeg.subarray(scan)]);
		await expect(decodeJpeg(file, LIMITS)).rejects.toThrow(/layers/);
	});

	it('decodes or refuses, but never more, when bytes are changed', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.tuple(fc.nat(jpeg.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
				async (changes) => {
					const changed = Uint8Array.from(jpeg);
					for (const [at, value] of changes) changed[at] = value;
					try {
						expect((await decodeJpeg(changed, LIMITS)).width).toBeGreaterThan(0);
					} catch (cause) {
						expect(cause).toBeInstanceOf(ImageDecodeError);
					}
				},
			),
			{ numRuns: 500 },
		);
	});
});

describe('encodeJpeg', () => {
	it('writes a file that the canvas reads alike', async () => {
		expect(meanGap(await canvasPixels(await encodeJpeg(picture, 95)), pixels)).toBeLessThan(2);
	});

	it('writes smaller files for lower quality, 0 to 100', async () => {
		const files = [60, 90, 100].map(async (quality) => await encodeJpeg(picture, quality));
		const sizes = (await Promise.all(files)).map(({ length }) => length);
		expect(sizes).toEqual([...sizes].sort((one, other) => one - other));
		expect((await encodeJpeg(picture, 0)).length).toBeLessThan(sizes[0] ?? 0);
	});

	it('lays transparent pixels on white', async () => {
		const data = new Uint8Array(16 * 16 * 4).fill(0);
		const { data: read } = await decodeJpeg(
			await encodeJpeg({ width: 16, height: 16, data }, 90),
			LIMITS,
		);
		expect([...read.subarray(0, 4)]).toEqual([255, 255, 255, 255]);
	});
});
