import { isOpaque } from '../raster';
import type { Raster } from '../types';
import { PNG_SIGNATURE, pngChunk } from './pngChunks';
import { createRowFilter } from './pngFilter';
import { PngColor } from './pngHeader';
import { deflate } from './zlibStreams';

const PART_BYTES = 0x40000;

/** Encodes as an 8-bit PNG: RGB where every pixel is opaque, RGBA elsewhere. */
export async function encodePng(raster: Raster): Promise<Uint8Array<ArrayBuffer>> {
	const channels = isOpaque(raster) ? 3 : 4;
	const pixels: Uint8Array[] = [];
	for await (const piece of deflate(filteredRows(raster, channels))) pixels.push(piece);

	const chunks = [
		PNG_SIGNATURE,
		pngChunk('IHDR', header(raster, channels)),
		pngChunk('IDAT', ...pixels),
		pngChunk('IEND'),
	];
	const file = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
	let at = 0;
	for (const chunk of chunks) {
		file.set(chunk, at);
		at += chunk.length;
	}
	return file;
}

function header({ width, height }: Raster, channels: 3 | 4): Uint8Array {
	const data = new Uint8Array(13);
	const view = new DataView(data.buffer);
	view.setUint32(0, width);
	view.setUint32(4, height);
	data[8] = 8;
	data[9] = channels === 3 ? PngColor.rgb : PngColor.rgba;
	return data;
}

function* filteredRows(raster: Raster, channels: 3 | 4): Generator<Uint8Array<ArrayBuffer>> {
	const { width, height, data } = raster;
	const rowLength = width * channels + 1;
	const filter = createRowFilter(rowLength, channels);
	const rowsAPart = Math.max(1, Math.floor(PART_BYTES / rowLength));
	let row = new Uint8Array(rowLength);
	let previous = new Uint8Array(rowLength);
	for (let top = 0; top < height; top += rowsAPart) {
		const bottom = Math.min(height, top + rowsAPart);
		const part = new Uint8Array((bottom - top) * rowLength);
		for (let y = top; y < bottom; y++) {
			const from = y * width * 4;
			if (channels === 4) {
				row.set(data.subarray(from, from + width * 4), 1);
			} else {
				for (let source = from, at = 1; at < rowLength; source += 4, at += 3) {
					row[at] = data[source]!;
					row[at + 1] = data[source + 1]!;
					row[at + 2] = data[source + 2]!;
				}
			}
			part.set(filter(row, previous), (y - top) * rowLength);
			[row, previous] = [previous, row];
		}
		yield part;
	}
}
