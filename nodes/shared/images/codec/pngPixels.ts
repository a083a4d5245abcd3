import { u16be } from './byteOrder';
import { PNG_COLOR, type PngHeader, type PngPass } from './pngHeader';
import type { Raster } from '../types';

/** What a PNG says about colours outside of IHDR. */
export interface PngColors {
	/** Content of PLTE: red, green, blue a colour. */
	palette: Uint8Array;
	/** Content of tRNS, empty if the file has none. */
	transparency: Uint8Array;
}

/** Whether pixels are their channels of 8 bits, one behind another. */
export const isPlain = ({ bitDepth, colorType, interlaced }: PngHeader, colors: PngColors) =>
	bitDepth === 8 &&
	!interlaced &&
	colorType !== PNG_COLOR.indexed &&
	colors.transparency.length === 0;

/**
 * Gives a function that writes an unfiltered row (filter byte in front) of a pass into the raster.
 * 16-bit samples lose their lower byte.
 */
export function createPixelWriter(header: PngHeader, colors: PngColors, { width, data }: Raster) {
	const { bitDepth, channels, colorType } = header;
	const { palette, transparency } = colors;
	const keyed = transparency.length > 0;
	const samples = new Uint16Array(width * channels);
	const scale = bitDepth === 16 ? 1 / 256 : 255 / (2 ** bitDepth - 1);

	const unpack = (row: Uint8Array, count: number) => {
		if (bitDepth === 8) {
			for (let index = 0; index < count; index++) samples[index] = row[index + 1]!;
		} else if (bitDepth === 16) {
			for (let index = 0; index < count; index++) samples[index] = u16be(row, 2 * index + 1);
		} else {
			const mask = 2 ** bitDepth - 1;
			for (let index = 0; index < count; index++) {
				const bit = index * bitDepth;
				samples[index] = (row[1 + (bit >> 3)]! >> (8 - bitDepth - (bit & 7))) & mask;
			}
		}
	};

	/** Writes pixel `index` of the unpacked row at byte `to`. */
	const writePixel = (index: number, to: number) => {
		const at = index * channels;
		const first = samples[at]!;
		let alpha = 255;
		if (colorType === PNG_COLOR.indexed) {
			for (let channel = 0; channel < 3; channel++) {
				data[to + channel] = palette[first * 3 + channel] ?? 0;
			}
			alpha = transparency[first] ?? 255;
		} else if (channels < 3) {
			data[to] = data[to + 1] = data[to + 2] = first * scale;
			if (channels === 2) alpha = samples[at + 1]! * scale;
			else if (keyed && first === u16be(transparency, 0)) alpha = 0;
		} else {
			const green = samples[at + 1]!;
			const blue = samples[at + 2]!;
			data[to] = first * scale;
			data[to + 1] = green * scale;
			data[to + 2] = blue * scale;
			if (channels === 4) alpha = samples[at + 3]! * scale;
			else if (
				keyed &&
				first === u16be(transparency, 0) &&
				green === u16be(transparency, 2) &&
				blue === u16be(transparency, 4)
			)
				alpha = 0;
		}
		data[to + 3] = alpha;
	};

	return (row: Uint8Array, pass: PngPass, rowOfPass: number) => {
		let to = ((pass.y + rowOfPass * pass.dy) * width + pass.x) * 4;
		unpack(row, pass.columns * channels);
		for (let index = 0; index < pass.columns; index++, to += pass.dx * 4) writePixel(index, to);
	};
}
