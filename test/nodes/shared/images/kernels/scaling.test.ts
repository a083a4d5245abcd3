import fc from 'fast-check';
import { resizeGently } from '../../../../../nodes/shared/images/resample';
import { shrink } from '../../../../../nodes/shared/images/shrink';
import type { Raster } from '../../../../../nodes/shared/images/types';
import { noise } from '../../../../support/pixels/noise';
import { halved, largestGap, scaled } from '../../../../support/pixels/plainScaling';
import { rasters } from './rasters';

describe('halving', () => {
	it('is the mean of four, to the level', async () => {
		await fc.assert(
			fc.asyncProperty(rasters, async (raster) => {
				const { width, height } = raster;
				const edge = Math.max(width, height) >> 1;
				const small = await shrink(raster, edge);
				expect(small).toMatchObject({ width: width >> 1, height: height >> 1 });
				expect(Buffer.compare(small.data, halved(raster).data)).toBe(0);
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
			wanted = halved(wanted);
		}
		const small = await shrink(raster, Math.max(width, height) >> times);
		expect(Buffer.compare(small.data, wanted.data)).toBe(0);
		expect(small.width).toBe(width >> times);
	});
});

describe('resampling', () => {
	it('is the weighted sum, to the level', async () => {
		const edge = fc.integer({ min: 1, max: 30 });
		const targets = fc.record({ width: edge, height: edge });
		const corner = fc.double({ min: 0, max: 0.5, noNaN: true });
		await fc.assert(
			fc.asyncProperty(rasters, targets, corner, corner, async (raster, target, left, top) => {
				const { width, height } = raster;
				const part = { x: left * width, y: top * height, width: width / 2, height: height / 2 };
				const { data } = await resizeGently(raster, target.width, target.height, part);
				expect(largestGap(data, scaled(raster, target, part))).toBeLessThan(0.52);
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
