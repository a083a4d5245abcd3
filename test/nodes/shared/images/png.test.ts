import { createCanvas, loadImage } from '@napi-rs/canvas';
import fc from 'fast-check';
import { deflateSync } from 'node:zlib';
import { ImageDecodeError } from '../../../../nodes/shared/images/imageDecodeError';
import { decodePng, encodePng } from '../../../../nodes/shared/images/png';
import type { Raster } from '../../../../nodes/shared/images/types';
import { chunk, header, makePng, type PngRecipe } from './makePng';
import { ownTime } from '../../../support/ownTime';

const LIMITS = { maxPixels: 1_000_000 };
const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const END = chunk('IEND', Buffer.alloc(0));

const KINDS: Array<[colorType: number, name: string, channels: number, bitDepths: number[]]> = [
	[0, 'gray', 1, [1, 2, 4, 8, 16]],
	[2, 'RGB', 3, [8, 16]],
	[3, 'indexed', 1, [1, 2, 4, 8]],
	[4, 'gray with alpha', 2, [8, 16]],
	[6, 'RGBA', 4, [8, 16]],
];
const CASES = KINDS.flatMap(([colorType, name, channels, bitDepths]) =>
	bitDepths.flatMap((bitDepth) =>
		[false, true].map((interlaced) => ({ colorType, name, channels, bitDepth, interlaced })),
	),
);

const noise = (x: number, y: number, channel: number) =>
	(x * 7919 + y * 104_729 + channel * 65_537) ** 2;
const PALETTE = Buffer.from(Array.from({ length: 256 * 3 }, (_, index) => (index * 37) & 0xff));

/** What the file means, worked out from the samples alone. */
function expectedPixels(recipe: PngRecipe, transparency?: Buffer): Uint8Array {
	const { width, height, bitDepth, colorType, samplesAt } = recipe;
	const to8 = (sample: number) =>
		bitDepth === 16 ? sample >> 8 : Math.round((sample * 255) / (2 ** bitDepth - 1));
	const pixels: number[] = [];
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			const samples = samplesAt(x, y);
			const [a = 0, b = 0, c = 0, d = 0] = samples;
			const keyed =
				transparency !== undefined &&
				samples.every((sample, index) => transparency.readUInt16BE(index * 2) === sample);
			if (colorType === 3)
				pixels.push(...PALETTE.subarray(a * 3, a * 3 + 3), transparency?.[a] ?? 255);
			else if (colorType === 0) pixels.push(to8(a), to8(a), to8(a), keyed ? 0 : 255);
			else if (colorType === 4) pixels.push(to8(a), to8(a), to8(a), to8(b));
			else if (colorType === 2) pixels.push(to8(a), to8(b), to8(c), keyed ? 0 : 255);
			else pixels.push(to8(a), to8(b), to8(c), to8(d));
		}
	}
	return Uint8Array.from(pixels);
}

async function canvasPixels(png: Uint8Array): Promise<Uint8Array> {
	const image = await loadImage(Buffer.from(png));
	const context = createCanvas(image.width, image.height).getContext('2d');
	context.drawImage(image, 0, 0);
	return new Uint8Array(context.getImageData(0, 0, image.width, image.height).data.buffer);
}

const largestGap = (one: Uint8Array, other: Uint8Array) =>
	one.reduce((gap, value, at) => Math.max(gap, Math.abs(value - (other[at] ?? 999))), 0);

const rasters = fc
	.record({ width: fc.integer({ min: 1, max: 40 }), height: fc.integer({ min: 1, max: 12 }) })
	.chain(({ width, height }) =>
		fc
			.uint8Array({ minLength: width * height * 4, maxLength: width * height * 4 })
			.map((data): Raster => ({ width, height, data })),
	);

