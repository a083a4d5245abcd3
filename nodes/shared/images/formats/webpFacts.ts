import { u16le, u24le, u32le } from '../codec/byteOrder';
import { isWebp, webpChunks, type WebpChunk } from '../codec/webpChunks';
import type { ImageFacts } from '../types';
import { exifOrientation } from './exifOrientation';

const ALPHA = 0x10;
const ANIMATION = 0x02;

/** After Google's WebP container specification. */
export function webpFacts(bytes: Uint8Array): ImageFacts | undefined {
	if (!isWebp(bytes)) return undefined;
	const facts: ImageFacts = {
		format: 'webp',
		mimeType: 'image/webp',
		width: 0,
		height: 0,
		hasAlpha: false,
		animated: false,
		colorSpace: 'rgb',
		bitDepth: 8,
		complete: bytes.length > 30 && u32le(bytes, 4) + 8 <= bytes.length,
	};
	Object.assign(facts, firstChunkFacts(bytes));
	for (const { type, data } of webpChunks(bytes)) {
		const orientation = type === 'EXIF' ? exifOrientation(data) : undefined;
		if (orientation) facts.orientation ??= orientation;
	}
	return facts;
}

/** What the first chunk says, even where the file is cut off in it. */
function firstChunkFacts(bytes: Uint8Array): Partial<ImageFacts> {
	const type = String.fromCharCode(...bytes.subarray(12, 16));
	const data = bytes.subarray(20);
	if (type === 'VP8X') {
		const flags = data[0] ?? 0;
		return {
			width: u24le(data, 4) + 1,
			height: u24le(data, 7) + 1,
			hasAlpha: (flags & ALPHA) !== 0,
			animated: (flags & ANIMATION) !== 0,
		};
	}
	const size = frameSize({ type, data });
	if (!size) return {};
	// A lossless frame has a bit that says whether alpha is used.
	return type === 'VP8L' ? { ...size, hasAlpha: ((u32le(data, 1) >>> 28) & 1) === 1 } : size;
}

/** Pixels of the frame in a chunk; undefined for a chunk that holds none. */
export function frameSize({
	type,
	data,
}: Pick<WebpChunk, 'type' | 'data'>): { width: number; height: number } | undefined {
	if (type === 'VP8 ') return { width: u16le(data, 6) & 0x3fff, height: u16le(data, 8) & 0x3fff };
	if (type !== 'VP8L') return undefined;
	const bits = u32le(data, 1);
	return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}
