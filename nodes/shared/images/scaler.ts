import { borrowKernels } from './kernels/kernels';
import type { Contributions } from './lanczos';

/** Bytes of a pixel as floats. */
const PIXEL_BYTES = 16;

/**
 * Scales rows across, and adds them up to the rows of the smaller or larger image.
 * @param source pixels of a row, and whether none of them can be transparent.
 */
export async function openScaler(
	source: { width: number; opaque: boolean },
	across: Contributions,
	down: Contributions,
) {
	const width = across.starts.length;
	const opaque = Number(source.opaque);
	const { kernels, memory, at, giveBack } = await borrowKernels({
		row: Math.max(source.width, width) * 4,
		line: source.width * PIXEL_BYTES,
		ring: down.taps * width * PIXEL_BYTES,
		starts: across.starts.byteLength,
		across: across.weights.byteLength,
		down: down.weights.byteLength,
	});
	const store = ({ buffer }: Float32Array | Int32Array, to: number) =>
		memory.set(new Uint8Array(buffer), to);
	store(across.starts, at.starts);
	store(across.weights, at.across);
	store(down.weights, at.down);
	return {
		/** Takes row `index` of the source, RGBA, in the place of the one `down.taps` rows above. */
		addRow(row: Uint8Array, index: number): void {
			memory.set(row, at.row);
			const to = at.ring + (index % down.taps) * width * PIXEL_BYTES;
			const { line, starts } = at;
			kernels.scaleAcross(
				at.row,
				source.width,
				line,
				to,
				width,
				starts,
				at.across,
				across.taps,
				opaque,
			);
		},
		/** Row `y` of the target, RGBA: to be used before the next call. */
		sum(y: number): Uint8Array {
			const first = down.starts[y]! % down.taps;
			const weights = at.down + y * down.taps * 4;
			kernels.scaleDown(at.ring, first, width, weights, down.taps, at.row, opaque);
			return memory.subarray(at.row, at.row + width * 4);
		},
		close: giveBack,
	};
}