describe('decodePng', () => {
	describe.each(CASES)(
		'reads $name with $bitDepth bits, interlaced: $interlaced',
		({ colorType, channels, bitDepth, interlaced }) => {
			const recipe = (width: number, height: number, extra: Buffer[] = []): PngRecipe => ({
				width,
				height,
				colorType,
				bitDepth,
				interlaced,
				samplesAt: (x, y) =>
					Array.from({ length: channels }, (_, channel) => noise(x, y, channel) % 2 ** bitDepth),
				extra:
					colorType === 3
						? [chunk('PLTE', PALETTE.subarray(0, 3 * 2 ** bitDepth)), ...extra]
						: extra,
			});

			it.each([
				[1, 1],
				[3, 2],
				[9, 5],
				[33, 17],
			])('decodePng reads %dx%d pixels', async (width, height) => {
				const made = recipe(width, height);
				const { data, ...size } = await decodePng(makePng(made), LIMITS);
				expect(size).toEqual({ width, height });
				expect(Buffer.from(data).equals(expectedPixels(made))).toBe(true);
			});

			it('decodePng reads pixels as the canvas does', async () => {
				const png = makePng(recipe(33, 17));
				const { data } = await decodePng(png, LIMITS);
				// A canvas keeps colours multiplied by alpha, so transparent ones are compared elsewhere.
				if (channels % 2 === 1) expect(largestGap(data, await canvasPixels(png))).toBeLessThan(2);
			});

			if (channels % 2 === 1) {
				it('decodePng reads a transparent colour', async () => {
					const transparency =
						colorType === 3
							? Buffer.from([0, 128])
							: Buffer.from(
									Array.from(
										{ length: channels },
										(_, channel) => noise(2, 1, channel) % 2 ** bitDepth,
									).flatMap((sample) => [sample >> 8, sample & 0xff]),
								);
					const made = recipe(9, 5, [chunk('tRNS', transparency)]);
					const { data } = await decodePng(makePng(made), LIMITS);
					expect(data.some((value, at) => at % 4 === 3 && value < 255)).toBe(true);
					expect(Buffer.from(data).equals(expectedPixels(made, transparency))).toBe(true);
				});
			}
		},
	);

	it('reads pixels that are spread over many small chunks', async () => {
		const made: PngRecipe = {
			width: 90,
			height: 70,
			colorType: 2,
			bitDepth: 8,
			samplesAt: (x, y) => [0, 1, 2].map((channel) => noise(x, y, channel) % 256),
			idatBytes: 3,
		};
		const { data } = await decodePng(makePng(made), LIMITS);
		expect(Buffer.from(data).equals(expectedPixels(made))).toBe(true);
	});

	it('reads what the canvas writes', async () => {
		const canvas = createCanvas(640, 480);
		const context = canvas.getContext('2d');
		context.fillStyle = '#fa0';
		context.fillRect(0, 0, 640, 480);
		context.fillStyle = '#08f';
		context.fillRect(17, 33, 300, 200);
		const { data } = await decodePng(canvas.toBuffer('image/png'), LIMITS);
		const { data: wanted } = context.getImageData(0, 0, 640, 480);
		expect(Buffer.compare(data, new Uint8Array(wanted.buffer))).toBe(0);
	});
});

describe('encodePng', () => {
	it('encodePng is undone by decodePng', async () => {
		await fc.assert(
			fc.asyncProperty(rasters, async (raster) => {
				const { width, height, data } = await decodePng(await encodePng(raster), LIMITS);
				expect({ width, height }).toEqual({ width: raster.width, height: raster.height });
				expect(Buffer.compare(data, raster.data)).toBe(0);
			}),
			{ numRuns: 60 },
		);
	});

	it('writes files whose opaque pixels the canvas reads alike', async () => {
		await fc.assert(
			fc.asyncProperty(rasters, async (raster) => {
				const opaque = raster.data.map((value, at) => (at % 4 === 3 ? 255 : value));
				const png = await encodePng({ ...raster, data: opaque });
				expect(Buffer.compare(await canvasPixels(png), opaque)).toBe(0);
			}),
			{ numRuns: 30 },
		);
	});

	it('writes transparency that the canvas reads', async () => {
		const data = Uint8Array.from([255, 0, 0, 255, 0, 255, 0, 128, 0, 0, 255, 0, 9, 9, 9, 254]);
		const png = await encodePng({ width: 2, height: 2, data });
		const read = await canvasPixels(png);
		expect([3, 7, 11, 15].map((at) => read[at])).toEqual([255, 128, 0, 254]);
	});

	it.each([
		['RGB when every pixel is opaque', 255, 2],
		['RGBA when one pixel is not', 254, 6],
	])('encodePng writes %s', async (_, alpha, colorType) => {
		const png = await encodePng({ width: 1, height: 1, data: Uint8Array.of(1, 2, 3, alpha) });
		expect(png[25]).toBe(colorType);
	});
});

