import { crc32 } from './crc32';
import { fourCc, u32be } from './byteOrder';

export const PNG_SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

export interface PngChunk {
	/** Four letters, e.g. IHDR. */
	type: string;
	/** Where the whole chunk starts: its length field. */
	offset: number;
	/** Its content, not copied. */
	data: Uint8Array;
}

export const isPng = (bytes: Uint8Array) =>
	PNG_SIGNATURE.every((byte, index) => bytes[index] === byte);

/** More than any image has: 50 MB in the smallest pieces that encoders write have a tenth of it. */
const MOST_CHUNKS = 500_000;

/**
 * The chunks of a PNG in order, up to and with IEND. Stops without it where the file was cut off, and where it has so many
 * that reading them would hold up n8n.
 */
export function* pngChunks(bytes: Uint8Array): Generator<PngChunk, void> {
	let offset = PNG_SIGNATURE.length;
	for (let chunks = 0; offset + 12 <= bytes.length && chunks < MOST_CHUNKS; chunks++) {
		const start = offset + 8;
		const end = start + u32be(bytes, offset);
		if (end + 4 > bytes.length) return;
		const type = fourCc(bytes, offset + 4);
		yield { type, offset, data: bytes.subarray(start, end) };
		if (type === 'IEND') return;
		offset = end + 4;
	}
}

/** A finished chunk with length and CRC; `parts` one after another are its content. */
export function pngChunk(type: string, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	const length = parts.reduce((sum, part) => sum + part.length, 0);
	const chunk = new Uint8Array(length + 12);
	const view = new DataView(chunk.buffer);
	view.setUint32(0, length);
	for (let index = 0; index < 4; index++) chunk[4 + index] = type.charCodeAt(index);
	let at = 8;
	for (const part of parts) {
		chunk.set(part, at);
		at += part.length;
	}
	view.setUint32(at, crc32(chunk.subarray(4, at)));
	return chunk;
}
