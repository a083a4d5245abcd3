import { Slices } from '../slices';
import { regrouped, type Size, type Stripes } from '../stripes';
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
import { openSquareWriter } from './jpegSquares';

/** `half`: colour, not lightness, in half the resolution; smaller files, softer where colours meet. */
export type JpegChroma = 'full' | 'half';

/** How a JPEG is written. */
export interface JpegWriting extends Size {
	/** 1 to 100, on the scale of the Independent JPEG Group. */
	quality: number;
	chroma: JpegChroma;
	/** Finished segments that belong before the pixels, e.g. a colour profile. */
	segments?: readonly Uint8Array[];
}

/** Encodes as a baseline JPEG (JFIF). What is transparent lies on white. */
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
	{ width, chroma }: JpegWriting,
	lumaSteps: Uint8Array,
	chromaSteps: Uint8Array,
	signal?: AbortSignal,
): Promise<Uint8Array> {
	const side = chroma === 'half' ? 16 : 8;
	const writer = await openSquareWriter(width, side, [
		{ steps: lumaSteps, dc: LUMA_DC, ac: LUMA_AC },
		{ steps: chromaSteps, dc: CHROMA_DC, ac: CHROMA_AC },
	]);
	const slices = new Slices(signal);
	try {
		for await (const band of regrouped(stripes, width, side)) {
			writer.write(band);
			if (slices.due) await slices.pause();
		}
		return writer.finish();
	} finally {
		writer.close();
	}
}
