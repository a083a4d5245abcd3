import { encodePngStripes } from './codec/pngEncode';
import { openUpright, type OpenedFacts } from './open';
import { ROWS_A_STRIPE, type Size } from './stripes';
import type { DecodeLimits, Raster } from './types';

/** The alpha of a mask, row by row: 0 where the image may change. */
export interface MaskAlpha extends Size {
	/** One byte a pixel. It may be the same array for every row: use it before the next is asked for. */
	row(y: number): Uint8Array;
}

/** A mask whose alpha lies in memory, one byte a pixel. */
export function maskOf(alpha: Uint8Array, { width, height }: Size): MaskAlpha {
	return { width, height, row: (y) => alpha.subarray(y * width, (y + 1) * width) };
}

/** Writes a mask as the API wants it: a black RGBA PNG with this alpha. Takes memory for some rows only. */
export async function maskPng(mask: MaskAlpha, signal?: AbortSignal): Promise<Uint8Array> {
	const { width, height } = mask;
	return await encodePngStripes(maskStripes(mask), { width, height, opaque: false }, signal);
}

function* maskStripes({ width, height, row }: MaskAlpha): Generator<Raster> {
	const data = new Uint8Array(width * Math.min(height, ROWS_A_STRIPE) * 4);
	for (let top = 0; top < height; top += ROWS_A_STRIPE) {
		const rows = Math.min(ROWS_A_STRIPE, height - top);
		for (let y = 0; y < rows; y++) {
			const alpha = row(top + y);
			for (let x = 0, at = y * width * 4 + 3; x < width; x++, at += 4) data[at] = alpha[x]!;
		}
		yield { width, height: rows, data: data.subarray(0, width * rows * 4) };
	}
}

/**
 * The alpha of an image, one byte a pixel, and nothing else of it.
 * @throws {ImageDecodeError} for what cannot be decoded or has more pixels than `limits` allow.
 */
export async function openAlpha(
	bytes: Uint8Array,
	facts: OpenedFacts,
	limits: DecodeLimits,
	signal?: AbortSignal,
): Promise<MaskAlpha> {
	const { width, height, stripes } = openUpright(bytes, facts, limits, signal);
	let alpha: Uint8Array | undefined;
	let pixel = 0;
	for await (const { data } of stripes) {
		alpha ??= new Uint8Array(width * height);
		for (let at = 3; at < data.length; at += 4) alpha[pixel++] = data[at]!;
	}
	return maskOf(alpha ?? new Uint8Array(0), { width, height });
}
