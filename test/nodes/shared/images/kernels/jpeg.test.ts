import fc from 'fast-check';
import { decodeJpeg, encodeJpeg } from '../../../../../nodes/shared/images/jpeg';
import { noise } from '../../../../support/pixels/noise';
import { gapsOf, onWhite } from '../../../../support/pixels/onWhite';
import { rasters } from './rasters';

const LIMITS = { maxPixels: 64_000_000 };

describe('a JPEG', () => {
	it('has what is transparent on white', async () => {
		await fc.assert(
			fc.asyncProperty(rasters, fc.constantFrom('full', 'half'), async (raster, chroma) => {
				const ours = await encodeJpeg(raster, 80, chroma);
				const white = await encodeJpeg({ ...raster, data: onWhite(raster.data) }, 80, chroma);
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
		expect(gapsOf(data, read).mean).toBeLessThan(2);
	});

	it('of quality 100 gives the pixels back but for rounding', async () => {
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
				expect(gapsOf(data, read).largest).toBeLessThan(4);
			}),
			{ numRuns: 200 },
		);
	});
});
