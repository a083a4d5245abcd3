import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, deflateSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { decodeJpeg, encodeJpeg } from '../../../../nodes/shared/images/jpeg';
import { contributions } from '../../../../nodes/shared/images/lanczos';
import { resizeGently } from '../../../../nodes/shared/images/resample';
import type { Size } from '../../../../nodes/shared/images/stripes';
import { decodePng } from '../../../../nodes/shared/images/png';
import { openSmall, shrink } from '../../../../nodes/shared/images/shrink';
import { identifyImage } from '../../../../nodes/shared/images/identify';
import type { Raster, Rectangle } from '../../../../nodes/shared/images/types';
import { longestSlice } from '../../../support/longestSlice';
import { chunk, header } from './makePng';

const LIMITS = { maxPixels: 64_000_000 };
const project = join(__dirname, '../../../..');

/** A PNG around compressed data, in chunks of `idatBytes`. */
function pngOf(head: Buffer, compressed: Uint8Array, idatBytes = 65_536): Buffer {
	const idats: Buffer[] = [];
	for (let at = 0; at < compressed.length; at += idatBytes) {
		idats.push(chunk('IDAT', compressed.subarray(at, at + idatBytes)));
	}
	return Buffer.concat([
		Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
		chunk('IHDR', head),
		...idats,
		chunk('IEND', Buffer.alloc(0)),
	]);
}

/** Bytes that look random, the same ones for the same seed. */
function noise(length: number, seed: number, values = 256): Buffer {
	const bytes = Buffer.alloc(length);
	let state = seed | 1;
	for (let at = 0; at < length; at++) {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		bytes[at] = (state >>> 16) % values;
	}
	return bytes;
}

it('the module was made of the source that is there', () => {
	const folder = join(project, 'dev/upkeep/kernels');
	const hash = createHash('sha256');
	for (const file of readdirSync(folder)
		.filter((name) => /\.[ch]$/.test(name))
		.sort()) {
		hash.update(readFileSync(join(folder, file)));
	}
	const made = readFileSync(join(project, 'nodes/shared/images/kernels/wasm.ts'), 'utf8');
	expect(made).toContain(`SHA-256 ${hash.digest('hex')}`);
});

