import { freeBuffer } from '../../freeBuffer';
import { ImageDecodeError } from '../imageDecodeError';
import { Slices } from '../slices';
import { collected } from '../stripes';
import type { DecodeLimits, Raster } from '../types';
import { unfilterRow } from './pngFilter';
import { compressedPortions, readPngParts } from './pngParts';
import { createPixelWriter } from './pngPixels';
import { inflate } from './zlibStreams';

/**
 * Decodes a PNG of any colour type and bit depth, interlaced or not; of an animated one its still
 * image. The colours are those that are stored: profiles and gamma are not applied.
 * @throws {ImageDecodeError} when the file is damaged, cut off or larger than `limits` allow.
 */
export async function decodePng(
	bytes: Uint8Array,
	limits: DecodeLimits,
	signal?: AbortSignal,
): Promise<Raster> {
	const { width, height } = readPngParts(bytes).header;
	return await collected(decodePngStripes(bytes, limits, Infinity, signal), { width, height });
}

/**
 * Like `decodePng`, a few rows at a time from the top, for who needs no more than that at once. An
 * interlaced file comes in one piece: its rows are complete only at its end.
 * @param rowsAStripe rows of each stripe but the last.
 * @returns stripes, each to be used before the next is asked for: they share their memory.
 * @throws {ImageDecodeError} as `decodePng` does, for damage further down only when it is reached.
 */
export async function* decodePngStripes(
	bytes: Uint8Array,
	limits: DecodeLimits,
	rowsAStripe: number,
	signal?: AbortSignal,
): AsyncGenerator<Raster, void> {
	const { header, passes, ...colors } = readPngParts(bytes);
	const { width, height, channels, bitDepth, interlaced } = header;
	if (width * height > limits.maxPixels) {
		throw new ImageDecodeError(
			`The PNG says that it is ${width}x${height} pixels, more than the ${limits.maxPixels} pixels that are read.`,
		);
	}

	const rows = interlaced ? height : Math.min(rowsAStripe, height);
	const stripe: Raster = { width, height: rows, data: new Uint8Array(width * rows * 4) };
	const writePixels = createPixelWriter(header, colors, stripe);
	const step = Math.max(1, (channels * bitDepth) >> 3);
	const inflated = inflatedRows(bytes);
	const slices = new Slices(signal);
	try {
		for (const pass of passes) {
			let row = new Uint8Array(pass.rowBytes + 1);
			let previous = new Uint8Array(pass.rowBytes + 1);
			for (let rowOfPass = 0; rowOfPass < pass.rows; rowOfPass++) {
				if (!inflated.fill(row)) await inflated.fillWhenReady(row);
				if (!unfilterRow(row, previous, step)) {
					throw new ImageDecodeError('The PNG is damaged: a row has an unknown filter.');
				}
				writePixels(row, pass, rowOfPass % rows);
				[row, previous] = [previous, row];
				if (slices.due) await slices.pause();
				if (!interlaced && (rowOfPass + 1) % rows === 0 && rowOfPass + 1 < height) yield stripe;
			}
		}
		await inflated.expectEnd();
	} finally {
		inflated.close();
	}
	const left = height % rows || rows;
	yield { width, height: left, data: stripe.data.subarray(0, width * left * 4) };
}

/** The decompressed bytes, cut into rows. */
function inflatedRows(png: Uint8Array) {
	const source = inflate(compressedPortions(png));
	let whole: Uint8Array = new Uint8Array(0);
	let piece = whole;

	const next = async () => {
		freeBuffer(whole);
		const result = await source.next().catch(() => undefined);
		if (!result) {
			throw new ImageDecodeError('The PNG is damaged: its compressed data cannot be read.');
		}
		piece = whole = result.value ?? new Uint8Array(0);
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
