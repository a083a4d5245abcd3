import { hasText } from '../codec/byteOrder';
import { readTiffTags, TIFF_TAG } from '../codec/tiffTags';

/** Stands before EXIF data in a JPEG, and in the files of some programs elsewhere. */
export const EXIF_HEADER = 'Exif\0\0';

/** The orientation 2–8 that EXIF data name; undefined for none, and where nothing is to be turned. */
export function exifOrientation(exif: Uint8Array): number | undefined {
	const tiff = hasText(exif, 0, EXIF_HEADER) ? exif.subarray(EXIF_HEADER.length) : exif;
	const orientation = readTiffTags(tiff)?.get(TIFF_TAG.orientation) ?? 1;
	return orientation >= 2 && orientation <= 8 ? orientation : undefined;
}
