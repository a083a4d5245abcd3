import { loadImage } from '@napi-rs/canvas';
import { userRefusal } from './refusal';
import type { InputImage, UploadedFile } from '../types';

/**
 * An input image with its size.
 * @param name for the message: `image 1`, `mask`.
 * @throws {Refusal} invalid_image_file for bytes that are no whole PNG, JPEG or WebP.
 */
export async function decode(file: UploadedFile, name: string): Promise<InputImage> {
	try {
		if (!isComplete(file.bytes)) throw new Error('cut off');
		const { width, height } = await loadImage(file.bytes);
		return { file, width, height };
	} catch {
		throw userRefusal(
			`Invalid image file or mode for ${name}, please check your image file.`,
			file.field.replace('[]', ''),
			'invalid_image_file',
		);
	}
}

/** Known formats only, and for PNG the whole file: canvas decodes what there is of a file cut off. */
function isComplete(bytes: Buffer): boolean {
	if (isPng(bytes)) return bytes.includes('IEND', Math.max(0, bytes.length - 64));
	const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8;
	const isWebp =
		bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';
	if (isWebp) return bytes.readUInt32LE(4) + 8 <= bytes.length;
	return isJpeg && bytes.includes(Buffer.from([0xff, 0xd9]), Math.max(0, bytes.length - 64));
}

export function isPng(bytes: Buffer): boolean {
	return bytes.readUInt32BE(0) === 0x89504e47;
}

/** Colour types 4 and 6 carry an alpha channel; a tRNS chunk gives the others some transparency. */
export function hasAlpha(png: Buffer): boolean {
	const colorType = png[25];
	return colorType === 4 || colorType === 6 || png.includes('tRNS');
}
