import { hasText, u16be, u16le, u32be, u32le } from '../codec/byteOrder';
import { readTiffTags, TIFF_TAG } from '../codec/tiffTags';
import type { ImageFacts } from '../types';

/** Formats that are only recognised to be refused by name; less is read of them. */

const STILL = { animated: false, hasAlpha: false } as const;
const BMP_HEADERS = [12, 40, 52, 56, 64, 108, 124];
const PDF_TAIL_BYTES = 1024;

export function bmpFacts(bytes: Uint8Array): ImageFacts | undefined {
	const headerBytes = u32le(bytes, 14);
	if (!hasText(bytes, 0, 'BM') || !BMP_HEADERS.includes(headerBytes)) return undefined;
	const old = headerBytes === 12;
	const bits = u16le(bytes, old ? 24 : 28);
	return {
		...STILL,
		format: 'bmp',
		mimeType: 'image/bmp',
		width: old ? u16le(bytes, 18) : Math.abs(u32le(bytes, 18) | 0),
		// A negative height means rows from the top.
		height: old ? u16le(bytes, 20) : Math.abs(u32le(bytes, 22) | 0),
		hasAlpha: bits === 32,
		colorSpace: bits <= 8 ? 'indexed' : 'rgb',
		complete: bytes.length >= 54 && u32le(bytes, 2) <= bytes.length,
	};
}

export function tiffFacts(bytes: Uint8Array): ImageFacts | undefined {
	if (!hasText(bytes, 0, 'II*\0') && !hasText(bytes, 0, 'MM\0*')) return undefined;
	const tags = readTiffTags(bytes);
	const colorModel = tags?.get(TIFF_TAG.colorModel) ?? -1;
	return {
		...STILL,
		format: 'tiff',
		mimeType: 'image/tiff',
		width: tags?.get(TIFF_TAG.width) ?? 0,
		height: tags?.get(TIFF_TAG.height) ?? 0,
		hasAlpha: tags?.has(TIFF_TAG.extraSamples) ?? false,
		colorSpace:
			(['gray', 'gray', 'rgb', 'indexed', 'unknown', 'cmyk'] as const)[colorModel] ?? 'unknown',
		bitDepth: tags?.get(TIFF_TAG.bitsPerSample),
		complete: tags !== undefined,
	};
}

export function icoFacts(bytes: Uint8Array): ImageFacts | undefined {
	const count = u16le(bytes, 4);
	const directoryEnd = 6 + count * 16;
	if (u32be(bytes, 0) !== 0x00000100 || count === 0 || directoryEnd > bytes.length)
		return undefined;
	const icons = Array.from({ length: count }, (_, index) => {
		const at = 6 + index * 16;
		return {
			width: bytes[at] || 256,
			height: bytes[at + 1] || 256,
			reserved: bytes[at + 3] ?? 0,
			length: u32le(bytes, at + 8),
			start: u32le(bytes, at + 12),
		};
	});
	if (icons.some(({ reserved, start }) => reserved !== 0 || start < directoryEnd)) return undefined;
	const { width, height } = icons.reduce((best, icon) => (icon.width > best.width ? icon : best));
	return {
		...STILL,
		format: 'ico',
		mimeType: 'image/x-icon',
		width,
		height,
		hasAlpha: true,
		colorSpace: 'unknown',
		complete: icons.every(({ start, length }) => start + length <= bytes.length),
	};
}

export function psdFacts(bytes: Uint8Array): ImageFacts | undefined {
	const version = u16be(bytes, 4);
	if (!hasText(bytes, 0, '8BPS') || (version !== 1 && version !== 2)) return undefined;
	const colorModes = ['unknown', 'gray', 'indexed', 'rgb', 'cmyk'] as const;
	return {
		...STILL,
		format: 'psd',
		mimeType: 'image/vnd.adobe.photoshop',
		width: u32be(bytes, 18),
		height: u32be(bytes, 14),
		hasAlpha: true,
		colorSpace: colorModes[u16be(bytes, 24)] ?? 'unknown',
		bitDepth: u16be(bytes, 22),
		// Header and the three lengths that follow it: the format has no end mark.
		complete: bytes.length > 38,
	};
}

export function pdfFacts(bytes: Uint8Array): ImageFacts | undefined {
	if (!hasText(bytes, 0, '%PDF-')) return undefined;
	const tail = new TextDecoder('latin1').decode(bytes.subarray(-PDF_TAIL_BYTES));
	return {
		...STILL,
		format: 'pdf',
		mimeType: 'application/pdf',
		width: 0,
		height: 0,
		colorSpace: 'unknown',
		complete: tail.includes('%%EOF'),
	};
}
