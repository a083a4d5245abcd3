import { Slices } from '../slices';
import { regrouped, type Size, type Stripes } from '../stripes';
import type { Raster } from '../types';
import { BitWriter, huffmanCodes } from './jpegBits';
import { scalesOf, writeBlock, type Component } from './jpegBlock';
import {
	CHROMA_AC,
	CHROMA_DC,
	CHROMA_STEPS,
	LUMA_AC,
	LUMA_DC,
	LUMA_STEPS,
	ZIGZAG,
	type HuffmanTable,
} from './jpegTables';

/** `half`: colour, not lightness, in half the resolution; smaller files, softer where colours meet. */
export type JpegChroma = 'full' | 'half';

const BLOCK = 64;

/** How a JPEG is written. */
export interface JpegWriting extends Size {
	/** 1 to 100, on the scale of the Independent JPEG Group. */
	quality: number;
	chroma: JpegChroma;
	/** Finished segments that belong before the pixels, e.g. a colour profile. */
	segments?: readonly Uint8Array[];
}

/** Encodes opaque pixels as a baseline JPEG (JFIF). */
export async function encodeJpegStripes(
	stripes: Stripes,
	writing: JpegWriting,
	signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
	const lumaSteps = stepsAt(LUMA_STEPS, writing.quality);
	const chromaSteps = stepsAt(CHROMA_STEPS, writing.quality);
	const parts = [
		[0xff, 0xd8],
		segment(0xe0, [0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]),
		...(writing.segments ?? []),
		segment(0xdb, [0, ...inZigzag(lumaSteps), 1, ...inZigzag(chromaSteps)]),
		segment(0xc0, frameHeader(writing, writing.chroma)),
		segment(0xc4, [
			...huffmanPart(0x00, LUMA_DC),
			...huffmanPart(0x10, LUMA_AC),
			...huffmanPart(0x01, CHROMA_DC),
			...huffmanPart(0x11, CHROMA_AC),
		]),
		segment(0xda, [3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0]),
		await encodePixels(stripes, writing, lumaSteps, chromaSteps, signal),
		[0xff, 0xd9],
	];
	const file = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		file.set(part, at);
		at += part.length;
	}
	return file;
}

function stepsAt(steps: Uint8Array, quality: number): Uint8Array {
	const kept = Math.min(100, Math.max(1, Math.round(quality)));
	const percent = kept < 50 ? 5000 / kept : 200 - 2 * kept;
	return steps.map((step) => Math.min(255, Math.max(1, Math.floor((step * percent + 50) / 100))));
}

const inZigzag = (steps: Uint8Array) => Array.from(ZIGZAG, (at) => steps[at]!);

const segment = (marker: number, data: number[]) => [
	0xff,
	marker,
	(data.length + 2) >> 8,
	(data.length + 2) & 0xff,
	...data,
];

const huffmanPart = (id: number, { lengths, symbols }: HuffmanTable) => [
	id,
	...lengths,
	...symbols,
];

function frameHeader({ width, height }: Size, chroma: JpegChroma): number[] {
	const lumaSampling = chroma === 'half' ? 0x22 : 0x11;
	const size = [height >> 8, height & 0xff, width >> 8, width & 0xff];
	return [8, ...size, 3, 1, lumaSampling, 0, 2, 0x11, 1, 3, 0x11, 1];
}

/** In squares of 8 or, with half chroma, 16 pixels; those at the edge repeat the last pixels. */
async function encodePixels(
	stripes: Stripes,
	{ width, height, chroma }: JpegWriting,
	lumaSteps: Uint8Array,
	chromaSteps: Uint8Array,
	signal?: AbortSignal,
): Promise<Uint8Array> {
	const side = chroma === 'half' ? 16 : 8;
	const out = new BitWriter((width * height) >> 2);
	const component = (steps: Uint8Array, dc: HuffmanTable, ac: HuffmanTable): Component => ({
		scales: scalesOf(steps),
		dc: huffmanCodes(dc),
		ac: huffmanCodes(ac),
		previous: 0,
	});
	const luma = component(lumaSteps, LUMA_DC, LUMA_AC);
	const blue = component(chromaSteps, CHROMA_DC, CHROMA_AC);
	const red = component(chromaSteps, CHROMA_DC, CHROMA_AC);
	const lumaBlocks = Array.from({ length: (side * side) / BLOCK }, () => new Float32Array(BLOCK));
	const blueBlock = new Float32Array(BLOCK);
	const redBlock = new Float32Array(BLOCK);
	const slices = new Slices(signal);
	for await (const band of regrouped(stripes, width, side)) {
		for (let left = 0; left < width; left += side) {
			blueBlock.fill(0);
			redBlock.fill(0);
			readSquare(band, left, side, lumaBlocks, blueBlock, redBlock);
			for (const block of lumaBlocks) writeBlock(block, luma, out);
			writeBlock(blueBlock, blue, out);
			writeBlock(redBlock, red, out);
		}
		if (slices.due) await slices.pause();
	}
	return out.finish();
}

/** Splits a square into lightness and two colour differences (Rec. 601), all around 0. */
function readSquare(
	{ width, height, data }: Raster,
	left: number,
	side: number,
	lumaBlocks: Float32Array[],
	blueBlock: Float32Array,
	redBlock: Float32Array,
): void {
	const half = side >> 4;
	const share = half === 1 ? 0.25 : 1;
	for (let y = 0; y < side; y++) {
		const row = (y < height ? y : height - 1) * width;
		for (let x = 0; x < side; x++) {
			const at = (row + (left + x < width ? left + x : width - 1)) * 4;
			const r = data[at]!;
			const g = data[at + 1]!;
			const b = data[at + 2]!;
			const luma = 0.299 * r + 0.587 * g + 0.114 * b;
			lumaBlocks[(y >> 3) * 2 * half + (x >> 3)]![(y & 7) * 8 + (x & 7)] = luma - 128;
			const chromaAt = (y >> half) * 8 + (x >> half);
			blueBlock[chromaAt]! += (b - luma) * (0.5 / 0.886) * share;
			redBlock[chromaAt]! += (r - luma) * (0.5 / 0.701) * share;
		}
	}
}
