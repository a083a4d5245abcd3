import { u32be } from '../codec/byteOrder';
import { isPng, pngChunks } from '../codec/pngChunks';
import { PNG_COLOR, readPngHeader } from '../codec/pngHeader';
import type { ImageFacts } from '../types';
import { exifOrientation } from './exifOrientation';

export function pngFacts(bytes: Uint8Array): ImageFacts | undefined {
	if (!isPng(bytes)) return undefined;
	const facts: ImageFacts = {
		format: 'png',
		mimeType: 'image/png',
		width: 0,
		height: 0,
		hasAlpha: false,
		animated: false,
		colorSpace: 'unknown',
		complete: false,
	};
	for (const { type, data } of pngChunks(bytes)) {
		if (type === 'IHDR' && facts.width === 0) Object.assign(facts, headerFacts(data));
		else if (type === 'tRNS') facts.hasAlpha = true;
		else if (type === 'acTL') facts.animated = u32be(data, 0) > 1;
		else if (type === 'eXIf') {
			const orientation = exifOrientation(data);
			if (orientation) facts.orientation ??= orientation;
		}
		facts.complete = type === 'IEND' && facts.width > 0;
	}
	return facts;
}

function headerFacts(data: Uint8Array): Partial<ImageFacts> {
	const header = readPngHeader(data);
	if (!header) return {};
	const { width, height, bitDepth, colorType, channels } = header;
	const colored = channels > 2 ? 'rgb' : 'gray';
	return {
		width,
		height,
		bitDepth,
		colorSpace: colorType === PNG_COLOR.indexed ? 'indexed' : colored,
		hasAlpha: colorType === PNG_COLOR.rgba || colorType === PNG_COLOR.grayAlpha,
	};
}
