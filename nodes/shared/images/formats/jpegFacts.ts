import { hasText, u16be } from '../codec/byteOrder';
import { isJpeg, isStartOfFrame, JPEG_MARKER, jpegSegments } from '../codec/jpegSegments';
import type { ImageFacts } from '../types';
import { EXIF_HEADER, exifOrientation } from './exifOrientation';

const COLOR_SPACES = new Map([
	[1, 'gray'],
	[3, 'rgb'],
	[4, 'cmyk'],
] as const);

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
		} else if (marker === JPEG_MARKER.app1 && hasText(data, 0, EXIF_HEADER)) {
			const orientation = exifOrientation(data);
			if (orientation) facts.orientation ??= orientation;
		} else if (marker === JPEG_MARKER.startOfScan) {
			scans++;
		}
		facts.complete = marker === JPEG_MARKER.end && facts.width > 0 && scans > 0;
	}
	return facts;
}
