import { ImageDecodeError } from '../imageDecodeError';
import type { DecodeLimits, Raster } from '../types';
import { isPng, pngChunks } from './pngChunks';
import { unfilterRow } from './pngFilter';
import { PngColor, pngPasses, readPngHeader, type PngHeader } from './pngHeader';
import { createPixelWriter, type PngColors } from './pngPixels';
import { inflate } from './zlibStreams';

/** Deflate's best case: 258 bytes out of 2 bits. */
const MAX_DEFLATE_RATIO = 1032;
const PART_BYTES = 0x10000;
const NOTHING = new Uint8Array(0);

interface PngParts extends PngColors {
	header: PngHeader;
	/** Bytes of compressed pixels in all IDAT chunks. */
	compressedBytes: number;
}

/**
 * Decodes a PNG of any colour type and bit depth, interlaced or not; of an animated one its still
 * picture. Colour profiles and gamma are ignored.
 * @throws {ImageDecodeError} when the file is damaged, cut off or larger than `limits` allow.
 */
export async function decodePng(bytes: Uint8Array, limits: DecodeLimits): Promise<Raster> {
	const { header, compressedBytes, ...colors } = readParts(bytes);
	const { width, height, channels, bitDepth } = header;
	if (width * height > limits.maxPixels) {
		throw new ImageDecodeError(
			`The PNG says that it is ${width}x${height} pixels, more than the ${limits.maxPixels} pixels that are read.`,
		);
	}
	const passes = pngPasses(header);
	const expected = passes.reduce((sum, { rows, rowBytes }) => sum + rows * (rowBytes + 1), 0);
	if (compressedBytes * MAX_DEFLATE_RATIO < expected) {
		throw new ImageDecodeError(
			`The PNG says that it is ${width}x${height} pixels, but holds too little data for that.`,
		);
	}

	const raster: Raster = { width, height, data: new Uint8Array(width * height * 4) };
	const writePixels = createPixelWriter(header, colors, raster);
	const step = Math.max(1, (channels * bitDepth) >> 3);
	const inflated = inflatedRows(bytes);
	try {
		for (const pass of passes) {
			let row = new Uint8Array(pass.rowBytes + 1);
			let previous = new Uint8Array(pass.rowBytes + 1);
			for (let rowOfPass = 0; rowOfPass < pass.rows; rowOfPass++) {
				if (!inflated.fill(row)) await inflated.fillWhenReady(row);
				if (!unfilterRow(row, previous, step)) {
					throw new ImageDecodeError('The PNG is damaged: a row has an unknown filter.');
				}
				writePixels(row, pass, rowOfPass);
				[row, previous] = [previous, row];
			}
		}
		await inflated.expectEnd();
	} finally {
		inflated.close();
	}
	return raster;
}

function readParts(bytes: Uint8Array): PngParts {
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
	if (header.colorType === PngColor.indexed && palette.length < 3) {
		throw new ImageDecodeError('The PNG is damaged: its palette is missing.');
	}
	return { header, palette, transparency, compressedBytes };
}

/** The compressed pixels in equal portions: a hostile file may have millions of tiny chunks. */
function* compressedPortions(png: Uint8Array): Generator<Uint8Array<ArrayBuffer>> {
	let portion = new Uint8Array(PART_BYTES);
	let filled = 0;
	for (const { type, data } of pngChunks(png)) {
		if (type !== 'IDAT') continue;
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

/** The decompressed bytes, cut into rows. */
function inflatedRows(png: Uint8Array) {
	const source = inflate(compressedPortions(png));
	let piece: Uint8Array = NOTHING;

	const next = async () => {
		const result = await source.next().catch(() => undefined);
		if (!result) {
			throw new ImageDecodeError('The PNG is damaged: its compressed data cannot be read.');
		}
		piece = result.value ?? NOTHING;
		return !result.done;
	};
	const fill = (row: Uint8Array) => {
		if (piece.length < row.length) return false;
		row.set(piece.subarray(0, row.length));
		piece = piece.subarray(row.length);
		return true;
	};
	return {
		/** Fills `row` from what is there already; false, with nothing taken, where that is too little. */
		fill,
		async fillWhenReady(row: Uint8Array) {
			let filled = 0;
			while (filled < row.length) {
				if (piece.length === 0 && !(await next())) {
					throw new ImageDecodeError('The PNG is cut off: it holds fewer rows than it says.');
				}
				const taken = piece.subarray(0, row.length - filled);
				row.set(taken, filled);
				filled += taken.length;
				piece = piece.subarray(taken.length);
			}
		},
		async expectEnd() {
			while (piece.length === 0) if (!(await next())) return;
			throw new ImageDecodeError('The PNG holds more data than its width and height say.');
		},
		close: () => void source.return().catch(() => undefined),
	};
}
