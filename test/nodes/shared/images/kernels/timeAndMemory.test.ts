import { constants, deflateSync } from 'node:zlib';
import { identifyImage } from '../../../../../nodes/shared/images/identify';
import { encodeJpeg } from '../../../../../nodes/shared/images/jpeg';
import { openSmall } from '../../../../../nodes/shared/images/shrink';
import { keptMemory } from '../../../../support/keptMemory';
import { largestShare } from '../../../../support/largestShare';
import { noise } from '../../../../support/pixels/noise';
import { header, pngOf } from '../makePng';

const LIMITS = { maxPixels: 64_000_000 };

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
		const stored = Buffer.alloc(50_000_000, Buffer.from([0, 0, 0, 255, 255]));
		return Buffer.concat([Buffer.from([0x78, 1]), stored]);
	})();

	it.each([
		['4K', opaque(3840, 2160, 1)],
		['65,535 pixels a row', opaque(65_535, 100, 2)],
		['ten million empty blocks', pngOf(header(64, 64, 8, 2), emptyBlocks)],
	])('a PNG with %s is opened in short slices', async (_what, png) => {
		const work = async () => await open(png).catch(() => undefined);
		await work();
		expect(await largestShare(0.5, work)).toBeLessThan(0.5);
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
		expect(await largestShare(0.2, work)).toBeLessThan(0.2);
	});

	it('memory is given back: it does not grow over 200 images', async () => {
		const png = opaque(512, 512, 3);
		const pass = async (times: number) => {
			for (let time = 0; time < times; time++) await open(png);
			return keptMemory() / 1e6;
		};
		const before = await pass(60);
		expect((await pass(200)) - before).toBeLessThan(60);
	});
});