describe('a hostile PNG', () => {
	const good = makePng({
		width: 20,
		height: 10,
		colorType: 6,
		bitDepth: 8,
		samplesAt: (x, y) => [0, 1, 2, 3].map((channel) => noise(x, y, channel) % 256),
	});
	const pngOf = (head: Buffer, idat: Uint8Array, ...extra: Buffer[]) =>
		Buffer.concat([SIGNATURE, chunk('IHDR', head), ...extra, chunk('IDAT', idat), END]);

	it('is refused when cut off at any byte', async () => {
		for (let length = 0; length < good.length; length++) {
			await expect(decodePng(good.subarray(0, length), LIMITS)).rejects.toThrow(ImageDecodeError);
		}
	});

	it('is decoded or refused, but never more, when bytes are changed', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
				async (changes) => {
					const changed = Uint8Array.from(good);
					for (const [at, value] of changes) changed[at] = value;
					const outcome = await decodePng(changed, LIMITS).catch((cause: unknown) => cause);
					expect(outcome instanceof ImageDecodeError || 'data' in (outcome as Raster)).toBe(true);
				},
			),
			{ numRuns: 300 },
		);
	});

	const pixel = deflateSync(Buffer.alloc(5));
	it.each<[string, Buffer, RegExp]>([
		['declares 30000x30000 pixels', pngOf(header(30_000, 30_000, 8, 6), pixel), /30000x30000/],
		['declares the largest numbers', pngOf(header(0xffffffff, 0xffffffff, 16, 6), pixel), /header/],
		['declares no width', pngOf(header(0, 1, 8, 6), pixel), /header/],
		['has a bit depth that its colour type lacks', pngOf(header(1, 1, 4, 6), pixel), /header/],
		[
			'declares far more than its data can hold',
			pngOf(header(999, 999, 8, 6), pixel),
			/too little/,
		],
		['holds fewer rows than declared', pngOf(header(1, 9, 8, 6), pixel), /fewer rows/],
		['has no compressed data', pngOf(header(1, 1, 8, 6), Buffer.alloc(0)), /too little/],
		[
			'has data that is no zlib',
			pngOf(header(1, 1, 8, 6), Buffer.from('hello world')),
			/compressed/,
		],
		[
			'has a zlib checksum that is wrong',
			pngOf(header(1, 1, 8, 6), Buffer.from(pixel).fill(1, pixel.length - 4)),
			/compressed/,
		],
		['has an unknown filter', pngOf(header(1, 1, 8, 6), deflateSync(Buffer.alloc(5, 9))), /filter/],
		[
			'is indexed without a palette',
			pngOf(header(1, 1, 8, 3), deflateSync(Buffer.alloc(2))),
			/palette/,
		],
		['is a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), /not a PNG/],
	])('a PNG that %s is rejected', async (_, png, message) => {
		const decoding = decodePng(png, LIMITS);
		await expect(decoding).rejects.toThrow(ImageDecodeError);
		await expect(decoding).rejects.toThrow(message);
	});

	it('that unpacks to 400 MB for one pixel is refused at once', async () => {
		const bomb = pngOf(header(1, 1, 8, 6), deflateSync(Buffer.alloc(400_000_000)));
		const before = process.memoryUsage().rss;
		const took = ownTime();
		await expect(decodePng(bomb, LIMITS)).rejects.toThrow(/more data/);
		expect(took()).toBeLessThan(500);
		expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
	});

	it('with a hundred thousand empty chunks is still read', async () => {
		const empty = chunk('IDAT', Buffer.alloc(0));
		const many = Buffer.concat(Array.from({ length: 100_000 }, () => empty));
		const { data } = await decodePng(pngOf(header(1, 1, 8, 6), pixel, many), LIMITS);
		expect([...data]).toEqual([0, 0, 0, 0]);
	});
});
