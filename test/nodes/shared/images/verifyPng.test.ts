import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { verifyPng } from '../../../../nodes/shared/images/png';
import { chunk, header, makePng } from './makePng';
import { ownTime } from '../../../support/ownTime';

const image = (interlaced: boolean, idatBytes?: number) =>
	makePng({
		...{ width: 13, height: 9, colorType: 6, bitDepth: 8, interlaced, idatBytes },
		samplesAt: (x, y) => [x, y, x * y, 255],
	});

function holding(rows: number, compress = (data: Buffer) => deflateSync(data)): Buffer {
	return Buffer.concat([
		Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
		chunk('IHDR', header(100, 100, 8, 6)),
		chunk('IDAT', compress(Buffer.alloc(rows * 401))),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

it.each([
	['a plain one', image(false)],
	['an interlaced one', image(true)],
	['one in many small chunks', image(false, 3)],
	['one with a few bytes to spare', holding(102)],
])('a PNG holds what it says: %s', async (_case, png) => {
	await expect(verifyPng(png)).resolves.toBeUndefined();
});

it.each([
	['fewer rows', holding(99), 'fewer rows'],
	['far more data', holding(1000), 'much more data than its 100x100 pixels'],
	['no zlib data', holding(100, () => Buffer.alloc(4000, 7)), 'damaged'],
	['hardly any data', holding(100, () => Buffer.alloc(9)), 'too little data'],
	['no end', holding(100).subarray(0, -12), 'its end is missing'],
])('a PNG with %s is rejected', async (_case, png, words) => {
	await expect(verifyPng(png)).rejects.toThrow(words);
});

it('a decompression bomb is left alone as soon as it shows', async () => {
	const bomb = holding(500_000);
	const took = ownTime();
	await expect(verifyPng(bomb)).rejects.toThrow('much more data');
	expect(took()).toBeLessThan(500);
});

it('whatever is damaged, it ends with an ImageDecodeError or well', async () => {
	const png = image(false);
	await fc.assert(
		fc.asyncProperty(fc.nat(png.length - 1), fc.nat(255), async (at, value) => {
			const other = Buffer.from(png);
			other[at] = value;
			await verifyPng(other).catch((thrown: Error) => expect(thrown.name).toBe('ImageDecodeError'));
		}),
		{ numRuns: 200 },
	);
});
