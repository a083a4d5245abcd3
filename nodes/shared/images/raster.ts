import type { Raster, Rectangle } from './types';

/** Whether no pixel is transparent, not even a little. */
export function isOpaque({ data }: Raster): boolean {
	for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return false;
	return true;
}

/** The largest part in the middle that has these proportions (width / height), at fractions of pixels. */
export function centredPart(
	source: Pick<Raster, 'width' | 'height'>,
	proportions: number,
): Rectangle {
	const width = Math.min(source.width, source.height * proportions);
	const height = Math.min(source.height, source.width / proportions);
	return { x: (source.width - width) / 2, y: (source.height - height) / 2, width, height };
}
