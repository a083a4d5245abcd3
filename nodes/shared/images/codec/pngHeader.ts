import { u32be } from './byteOrder';

/** PNG's colour types, by the number in IHDR. */
export const PNG_COLOR = { gray: 0, rgb: 2, indexed: 3, grayAlpha: 4, rgba: 6 } as const;

const CHANNELS = new Map([
	[PNG_COLOR.gray, 1],
	[PNG_COLOR.rgb, 3],
	[PNG_COLOR.indexed, 1],
	[PNG_COLOR.grayAlpha, 2],
	[PNG_COLOR.rgba, 4],
] as Array<[number, number]>);

const BIT_DEPTHS = new Map([
	[PNG_COLOR.gray, [1, 2, 4, 8, 16]],
	[PNG_COLOR.rgb, [8, 16]],
	[PNG_COLOR.indexed, [1, 2, 4, 8]],
	[PNG_COLOR.grayAlpha, [8, 16]],
	[PNG_COLOR.rgba, [8, 16]],
] as Array<[number, number[]]>);

export interface PngHeader {
	width: number;
	height: number;
	bitDepth: number;
	colorType: number;
	/** Samples a pixel, 1 for an index. */
	channels: number;
	interlaced: boolean;
}

/** Reads the content of IHDR; undefined if it breaks the PNG specification. */
export function readPngHeader(data: Uint8Array): PngHeader | undefined {
	if (data.length !== 13) return undefined;
	const [bitDepth = 0, colorType = 0, compression, filter, interlace] = data.subarray(8);
	const width = u32be(data, 0);
	const height = u32be(data, 4);
	const channels = CHANNELS.get(colorType);
	if (width < 1 || height < 1 || width > 0x7fffffff || height > 0x7fffffff) return undefined;
	if (!channels || !BIT_DEPTHS.get(colorType)?.includes(bitDepth)) return undefined;
	if (compression !== 0 || filter !== 0 || (interlace !== 0 && interlace !== 1)) return undefined;
	return { width, height, bitDepth, colorType, channels, interlaced: interlace === 1 };
}

/** One run over the image: every `dx`-th pixel of every `dy`-th row from (`x`, `y`). */
export interface PngPass {
	x: number;
	y: number;
	dx: number;
	dy: number;
	/** Pixels a row of this pass. */
	columns: number;
	rows: number;
	/** Bytes a row of this pass, without the filter byte. */
	rowBytes: number;
}

const WHOLE = [[0, 0, 1, 1]] as const;
const ADAM7 = [
	[0, 0, 8, 8],
	[4, 0, 8, 8],
	[0, 4, 4, 8],
	[2, 0, 4, 4],
	[0, 2, 2, 4],
	[1, 0, 2, 2],
	[0, 1, 1, 2],
] as const;

/** The passes in the order of the file, without empty ones. */
export function pngPasses({ width, height, bitDepth, channels, interlaced }: PngHeader): PngPass[] {
	return (interlaced ? ADAM7 : WHOLE)
		.map(([x, y, dx, dy]) => {
			const columns = Math.ceil((width - x) / dx);
			const rows = Math.ceil((height - y) / dy);
			return {
				x,
				y,
				dx,
				dy,
				columns,
				rows,
				rowBytes: Math.ceil((columns * channels * bitDepth) / 8),
			};
		})
		.filter(({ columns, rows }) => columns > 0 && rows > 0);
}