describe('decompression', () => {
	const compressed = fc
		.record({
			width: fc.integer({ min: 1, max: 700 }),
			height: fc.integer({ min: 1, max: 400 }),
			seed: fc.nat(),
			values: fc.constantFrom(1, 2, 5, 30, 170, 256),
			/** How far back the same bytes come again; 0: nowhere. */
			repeats: fc.constantFrom(0, 1, 2, 3, 7, 15, 16, 17, 300, 32_767, 32_768),
			level: fc.integer({ min: 0, max: 9 }),
			memLevel: fc.integer({ min: 1, max: 9 }),
			windowBits: fc.integer({ min: 9, max: 15 }),
			strategy: fc.constantFrom(
				constants.Z_DEFAULT_STRATEGY,
				constants.Z_HUFFMAN_ONLY,
				constants.Z_RLE,
				constants.Z_FIXED,
			),
			idatBytes: fc.integer({ min: 1, max: 70_000 }),
		})
		.map(({ width, height, seed, values, repeats, idatBytes, ...settings }) => {
			const rows = noise((width + 1) * height, seed, values);
			if (repeats > 0) {
				for (let at = repeats; at < rows.length; at++) {
					if (rows[at]! % 9 !== 0) rows[at] = rows[at - repeats]!;
				}
			}
			for (let at = 0; at < rows.length; at += width + 1) rows[at] = 0;
			const data = deflateSync(rows, settings);
			return { width, height, rows, data, idatBytes };
		});
	const grayOf = async (png: Buffer, height: number) => {
		const { width, data } = await decodePng(png, LIMITS);
		const rows = Buffer.alloc((width + 1) * height);
		for (let y = 0, at = 0; y < height; y++) {
			for (let x = 0; x < width; x++, at += 4) rows[y * (width + 1) + 1 + x] = data[at]!;
		}
		return rows;
	};

	it('gives what zlib compressed, whatever its settings', async () => {
		await fc.assert(
			fc.asyncProperty(compressed, async ({ width, height, rows, data, idatBytes }) => {
				const png = pngOf(header(width, height, 8, 0), data, Math.max(idatBytes, data.length >> 9));
				expect((await grayOf(png, height)).equals(rows)).toBe(true);
			}),
			{ numRuns: 100 },
		);
	});

	it('takes and refuses what zlib takes and refuses', async () => {
		const damages = fc.array(
			fc.tuple(
				fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
				fc.nat(255),
				fc.boolean(),
			),
			{ maxLength: 3 },
		);
		let taken = 0;
		let refused = 0;
		await fc.assert(
			fc.asyncProperty(compressed, damages, async ({ width, height, rows, data }, changes) => {
				const file = Buffer.from(data);
				// Half of the damage is done where the tables are.
				for (const [place, value, isHead] of changes) {
					file[Math.floor(place * (isHead ? Math.min(120, file.length) : file.length))] = value;
				}
				let wanted: Buffer | undefined;
				try {
					wanted = inflateSync(file);
				} catch {
					// Refused.
				}
				const isImage =
					wanted?.length === rows.length &&
					wanted.every((value, at) => at % (width + 1) > 0 || value === 0);
				const got = await grayOf(pngOf(header(width, height, 8, 0), file), height).catch(
					() => undefined,
				);
				if (wanted === undefined) {
					expect(got).toBeUndefined();
					refused++;
				} else if (isImage) {
					expect(got?.equals(wanted)).toBe(true);
					taken++;
				}
			}),
			{ numRuns: 250 },
		);
		expect(refused).toBeGreaterThan(100);
		expect(taken).toBeGreaterThan(0);
	});

	it('refuses data behind the end, in the same chunk and in another', async () => {
		const data = deflateSync(Buffer.alloc(5));
		for (const idatBytes of [100, data.length]) {
			const file = Buffer.concat([data, Buffer.from('more')]);
			await expect(decodePng(pngOf(header(1, 1, 8, 6), file, idatBytes), LIMITS)).rejects.toThrow(
				'compressed data cannot be read',
			);
		}
	});

	it('refuses data that ends anywhere before its end', async () => {
		const data = deflateSync(
			noise(3 * 301, 7, 90)
				.fill(0, 0, 1)
				.fill(0, 301, 302)
				.fill(0, 602, 603),
		);
		for (let length = 1; length < data.length; length += 3) {
			const png = pngOf(header(100, 3, 8, 2), data.subarray(0, length));
			await expect(decodePng(png, LIMITS)).rejects.toThrow(/compressed data|too little/);
		}
	});
});

const rasters = fc
	.record({
		width: fc.integer({ min: 2, max: 70 }),
		height: fc.integer({ min: 2, max: 40 }),
		seed: fc.nat(),
		alpha: fc.constantFrom('opaque', 'some', 'any'),
	})
	.map(({ width, height, seed, alpha }): Raster => {
		const data = new Uint8Array(noise(width * height * 4, seed));
		for (let at = 3; at < data.length; at += 4) {
			if (alpha === 'opaque' || (alpha === 'some' && data[at]! > 30)) data[at] = 255;
			else if (data[at]! % 3 === 0) data[at] = 0;
		}
		return { width, height, data };
	});

