import { ImageDecodeError } from '../imageDecodeError';
import { isPng, pngChunks } from './pngChunks';
import { PNG_COLOR, pngPasses, readPngHeader, type PngHeader, type PngPass } from './pngHeader';
import type { PngColors } from './pngPixels';

/** Deflate's best case: 258 bytes out of 2 bits. */
const MAX_DEFLATE_RATIO = 1032;
const PART_BYTES = 0x10000;
const NOTHING = new Uint8Array(0);

export interface PngParts extends PngColors {
	header: PngHeader;
	passes: PngPass[];
	/** Bytes of the decompressed pixels, filter bytes included. */
	pixelBytes: number;
}

/**
 * Everything of a PNG but its pixels.
 * @throws {ImageDecodeError} when the file is damaged, cut off, or holds too little for what it claims.
 */
export function readPngParts(bytes: Uint8Array): PngParts {
	if (!isPng(bytes)) throw new ImageDecodeError('The file is not a PNG.');
	let header: PngHeader | undefined;
	let palette: Uint8Array = NOTHING;
	let transparency: Uint8Array = NOTHING;
	let complete = false;
	let compressedBytes = 0;
	for (const { type, data } of pngChunks(bytes)) {
		if (type === 'IHDR') header ??= readPngHeader(data);
		else if (type === 'PLTE') palette = data;
		else if (type === 'tRNS') transparency = data;
		else if (type === 'IDAT') compressedBytes += data.length;
		complete = type === 'IEND';
	}
	if (!complete) throw new ImageDecodeError('The PNG is cut off: its end is missing.');
	if (!header) throw new ImageDecodeError('The PNG is damaged: its header cannot be read.');
	if (header.colorType === PNG_COLOR.indexed && palette.length < 3) {
		throw new ImageDecodeError('The PNG is damaged: its palette is missing.');
	}
	const passes = pngPasses(header);
	const pixelBytes = passes.reduce((sum, { rows, rowBytes }) => sum + rows * (rowBytes + 1), 0);
	if (compressedBytes * MAX_DEFLATE_RATIO < pixelBytes) {
		throw new ImageDecodeError(
			`The PNG says that it is ${header.width}x${header.height} pixels, but holds too little data for that.`,
		);
	}
	return { header, palette, transparency, passes, pixelBytes };
}

/** The compressed pixels as they are in the file, not copied, without empty chunks. */
export function* compressedParts(png: Uint8Array): Generator<Uint8Array, void> {
	for (const { type, data } of pngChunks(png)) {
		if (type === 'IDAT' && data.length > 0) yield data;
	}
}

/** The compressed pixels in equal portions: a hostile file may have millions of tiny chunks. */
export function* compressedPortions(png: Uint8Array): Generator<Uint8Array<ArrayBuffer>> {
	let portion = new Uint8Array(PART_BYTES);
	let filled = 0;
	for (const data of compressedParts(png)) {
		for (let at = 0; at < data.length;) {
			const taken = data.subarray(at, at + PART_BYTES - filled);
			portion.set(taken, filled);
			at += taken.length;
			filled += taken.length;
			if (filled === PART_BYTES) {
				yield portion;
				portion = new Uint8Array(PART_BYTES);
				filled = 0;
			}
		}
	}
	if (filled > 0) yield portion.subarray(0, filled);
}
