import { hasText, u16be } from '../codec/byteOrder';
import { isJpeg, isStartOfFrame, JpegMarker, jpegSegments } from '../codec/jpegSegments';
import { readTiffTags, TiffTag } from '../codec/tiffTags';
import type { ImageFacts } from '../types';

const COLOR_SPACES = new Map([
	[1, 'gray'],
	[3, 'rgb'],
	[4, 'cmyk'],
] as const);

const EXIF = 'Exif\0\0';

export function jpegFacts(bytes: Uint8Array): ImageFacts | undefined {
	if (!isJpeg(bytes)) return undefined;
	const facts: ImageFacts = {
		format: 'jpeg',
		mimeType: 'image/jpeg',
		width: 0,
		height: 0,
		hasAlpha: false,
		animated: false,
		colorSpace: 'unknown',
		complete: false,
	};
	let scans = 0;
	for (const { marker, data } of jpegSegments(bytes)) {
		if (isStartOfFrame(marker) && facts.width === 0) {
			facts.bitDepth = data[0] ?? 0;
			facts.height = u16be(data, 1);
			facts.width = u16be(data, 3);
			const components: number = data[5] ?? 0;
			facts.colorSpace = COLOR_SPACES.get(components as 1 | 3 | 4) ?? 'unknown';
		} else if (marker === JpegMarker.app1 && hasText(data, 0, EXIF)) {
			const orientation = readTiffTags(data.subarray(EXIF.length))?.get(TiffTag.orientation) ?? 1;
			if (orientation >= 2 && orientation <= 8) facts.orientation ??= orientation;
		} else if (marker === JpegMarker.startOfScan) {
			scans++;
		}
		facts.complete = marker === JpegMarker.end && facts.width > 0 && scans > 0;
	}
	return facts;
}
