import { contributions } from '../../../nodes/shared/images/lanczos';
import type { Size } from '../../../nodes/shared/images/stripes';
import type { Raster, Rectangle } from '../../../nodes/shared/images/types';

/** The mean of the pixels of each square that are not transparent, by their alpha. */
export function halved({ width, height, data }: Raster): Raster {
	const small = { width: width >> 1, height: height >> 1 };
	const means = new Uint8Array(small.width * small.height * 4);
	for (let y = 0, to = 0; y < small.height; y++) {
		for (let x = 0; x < small.width; x++, to += 4) {
			const corner = (2 * y * width + 2 * x) * 4;
			const square = [0, 4, width * 4, width * 4 + 4].map((step) => corner + step);
			const alphas = square.reduce((sum, at) => sum + data[at + 3]!, 0);
			for (let channel = 0; channel < 3 && alphas > 0; channel++) {
				const sum = square.reduce((total, at) => total + data[at + channel]! * data[at + 3]!, 0);
				means[to + channel] = Math.floor(sum / alphas + 0.5);
			}
			means[to + 3] = Math.floor(alphas / 4 + 0.5);
		}
	}
	return { ...small, data: means };
}

/** Sums of both directions in double precision, colors by their alpha; not rounded. */
export function scaled(raster: Raster, target: Size, part: Rectangle): Float64Array {
	const across = contributions(raster.width, part.x, part.width, target.width);
	const down = contributions(raster.height, part.y, part.height, target.height);
	const result = new Float64Array(target.width * target.height * 4);
	const within = (value: number) => Math.min(255, Math.max(0, value));
	for (let y = 0, to = 0; y < target.height; y++) {
		for (let x = 0; x < target.width; x++, to += 4) {
			const sum = [0, 0, 0, 0];
			for (let tapY = 0; tapY < down.taps; tapY++) {
				for (let tapX = 0; tapX < across.taps; tapX++) {
					const row = down.starts[y]! + tapY;
					const at = (row * raster.width + across.starts[x]! + tapX) * 4;
					const weight =
						down.weights[y * down.taps + tapY]! * across.weights[x * across.taps + tapX]!;
					const alpha = raster.data[at + 3]!;
					for (let channel = 0; channel < 3; channel++) {
						sum[channel]! += weight * raster.data[at + channel]! * alpha;
					}
					sum[3]! += weight * alpha;
				}
			}
			const alpha = sum[3]!;
			for (let channel = 0; channel < 3; channel++) {
				result[to + channel] = within(alpha < 0.5 ? 0 : sum[channel]! / alpha);
			}
			result[to + 3] = within(alpha);
		}
	}
	return result;
}

/** The largest gap between pixels and what they should be. Where hardly anything is there, its color is that of rounding. */
export function largestGap(data: Uint8Array, wanted: Float64Array): number {
	let largest = 0;
	for (let at = 0; at < data.length; at += 4) {
		for (let channel = wanted[at + 3]! < 8 ? 3 : 0; channel < 4; channel++) {
			largest = Math.max(largest, Math.abs(data[at + channel]! - wanted[at + channel]!));
		}
	}
	return largest;
}
