import { fourCc, hasText, u16le, u24le, u32le } from '../codec/byteOrder';
import type { ImageFacts } from '../types';

const ALPHA = 0x10;
const ANIMATION = 0x02;

/** After Google's WebP container specification. */
export function webpFacts(bytes: Uint8Array): ImageFacts | undefined {
	if (!hasText(bytes, 0, 'RIFF') || !hasText(bytes, 8, 'WEBP')) return undefined;
	return {
		format: 'webp',
		mimeType: 'image/webp',
		width: 0,
		height: 0,
		hasAlpha: false,
		animated: false,
		colorSpace: 'rgb',
		bitDepth: 8,
		...bitstreamFacts(bytes),
		complete: bytes.length > 30 && u32le(bytes, 4) + 8 <= bytes.length,
	};
}

function bitstreamFacts(bytes: Uint8Array): Partial<ImageFacts> {
	const data = bytes.subarray(20);
	switch (fourCc(bytes, 12)) {
		case 'VP8X': {
			const flags = data[0] ?? 0;
			return {
				width: u24le(data, 4) + 1,
				height: u24le(data, 7) + 1,
				hasAlpha: (flags & ALPHA) !== 0,
				animated: (flags & ANIMATION) !== 0,
			};
		}
		case 'VP8L': {
			const bits = u32le(data, 1);
			return {
				width: (bits & 0x3fff) + 1,
				height: ((bits >>> 14) & 0x3fff) + 1,
				hasAlpha: ((bits >>> 28) & 1) === 1,
			};
		}
		case 'VP8 ':
			return { width: u16le(data, 6) & 0x3fff, height: u16le(data, 8) & 0x3fff };
		default:
			return {};
	}
}
