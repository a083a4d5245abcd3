import { hasText, u16be, u16le, u32be, u32le } from './byteOrder';

export const TIFF_TAG = {
	width: 256,
	height: 257,
	bitsPerSample: 258,
	colorModel: 262,
	orientation: 274,
	samplesPerPixel: 277,
	extraSamples: 338,
};

const SHORT = 3;
const LONG = 4;

/**
 * The whole-number tags of the first directory of a TIFF, the form that EXIF has too. Of a tag with
 * several values the first is given.
 * @returns undefined if the bytes are not a TIFF or the directory is not within them.
 */
export function readTiffTags(bytes: Uint8Array): Map<number, number> | undefined {
	const little = hasText(bytes, 0, 'II*\0');
	if (!little && !hasText(bytes, 0, 'MM\0*')) return undefined;
	const u16 = little ? u16le : u16be;
	const u32 = little ? u32le : u32be;
	const directory = u32(bytes, 4);
	const count = u16(bytes, directory);
	if (directory < 8 || directory + 2 + count * 12 > bytes.length) return undefined;

	const tags = new Map<number, number>();
	for (let index = 0; index < count; index++) {
		const entry = directory + 2 + index * 12;
		const type = u16(bytes, entry + 2);
		const values = u32(bytes, entry + 4);
		const size = type === SHORT ? 2 : type === LONG ? 4 : 0;
		if (size === 0 || values === 0) continue;
		const at = values * size <= 4 ? entry + 8 : u32(bytes, entry + 8);
		tags.set(u16(bytes, entry), size === 2 ? u16(bytes, at) : u32(bytes, at));
	}
	return tags;
}
