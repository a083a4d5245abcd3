import { borrowKernels } from './kernels/kernels';
import type { Raster } from './types';

/**
 * Makes parts of an image half as large, `times` times: each pixel the mean of four, transparent ones lend no colour.
 * @param columns of a part at most.
 * @param rows of a part at most.
 */
export async function openHalver(columns: number, rows: number, times: number) {
	const { kernels, memory, at, giveBack } = await borrowKernels({ pixels: columns * rows * 4 });
	return {
		/**
		 * @param part columns of the stripe; the first is a multiple of 2 to the power of `times`.
		 * @param into where the smaller rows are written, `smallWidth` pixels each; an odd last one is left out.
		 */
		halve(
			{ width, height, data }: Raster,
			part: { x: number; width: number },
			into: Uint8Array,
			smallWidth: number,
		): void {
			for (let y = 0, to = at.pixels; y < height; y++, to += part.width * 4) {
				const from = (y * width + part.x) * 4;
				memory.set(data.subarray(from, from + part.width * 4), to);
			}
			for (let time = 0; time < times; time++) {
				kernels.halve(at.pixels, at.pixels, part.width >> time, height >> time);
			}
			const rowBytes = (part.width >> times) * 4;
			for (let y = 0, from = at.pixels; y < height >> times; y++, from += rowBytes) {
				into.set(memory.subarray(from, from + rowBytes), (y * smallWidth + (part.x >> times)) * 4);
			}
		},
		close: giveBack,
	};
}
