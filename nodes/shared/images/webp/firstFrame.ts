import { fourCc, u24le } from '../codec/byteOrder';
import { webpChunks } from '../codec/webpChunks';
import { collected, type Size, type Stripes } from '../stripes';
import type { Raster } from '../types';

/** A frame of an animation as a file of its own, and its place. */
export interface Frame extends Size {
	x: number;
	y: number;
	file: Uint8Array;
}

const ANMF_HEADER = 16;

/** The first frame of an animated WebP; undefined if there is none. */
export function firstFrame(bytes: Uint8Array): Frame | undefined {
	for (const { type, data } of webpChunks(bytes)) {
		if (type !== 'ANMF' || data.length < ANMF_HEADER) continue;
		const width = u24le(data, 6) + 1;
		const height = u24le(data, 9) + 1;
		return {
			x: u24le(data, 0) * 2,
			y: u24le(data, 3) * 2,
			width,
			height,
			file: fileOf(data.subarray(ANMF_HEADER), width, height),
		};
	}
	return undefined;
}

/** The frame's chunks with a container around them, an extended one where alpha stands apart. */
function fileOf(chunks: Uint8Array, width: number, height: number): Uint8Array {
	const extended = fourCc(chunks, 0) === 'ALPH';
	const head = new Uint8Array(extended ? 30 : 12);
	const view = new DataView(head.buffer);
	head.set(new TextEncoder().encode('RIFF'));
	view.setUint32(4, head.length - 8 + chunks.length, true);
	head.set(new TextEncoder().encode(extended ? 'WEBPVP8X' : 'WEBP'), 8);
	if (extended) {
		view.setUint32(16, 10, true);
		head[20] = 0x10;
		view.setUint32(24, (width - 1) & 0xffffff, true);
		head.set([(height - 1) & 0xff, ((height - 1) >> 8) & 0xff, (height - 1) >> 16], 27);
	}
	const file = new Uint8Array(head.length + chunks.length);
	file.set(head);
	file.set(chunks, head.length);
	return file;
}

/** The frame on the canvas of the animation; around it nothing, or white where nothing can be transparent. */
export async function* placedOn(
	stripes: Stripes,
	frame: Frame,
	canvas: Size & { hasAlpha: boolean },
): AsyncGenerator<Raster, void> {
	if (frame.width === canvas.width && frame.height === canvas.height) {
		yield* stripes;
		return;
	}
	const { data } = await collected(stripes, frame);
	const { width, height, hasAlpha } = canvas;
	const whole = new Uint8Array(width * height * 4);
	if (!hasAlpha) whole.fill(255);
	for (let y = 0; y < frame.height; y++) {
		const row = data.subarray(y * frame.width * 4, (y + 1) * frame.width * 4);
		whole.set(row, ((frame.y + y) * width + frame.x) * 4);
	}
	yield { width, height, data: whole };
}
