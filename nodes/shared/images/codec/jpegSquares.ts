import { borrowKernels } from '../kernels/kernels';
import type { Raster } from '../types';
import { huffmanCodes } from './huffmanCodes';
import { ZIGZAG, type HuffmanTable } from './jpegTables';

/** How lightness or colour is written. */
interface Channel {
	/** Steps in which coefficients are stored, row by row. */
	steps: Uint8Array;
	dc: HuffmanTable;
	ac: HuffmanTable;
}

/** What the transform makes a coefficient larger by, by its row and its column. */
const FACTORS = [0, 1, 2, 3, 4, 5, 6, 7].map((index) =>
	index === 0 ? 1 : Math.cos((index * Math.PI) / 16) * Math.SQRT2,
);

/** What a square takes at most: six blocks of 64 coefficients with the longest codes, each byte escaped. */
const SQUARE_BYTES = 2600;
const SQUARES_A_PORTION = 64;

/** From row by row to column by column, and back. */
const turned = (at: number) => (at & 7) * 8 + (at >> 3);

/** The state that dev/upkeep/kernels/jpeg.c calls `struct jpeg`. */
function stateOf(channels: readonly Channel[]): Uint8Array {
	const scales = channels.flatMap(({ steps }) =>
		Array.from(steps, (_, at) => {
			const [row, column] = [at & 7, at >> 3];
			return 1 / (steps[turned(at)]! * FACTORS[row]! * FACTORS[column]! * 8);
		}),
	);
	const codes = channels.flatMap(({ dc, ac }) => [...huffmanCodes(dc), ...huffmanCodes(ac)]);
	const rest = [...Array.from(ZIGZAG, turned), ...new Array<number>(8).fill(0)];
	const words = Uint32Array.from([...scales.map(() => 0), ...codes, ...rest]);
	new Float32Array(words.buffer).set(scales);
	return new Uint8Array(words.buffer);
}

/**
 * Writes the squares of an image, band by band.
 * @param width pixels.
 * @param side 8, or 16 where colour is written in half the resolution.
 */
export async function openSquareWriter(
	width: number,
	side: 8 | 16,
	channels: readonly [luma: Channel, chroma: Channel],
) {
	const state = stateOf(channels);
	const { kernels, memory, at, giveBack } = await borrowKernels({
		state: state.length,
		band: width * side * 4,
		out: SQUARES_A_PORTION * SQUARE_BYTES,
	});
	memory.set(state, at.state);
	const written: Uint8Array[] = [];
	const keep = (bytes: number) => void written.push(memory.slice(at.out, at.out + bytes));
	return {
		/** @param band `side` rows, the last one fewer. */
		write({ height, data }: Raster): void {
			memory.set(data, at.band);
			const portion = SQUARES_A_PORTION * side;
			for (let from = 0; from < width; from += portion) {
				const end = Math.min(width, from + portion);
				keep(kernels.jpegBand(at.state, at.band, width, height, side, from, end, at.out));
			}
		},
		/** @returns all bytes. */
		finish(): Uint8Array {
			keep(kernels.jpegEnd(at.state, at.out));
			return Buffer.concat(written);
		},
		close: giveBack,
	};
}
