import { fourCc, hasText, u32le } from './byteOrder';

export interface WebpChunk {
	/** Four letters, e.g. VP8X. */
	type: string;
	/** Where the whole chunk starts. */
	offset: number;
	/** Its content, not copied. */
	data: Uint8Array;
}

export const isWebp = (bytes: Uint8Array) => hasText(bytes, 0, 'RIFF') && hasText(bytes, 8, 'WEBP');

/** More than any image or film has. */
const MOST_CHUNKS = 500_000;

/** The chunks of a WebP in order. Stops where the file was cut off, ends as its header says, or has too many. */
export function* webpChunks(bytes: Uint8Array): Generator<WebpChunk, void> {
	if (!isWebp(bytes)) return;
	const fileEnd = Math.min(bytes.length, u32le(bytes, 4) + 8);
	let chunks = 0;
	for (let offset = 12; offset + 8 <= fileEnd && chunks < MOST_CHUNKS; chunks++) {
		const length = u32le(bytes, offset + 4);
		const end = offset + 8 + length;
		if (end > fileEnd) return;
		yield { type: fourCc(bytes, offset), offset, data: bytes.subarray(offset + 8, end) };
		offset = end + (length & 1);
	}
}