describe('halving', () => {
	/** The mean of the pixels of each square that are not transparent, by their alpha. */
	function halved({ width, height, data }: Raster): number[] {
		const means: number[] = [];
		for (let y = 0; y + 1 < height; y += 2) {
			for (let x = 0; x + 1 < width; x += 2) {
				const square = [0, 4, width * 4, width * 4 + 4].map((step) => {
					const at = (y * width + x) * 4 + step;
					return [...data.subarray(at, at + 4)] as [number, number, number, number];
				});
				const alphas = square.reduce((sum, [, , , alpha]) => sum + alpha, 0);
				for (const channel of [0, 1, 2] as const) {
					const sum = square.reduce((total, pixel) => total + pixel[channel] * pixel[3], 0);
					means.push(alphas === 0 ? 0 : Math.floor(sum / alphas + 0.5));
				}
				means.push(Math.floor(alphas / 4 + 0.5));
			}
		}
		return means;
	}
	it('is the mean of four, to the level', async () => {
		await fc.assert(
			fc.asyncProperty(rasters, async (raster) => {
				const { width, height } = raster;
				const edge = Math.max(width, height) >> 1;
				const small = await shrink(raster, edge);
				expect(small).toMatchObject({ width: width >> 1, height: height >> 1 });
				expect([...small.data]).toEqual(halved(raster));
			}),
			{ numRuns: 200 },
		);
	});

	it.each([
		[65_535, 4, 2],
		[40_000, 9, 3],
		[4, 65_535, 2],
		[1027, 515, 4],
	])('of %dx%d pixels is done in parts, %d times', async (width, height, times) => {
		const raster = { width, height, data: new Uint8Array(noise(width * height * 4, 3)) };
		let wanted: Raster = raster;
		for (let time = 0; time < times; time++) {
			const data = Uint8Array.from(halved(wanted));
			wanted = { width: wanted.width >> 1, height: wanted.height >> 1, data };
		}
		const small = await shrink(raster, Math.max(width, height) >> times);
		expect(Buffer.compare(small.data, wanted.data)).toBe(0);
		expect(small.width).toBe(width >> times);
	});
});

describe('resampling', () => {
	/** Sums of both directions in double precision, colours by their alpha. */
	function scaled(raster: Raster, target: Size, part: Rectangle): number[] {
		const across = contributions(raster.width, part.x, part.width, target.width);
		const down = contributions(raster.height, part.y, part.height, target.height);
		const sums: number[] = [];
		for (let y = 0; y < target.height; y++) {
			for (let x = 0; x < target.width; x++) {
				const sum = [0, 0, 0, 0];
				for (let tapY = 0; tapY < down.taps; tapY++) {
					for (let tapX = 0; tapX < across.taps; tapX++) {
						const row = down.starts[y]! + tapY;
						const at = (row * raster.width + across.starts[x]! + tapX) * 4;
						const weight =
							down.weights[y * down.taps + tapY]! * across.weights[x * across.taps + tapX]!;
						const alpha = raster.data[at + 3]!;
						for (const channel of [0, 1, 2]) {
							sum[channel]! += weight * raster.data[at + channel]! * alpha;
						}
						sum[3]! += weight * alpha;
					}
				}
				const alpha = sum[3]!;
				sums.push(...sum.slice(0, 3).map((value) => (alpha < 0.5 ? 0 : value / alpha)), alpha);
			}
		}
		return sums.map((value) => Math.min(255, Math.max(0, value)));
	}

	it('is the weighted sum, to the level', async () => {
		const edge = fc.integer({ min: 1, max: 30 });
		const targets = fc.record({ width: edge, height: edge });
		const corner = fc.double({ min: 0, max: 0.5, noNaN: true });
		await fc.assert(
			fc.asyncProperty(rasters, targets, corner, corner, async (raster, target, left, top) => {
				const { width, height } = raster;
				const part = { x: left * width, y: top * height, width: width / 2, height: height / 2 };
				const { data } = await resizeGently(raster, target.width, target.height, part);
				const wanted = scaled(raster, target, part);
				for (let at = 0; at < data.length; at += 4) {
					// Where hardly anything is there, its colour is that of rounding.
					const isFaint = wanted[at + 3]! < 8;
					for (let channel = isFaint ? 3 : 0; channel < 4; channel++) {
						expect(Math.abs(data[at + channel]! - wanted[at + channel]!)).toBeLessThan(0.52);
					}
				}
			}),
			{ numRuns: 100 },
		);
	});

	it.each([
		[65_535, 4, 333, 2],
		[3, 2, 400, 300],
		[1, 1, 17, 9],
	])('makes %dx%d pixels %dx%d', async (width, height, ...[toWidth, toHeight]) => {
		const raster = { width, height, data: new Uint8Array(noise(width * height * 4, 5)).fill(200) };
		const { data } = await resizeGently(raster, toWidth, toHeight);
		expect(data).toHaveLength(toWidth * toHeight * 4);
		expect(data.every((value) => value === 200)).toBe(true);
	});
});

