import type { ImageFacts } from '../../shared/images/types';

/** Chunks of a WebP that are needed to show it. All others may say where it comes from. */
const WEBP_CHUNKS = new Set(['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
const WEBP_EXIF = 0x08;
const WEBP_XMP = 0x04;

/**
 * The file without the parts that hold text about it, for formats that are not decoded here.
 * @returns undefined if that cannot be done.
 */
export function withoutMetadata(
	bytes: Uint8Array,
	{ format, complete }: Pick<ImageFacts, 'format' | 'complete'>,
): Uint8Array | undefined {
	if (!complete) return undefined;
	if (format === 'webp') return bareWebp(bytes);
	if (format === 'gif') return bareGif(bytes);
	return undefined;
}

function bareWebp(bytes: Uint8Array): Uint8Array | undefined {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const kept: Uint8Array[] = [];
	const end = Math.min(bytes.length, view.getUint32(4, true) + 8);
	for (let at = 12; at + 8 <= end;) {
		const name = String.fromCharCode(...bytes.subarray(at, at + 4));
		const next = at + 8 + view.getUint32(at + 4, true);
		if (next > end) return undefined;
		if (WEBP_CHUNKS.has(name)) {
			// Chunks have an even length; the last byte of an odd one may be missing.
			const chunk = new Uint8Array(next - at + ((next - at) & 1));
			chunk.set(bytes.subarray(at, next));
			if (name === 'VP8X') chunk[8] = chunk[8]! & ~(WEBP_EXIF | WEBP_XMP);
			kept.push(chunk);
		}
		at = next + ((next - at) & 1);
	}
	const length = kept.reduce((sum, chunk) => sum + chunk.length, 0);
	const file = new Uint8Array(12 + length);
	file.set(bytes.subarray(0, 4));
	new DataView(file.buffer).setUint32(4, 4 + length, true);
	file.set(bytes.subarray(8, 12), 8);
	let to = 12;
	for (const chunk of kept) {
		file.set(chunk, to);
		to += chunk.length;
	}
	return file;
}

const GIF = {
	extension: 0x21,
	application: 0xff,
	comment: 0xfe,
	text: 0x01,
	frame: 0x2c,
	end: 0x3b,
};
/** What tells how often an animation runs. */
const GIF_LOOPS = ['NETSCAPE2.0', 'ANIMEXTS1.0'];

const tableBytes = (flags = 0) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);

function bareGif(bytes: Uint8Array): Uint8Array | undefined {
	const kept: Uint8Array[] = [];
	let at = 13 + tableBytes(bytes[10]);
	kept.push(bytes.subarray(0, at));
	while (at < bytes.length) {
		const start = at;
		if (bytes[at] === GIF.end) {
			kept.push(bytes.subarray(at, at + 1));
			return Uint8Array.from(Buffer.concat(kept));
		}
		if (bytes[at] === GIF.extension) at += 2;
		else if (bytes[at] === GIF.frame) at += 10 + tableBytes(bytes[at + 9]) + 1;
		else return undefined;
		while (at < bytes.length && bytes[at] !== 0) at += bytes[at]! + 1;
		at++;
		const label = bytes[start] === GIF.extension ? bytes[start + 1] : undefined;
		const name = String.fromCharCode(...bytes.subarray(start + 3, start + 14));
		const says =
			label === GIF.comment ||
			label === GIF.text ||
			(label === GIF.application && !GIF_LOOPS.includes(name));
		if (!says) kept.push(bytes.subarray(start, at));
	}
	return undefined;
}
