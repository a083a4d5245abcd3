import fc from 'fast-check';
import { noisyRaster } from '../../../../support/pixels/noise';

/** Small images, opaque or not. */
export const rasters = fc
	.record({
		width: fc.integer({ min: 2, max: 70 }),
		height: fc.integer({ min: 2, max: 40 }),
		seed: fc.nat(),
		alpha: fc.constantFrom('opaque', 'some', 'any'),
	})
	.map(({ width, height, seed, alpha }) => noisyRaster(width, height, seed, alpha));
