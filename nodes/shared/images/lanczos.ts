/** Lanczos' window in source pixels when enlarging; it widens by the scale when shrinking. */
const LOBES = 3;

/** For one output pixel: the first source pixel that counts and the weight of each from there. */
export interface Contribution {
	start: number;
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
 * direction. The weights of a pixel add up to 1.
 * @param size pixels of the whole source: those beside the part count at its edges.
 */
export function contributions(
	size: number,
	from: number,
	length: number,
	target: number,
): Contribution[] {
	const scale = length / target;
	const stretch = Math.max(1, scale);
	return Array.from({ length: target }, (_, index) => {
		const center = from + (index + 0.5) * scale;
		const start = Math.max(0, Math.ceil(center - LOBES * stretch - 0.5));
		const end = Math.min(size, Math.floor(center + LOBES * stretch + 0.5));
		const weights = Float32Array.from({ length: Math.max(1, end - start) }, (_weight, offset) =>
			lanczos((start + offset + 0.5 - center) / stretch),
		);
		const sum = weights.reduce((total, weight) => total + weight, 0);
		return { start, weights: weights.map((weight) => weight / sum) };
	});
}
