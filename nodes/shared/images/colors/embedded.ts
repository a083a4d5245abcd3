import { hasText } from '../codec/byteOrder';
import { isJpeg, JPEG_MARKER, jpegSegments } from '../codec/jpegSegments';
import { isPng, pngChunk, pngChunks } from '../codec/pngChunks';
import { deflate, inflate } from '../codec/zlibStreams';
import { webpChunks } from '../codec/webpChunks';

/** Larger ones are for print; a bomb is larger still. */
const MAX_PROFILE_BYTES = 4 * 2 ** 20;
const JPEG_HEADER = 'ICC_PROFILE\0';
const APP2 = 0xe2;
/** What a segment of a JPEG holds after its header, number and count. */
const SEGMENT_BYTES = 65_519;

/** What a PNG says about its colours in addition to a profile. */
const PNG_COLOR_CHUNKS = ['sRGB', 'gAMA', 'cHRM', 'cICP'];

/** The ICC profile that a PNG, JPEG or WebP carries; undefined for none, and for one that cannot be read. */
export async function embeddedProfile(bytes: Uint8Array): Promise<Uint8Array | undefined> {
	if (isPng(bytes)) {
		for (const { type, data } of pngChunks(bytes)) {
			if (type === 'iCCP') return await inflated(data.subarray(data.indexOf(0) + 2));
			if (type === 'IDAT') return undefined;
		}
		return undefined;
	}
	if (isJpeg(bytes)) return fromJpeg(bytes);
	for (const { type, data } of webpChunks(bytes)) if (type === 'ICCP') return data;
	return undefined;
}

async function inflated(compressed: Uint8Array): Promise<Uint8Array | undefined> {
	const pieces: Uint8Array[] = [];
	let length = 0;
	try {
		for await (const piece of inflate([compressed.slice()])) {
			pieces.push(piece);
			length += piece.length;
			if (length > MAX_PROFILE_BYTES) return undefined;
		}
	} catch {
		return undefined;
	}
	return Buffer.concat(pieces);
}

function fromJpeg(bytes: Uint8Array): Uint8Array | undefined {
	const pieces: Uint8Array[] = [];
	let count = 0;
	for (const { marker, data } of jpegSegments(bytes)) {
		if (marker === JPEG_MARKER.startOfScan) break;
		if (marker !== APP2 || !hasText(data, 0, JPEG_HEADER)) continue;
		count = data[13] ?? 0;
		pieces[(data[12] ?? 0) - 1] = data.subarray(14);
	}
	const whole = pieces.length === count && pieces.filter(Boolean).length === count;
	return count > 0 && whole ? Buffer.concat(pieces) : undefined;
}

/** The segments of a JPEG that hold the profile. */
export function profileSegments(profile: Uint8Array): Uint8Array[] {
	const count = Math.ceil(profile.length / SEGMENT_BYTES);
	if (count > 255) return [];
	return Array.from({ length: count }, (_, index) => {
		const part = profile.subarray(index * SEGMENT_BYTES, (index + 1) * SEGMENT_BYTES);
		const segment = new Uint8Array(18 + part.length);
		segment.set([0xff, APP2, (part.length + 16) >> 8, (part.length + 16) & 0xff]);
		segment.set(new TextEncoder().encode(JPEG_HEADER), 4);
		segment.set([index + 1, count], 16);
		segment.set(part, 18);
		return segment;
	});
}

/** The chunk of a PNG that holds the profile. */
export async function profileChunk(profile: Uint8Array): Promise<Uint8Array> {
	const pieces: Uint8Array[] = [];
	for await (const piece of deflate([profile.slice()])) pieces.push(piece);
	return pngChunk('iCCP', new TextEncoder().encode('ICC profile\0\0'), ...pieces);
}

/** The chunks of a PNG that say something of its colours without a profile, ready for another PNG. */
export function colorChunks(bytes: Uint8Array): Uint8Array[] {
	if (!isPng(bytes)) return [];
	const chunks: Uint8Array[] = [];
	for (const { type, data } of pngChunks(bytes)) {
		if (type === 'IDAT') break;
		if (PNG_COLOR_CHUNKS.includes(type)) chunks.push(pngChunk(type, data));
	}
	return chunks;
}
