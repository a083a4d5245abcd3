import { loadImage } from '@napi-rs/canvas';
import type { Dimensions } from '../../../nodes/shared/models/types';
import { imageUserError } from './errorAnswer';
import type { InputImage, UploadedFile } from '../types';

/**
 * An input image with its size.
 * @param name for the message: `image 1`, `mask`.
 * @throws {ErrorAnswer} invalid_image_file for bytes that are no whole PNG, JPEG or WebP.
 */
export async function decode(file: UploadedFile, name: string): Promise<InputImage> {
	try {
		const size = KNOWN_SIZES.get(file.bytes) ?? (await sizeOf(file.bytes));
		KNOWN_SIZES.set(file.bytes, size);
		return { file, ...size };
	} catch {
		throw imageUserError(
			`Invalid image file or mode for ${name}, please check your image file.`,
			file.field.replace('[]', ''),
			'invalid_image_file',
		);
	}
}

/** Lines of a batch use the same file again and again. */
const KNOWN_SIZES = new WeakMap<Buffer, Dimensions>();

async function sizeOf(bytes: Buffer): Promise<Dimensions> {
	if (!isComplete(bytes)) throw new Error('cut off');
	const { width, height } = await loadImage(bytes);
	return { width, height };
}

/** The last chunk of every PNG, its checksum included. */
const PNG_END = Buffer.from([0, 0, 0, 0, ...Buffer.from('IEND'), 0xae, 0x42, 0x60, 0x82]);
const JPEG_END = Buffer.from([0xff, 0xd9]);

/**
 * Known formats only, from their first byte to their last and not beyond: canvas decodes what there is of a file
 * that was cut off. That the API rejects files with more than one image (MPO) is reported, that it takes no other
 * bytes behind the image is assumed.
 */
function isComplete(bytes: Buffer): boolean {
	if (isPng(bytes)) return bytes.subarray(-PNG_END.length).equals(PNG_END);
	const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8;
	const isWebp =
		bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';
	if (isWebp) return bytes.readUInt32LE(4) + 8 === bytes.length;
	return isJpeg && bytes.subarray(-2).equals(JPEG_END) && !bytes.includes('MPF\0');
}

export function isPng(bytes: Buffer): boolean {
	return bytes.readUInt32BE(0) === 0x89504e47;
}

/** Colour types 4 and 6 carry an alpha channel; a tRNS chunk gives the others some transparency. */
export function hasAlpha(png: Buffer): boolean {
	const colorType = png[25];
	return colorType === 4 || colorType === 6 || png.includes('tRNS');
}