describe('a JPEG', () => {
	it('has what is transparent on white', async () => {
		await fc.assert(
			fc.asyncProperty(rasters, fc.constantFrom('full', 'half'), async (raster, chroma) => {
				const flat = raster.data.map((value, at) => {
					const alpha = raster.data[at | 3]!;
					return (at & 3) === 3 ? 255 : (value * alpha + 255 * (255 - alpha)) / 255 + 0.5;
				});
				const ours = await encodeJpeg(raster, 80, chroma);
				const white = await encodeJpeg({ ...raster, data: flat }, 80, chroma);
				expect(Buffer.compare(ours, white)).toBe(0);
			}),
			{ numRuns: 60 },
		);
	});

	it.each(['full', 'half'] as const)('of 65,000x4 pixels is written, %s', async (chroma) => {
		const [width, height] = [65_000, 4];
		const data = new Uint8Array(width * height * 4).fill(255);
		for (let at = 0; at < data.length; at += 4) data[at] = (at >> 10) & 0xff;
		const file = await encodeJpeg({ width, height, data }, 95, chroma);
		const { data: read } = await decodeJpeg(file, LIMITS);
		const gaps = data.map((value, at) => Math.abs(value - read[at]!));
		expect(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length).toBeLessThan(2);
	});

	it('holds the coefficients that the textbook has', async () => {
		await fc.assert(
			fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 256 }), async (seed, values) => {
				const gray = noise(64, seed, values);
				const data = Uint8Array.from({ length: 256 }, (_, at) =>
					at % 4 === 3 ? 255 : gray[at >> 2]!,
				);
				const { data: read } = await decodeJpeg(
					await encodeJpeg({ width: 8, height: 8, data }, 100, 'full'),
					LIMITS,
				);
				// In steps of 1, what is lost is the rounding of 64 coefficients and of the pixels.
				for (let at = 0; at < 256; at++) expect(Math.abs(read[at]! - data[at]!)).toBeLessThan(4);
			}),
			{ numRuns: 200 },
		);
	});
});

describe('time and memory', () => {
	const opaque = (width: number, height: number, seed: number) => {
		const rows = noise((width * 3 + 1) * height, seed, 60);
		for (let at = 0, y = 0; y < height; y++, at += width * 3 + 1) rows[at] = y % 5;
		return pngOf(header(width, height, 8, 2), deflateSync(rows, { level: 1 }));
	};
	const open = async (png: Buffer) => await openSmall(png, identifyImage(png)!, LIMITS, 640);

	/** Blocks that hold nothing but their own tables, and a single one that holds the pixels. */
	const emptyBlocks = (() => {
		const empty = deflateSync(Buffer.alloc(0), { strategy: constants.Z_FIXED }).subarray(2, -4);
		expect(empty).toHaveLength(2);
		const stored = Buffer.alloc(5_000_000);
		for (let at = 0; at < stored.length; at += 5) stored.set([0, 0, 0, 255, 255], at);
		return Buffer.concat([Buffer.from([0x78, 1]), stored]);
	})();

	it.each([
		['4K', opaque(3840, 2160, 1)],
		['65,535 pixels a row', opaque(65_535, 4, 2)],
		['a million empty blocks', pngOf(header(64, 64, 8, 2), emptyBlocks)],
	])('a PNG with %s is opened in short slices', async (_what, png) => {
		const work = async () => await open(png).catch(() => undefined);
		await work();
		expect(await longestSlice(30, work)).toBeLessThan(30);
	});

	it('many images at the same time let other work go on, though none of them takes long', async () => {
		const png = opaque(512, 512, 4);
		const work = async () =>
			await Promise.all(
				Array.from({ length: 4 }, async () => {
					for (let times = 0; times < 10; times++) await encodeJpeg((await open(png)).raster, 80);
				}),
			);
		await work();
		expect(await longestSlice(25, work)).toBeLessThan(25);
	});

	it('memory is given back: it does not grow over 200 images', async () => {
		const png = opaque(1024, 1024, 3);
		const pass = async (times: number) => {
			for (let time = 0; time < times; time++) await open(png);
			return process.memoryUsage().rss / 1e6;
		};
		const before = await pass(60);
		expect((await pass(200)) - before).toBeLessThan(60);
	});
});
