import { ImageDecodeError } from '../imageDecodeError';
import { Slices } from '../slices';
import { collected } from '../stripes';
import type { DecodeLimits, Raster } from '../types';
import { readPngParts } from './pngParts';
import { createPixelWriter, isPlain } from './pngPixels';
import { PngRows } from './pngRows';

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
	const { width, height, interlaced } = header;
	if (width * height > limits.maxPixels) {
		throw new ImageDecodeError(
			`The PNG says that it is ${width}x${height} pixels, more than the ${limits.maxPixels} pixels that are read.`,
		);
	}

	const rows = interlaced ? height : Math.min(rowsAStripe, height);
	const stripe: Raster = { width, height: rows, data: new Uint8Array(width * rows * 4) };
	const toRgba = isPlain(header, colors);
	const writePixels = createPixelWriter(header, colors, stripe);
	const slices = new Slices(signal);
	const source = await PngRows.open(bytes, header, passes, { rows, toRgba }, slices);
	for (const pass of passes) {
		source.begin(pass);
		for (let done = 0; done < pass.rows;) {
			const top = done % rows;
			const read = await source.read(Math.min(rows - top, pass.rows - done));
			done += read;
			if (toRgba) {
				stripe.data.set(source.pixels(read), top * width * 4);
			} else {
				for (let row = 0; row < read; row++) {
					writePixels(source.row(row), pass, top + row);
					if (slices.due) await slices.pause();
				}
			}
			if (!interlaced && done % rows === 0 && done < height) yield stripe;
		}
	}
	await source.expectEnd();
	const left = height % rows || rows;
	yield { width, height: left, data: stripe.data.subarray(0, width * left * 4) };
}
