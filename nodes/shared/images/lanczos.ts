/** Lanczos' window in source pixels when enlarging; it widens by the scale when shrinking. */
const LOBES = 3;

/** How source pixels make output pixels, along one direction. */
export interface Contributions {
	/** For each output pixel the first source pixel that counts. */
	starts: Int32Array;
	/** How many source pixels count for each. */
	taps: number;
	/** Their weights, `taps` for each output pixel; those of a pixel add up to 1. */
	weights: Float32Array;
}

const lanczos = (distance: number) => {
	if (distance === 0) return 1;
	if (Math.abs(distance) >= LOBES) return 0;
	const angle = Math.PI * distance;
	return (LOBES * Math.sin(angle) * Math.sin(angle / LOBES)) / (angle * angle);
};

/**
 * How `length` source pixels from `from` (fractions allowed) make `target` output pixels, along one
 * direction.
 * @param size pixels of the whole source: those beside the part count at its edges.
 */
export function contributions(
	size: number,
	from: number,
	length: number,
	target: number,
): Contributions {
	const scale = length / target;
	const stretch = Math.max(1, scale);
	const reach = LOBES * stretch;
	const taps = Math.min(size, Math.ceil(2 * reach) + 1);
	const starts = new Int32Array(target);
	const weights = new Float32Array(target * taps);
	for (let index = 0; index < target; index++) {
		const center = from + (index + 0.5) * scale;
		const first = Math.max(0, Math.ceil(center - reach - 0.5));
		const start = Math.min(first, size - taps);
		const own = weights.subarray(index * taps, (index + 1) * taps);
		let sum = 0;
		for (let tap = 0; tap < taps; tap++) {
			sum += own[tap] = lanczos((start + tap + 0.5 - center) / stretch);
		}
		for (let tap = 0; tap < taps; tap++) own[tap]! /= sum;
		starts[index] = start;
	}
	return { starts, taps, weights };
}
