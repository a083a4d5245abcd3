import { bufferOf } from '../bufferOf';
import { hasText } from './codec/byteOrder';
import { isJpeg } from './codec/jpegSegments';
import { isPng, pngChunk } from './codec/pngChunks';
import { identifyImage } from './identify';

/**
 * How a file was wrapped: as a data URL, as one whose head was decoded along with it, as base64 text, or with
 * white space or a byte order mark before it.
 */
export type Wrapping = 'dataUrl' | 'decodedDataUrl' | 'base64' | 'blanks';

const PNG_END = pngChunk('IEND');
/** White space, a byte order mark as its three bytes, and quotation marks before a file. */
const LEADING = /^(?:\s|\xef\xbb\xbf|["'])+/;
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;
/** What base64 decoders make of `data:image/…;base64,` when they skip the signs that are not theirs. */
const DECODED_HEAD = /^dataimage\/[A-Za-z0-9+/]{1,40}?base64/;
/** How much of a text is looked at first; white space may be in it. */
const HEAD = 4096;

/**
 * The file in a data URL (`data:image/png;base64,…`).
 * @returns undefined for other text, and for a data URL without base64.
 */
export function fileInDataUrl(text: string): Uint8Array | undefined {
	const head = /^[\s"']*data:[^,]{0,200};base64,/i.exec(text.slice(0, HEAD))?.[0];
	return head === undefined ? undefined : decoded(text.slice(head.length));
}

/**
 * The image in a file that is none by itself: a data URL or base64 text that was stored as a file, or a data
 * URL that was decoded with its head, as n8n's Convert to File does (it begins with the bytes 75 AB 5A).
 * @returns undefined if there is no image in it.
 */
export function unwrappedImage(
	bytes: Uint8Array,
): { bytes: Uint8Array; wrapping: Wrapping } | undefined {
	const found = unwrapped(bytes);
	return found && identifyImage(found.bytes) ? found : undefined;
}

function unwrapped(bytes: Uint8Array): { bytes: Uint8Array; wrapping: Wrapping } | undefined {
	// "dataimag" as base64.
	if (hasText(bytes, 0, '\x75\xab\x5a\x8a\x66\xa0')) {
		const head = DECODED_HEAD.exec(bufferOf(bytes.subarray(0, 60)).toString('base64'))?.[0];
		if (head === undefined) return undefined;
		const file = decoded(bufferOf(bytes).toString('base64url').slice(head.length));
		return file && { bytes: withLastByte(file), wrapping: 'decodedDataUrl' };
	}
	const start = textOf(bytes.subarray(0, HEAD)).replace(LEADING, '');
	const before = LEADING.exec(textOf(bytes.subarray(0, 16)))?.[0].length ?? 0;
	const behind = before > 0 ? bytes.subarray(before) : undefined;
	if (behind && identifyImage(behind)) return { bytes: behind, wrapping: 'blanks' };
	if (/^data:/i.test(start)) {
		const file = fileInDataUrl(textOf(bytes));
		return file && { bytes: file, wrapping: 'dataUrl' };
	}
	const named = /^base64,/i.exec(start)?.[0].length ?? 0;
	if (!BASE64.test(start.slice(named).replace(/[\s"']/g, ''))) return undefined;
	const file = decoded(textOf(bytes).replace(LEADING, '').slice(named));
	return file && { bytes: file, wrapping: 'base64' };
}

/** Characters of a text with escapes: replacing them in more would hold up n8n. */
const LONGEST_ESCAPED = 8_000_000;
/** What is URL-encoded in base64: its own three signs. */
const ESCAPES = { '%2B': '+', '%2b': '+', '%2F': '/', '%2f': '/', '%3D': '=', '%3d': '=' };

function withoutEscapes(base64: string): string {
	if (base64.length > LONGEST_ESCAPED || !base64.includes('%')) return base64;
	return Object.entries(ESCAPES).reduce(
		(text, [escape, sign]) => text.replaceAll(escape, sign),
		base64,
	);
}

const textOf = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);

function decoded(base64: string): Uint8Array | undefined {
	const file = Buffer.from(withoutEscapes(base64), 'base64');
	return file.length > 0 ? file : undefined;
}

/** Decoding with the head shifts the bits: the last few may be lost. The end of a file is known. */
function withLastByte(file: Uint8Array): Uint8Array {
	if (isPng(file)) return endingIn(file, PNG_END);
	if (isJpeg(file)) return endingIn(file, Uint8Array.of(0xff, 0xd9));
	return file;
}

/** The file with the end that it has but for its last byte, or lacks the last byte of. */
function endingIn(file: Uint8Array, end: Uint8Array): Uint8Array {
	for (const kept of [file.length - 1, file.length]) {
		const start = kept - (end.length - 1);
		const fits = end.subarray(0, -1).every((byte, at) => file[start + at] === byte);
		if (start < 0 || !fits) continue;
		const whole = new Uint8Array(kept + 1);
		whole.set(file.subarray(0, kept));
		whole[kept] = end.at(-1)!;
		return whole;
	}
	return file;
}
