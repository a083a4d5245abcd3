import { hasText, u16le } from '../codec/byteOrder';
import type { ImageFacts } from '../types';

const EXTENSION = 0x21;
const GRAPHIC_CONTROL = 0xf9;
const FRAME = 0x2c;
const TRAILER = 0x3b;

export function gifFacts(bytes: Uint8Array): ImageFacts | undefined {
	if (!hasText(bytes, 0, 'GIF87a') && !hasText(bytes, 0, 'GIF89a')) return undefined;
	const { frames, hasAlpha, complete } = readBlocks(bytes);
	return {
		format: 'gif',
		mimeType: 'image/gif',
		width: u16le(bytes, 6),
		height: u16le(bytes, 8),
		hasAlpha,
		animated: frames > 1,
		colorSpace: 'indexed',
		bitDepth: 8,
		complete: complete && frames > 0,
	};
}

function readBlocks(bytes: Uint8Array) {
	const found = { frames: 0, hasAlpha: false, complete: false };
	let at = 13 + colorTableBytes(bytes[10]);
	while (at < bytes.length) {
		const kind = bytes[at];
		if (kind === TRAILER) return { ...found, complete: true };
		if (kind === EXTENSION) {
			if (bytes[at + 1] === GRAPHIC_CONTROL) found.hasAlpha ||= ((bytes[at + 3] ?? 0) & 1) === 1;
			at += 2;
		} else if (kind === FRAME) {
			found.frames++;
			// Descriptor, local colour table, code size.
			at += 10 + colorTableBytes(bytes[at + 9]) + 1;
		} else {
			return found;
		}
		at = afterSubBlocks(bytes, at);
	}
	return found;
}

const colorTableBytes = (flags = 0) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);

function afterSubBlocks(bytes: Uint8Array, from: number): number {
	let at = from;
	for (;;) {
		const length = bytes[at];
		if (length === undefined) return bytes.length;
		at += length + 1;
		if (length === 0) return at;
	}
}
