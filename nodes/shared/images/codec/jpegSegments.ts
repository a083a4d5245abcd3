import { u16be } from './byteOrder';

/** The second byte of JPEG's markers; the first is always FF. */
export const JPEG_MARKER = { startOfScan: 0xda, end: 0xd9, app1: 0xe1, app11: 0xeb, app14: 0xee };

export interface JpegSegment {
	marker: number;
	/** Where the whole segment starts: the FF of its marker. */
	offset: number;
	/** Its content after the length field, not copied. */
	data: Uint8Array;
}

export const isJpeg = (bytes: Uint8Array) =>
	bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;

/** Start-of-frame markers: baseline, progressive, lossless and arithmetic. */
export const isStartOfFrame = (marker: number) =>
	marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

const isRestart = (marker: number) => marker >= 0xd0 && marker <= 0xd7;

/** More than any image has: of segments, and of places in its pixels at which to look twice. What goes on is no image. */
const MOST_SEGMENTS = 100_000;
const MOST_LOOKS = 2_000_000;

/**
 * The segments of a JPEG in order, the last one `JpegMarker.end`. Compressed data between them is
 * skipped. Stops without the end marker where the file was cut off, and where it has so many that reading them would hold up
 * n8n.
 */
export function* jpegSegments(bytes: Uint8Array): Generator<JpegSegment, void> {
	let at = 2;
	let segments = 0;
	for (let looks = 0; looks < MOST_LOOKS && segments < MOST_SEGMENTS; looks++) {
		let offset = bytes.indexOf(0xff, at);
		if (offset < 0) return;
		while (bytes[offset + 1] === 0xff) offset++;
		const marker = bytes[offset + 1];
		if (marker === undefined) return;
		at = offset + 2;
		if (marker === 0x00 || marker === 0x01 || isRestart(marker)) continue;
		if (marker === JPEG_MARKER.end) {
			yield { marker, offset, data: bytes.subarray(at, at) };
			return;
		}
		const end = at + u16be(bytes, at);
		if (end < at + 2 || end > bytes.length) return;
		segments++;
		yield { marker, offset, data: bytes.subarray(at + 2, end) };
		at = end;
	}
}
