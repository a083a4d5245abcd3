import { isOpaque } from '../raster';
import { Slices } from '../slices';
import { regrouped, stripesOf, type Size, type Stripes } from '../stripes';
import type { Raster } from '../types';
import { PNG_SIGNATURE, pngChunk } from './pngChunks';
import { createRowFilter } from './pngFilter';
import { PNG_COLOR } from './pngHeader';
import { deflate } from './zlibStreams';

const PART_BYTES = 0x40000;
/** Compressed bytes of a chunk: small enough for its checksum to take a few milliseconds. */
const CHUNK_BYTES = 0x100000;

/** How a PNG is written. */
export interface PngWriting extends Size {
	/** Without transparency an image takes three channels. */
	opaque: boolean;
	/** Finished chunks that belong before the pixels, e.g. a colour profile. */
	chunks?: readonly Uint8Array[];
}

/** Encodes as an 8-bit PNG: RGB where every pixel is opaque, RGBA elsewhere. */
export async function encodePng(
	raster: Raster,
	signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
	const { width, height } = raster;
	const writing = { width, height, opaque: isOpaque(raster) };
	return await encodePngStripes(stripesOf(raster), writing, signal);
}

/** Encodes an image that comes in stripes as an 8-bit PNG. */
export async function encodePngStripes(
	stripes: Stripes,
	writing: PngWriting,
	signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
	const pixels: Uint8Array[] = [];
	let pieces: Uint8Array[] = [];
	let bytes = 0;
	for await (const piece of deflate(filteredRows(stripes, writing, signal))) {
		pieces.push(piece);
		bytes += piece.length;
		if (bytes < CHUNK_BYTES) continue;
		pixels.push(pngChunk('IDAT', ...pieces));
		pieces = [];
		bytes = 0;
	}
	if (bytes > 0) pixels.push(pngChunk('IDAT', ...pieces));

	const chunks = [
		PNG_SIGNATURE,
		pngChunk('IHDR', header(writing)),
		...(writing.chunks ?? []),
		...pixels,
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

function header({ width, height, opaque }: PngWriting): Uint8Array {
	const data = new Uint8Array(13);
	const view = new DataView(data.buffer);
	view.setUint32(0, width);
	view.setUint32(4, height);
	data[8] = 8;
	data[9] = opaque ? PNG_COLOR.rgb : PNG_COLOR.rgba;
	return data;
}

async function* filteredRows(
	stripes: Stripes,
	{ width, opaque }: PngWriting,
	signal?: AbortSignal,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
	const channels = opaque ? 3 : 4;
	const rowLength = width * channels + 1;
	const filter = createRowFilter(rowLength, channels);
	const slices = new Slices(signal);
	let row = new Uint8Array(rowLength);
	let previous = new Uint8Array(rowLength);
	const rowsAPart = Math.max(1, Math.floor(PART_BYTES / rowLength));
	for await (const { height, data } of regrouped(stripes, width, rowsAPart)) {
		const part = new Uint8Array(height * rowLength);
		for (let y = 0; y < height; y++) {
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
			part.set(filter(row, previous), y * rowLength);
			[row, previous] = [previous, row];
			if (slices.due) await slices.pause();
		}
		yield part;
	}
}
