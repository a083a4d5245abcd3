import type { Raster, Rectangle } from './types';

/** Whether no pixel is transparent, not even a little. */
export function isOpaque({ data }: Raster): boolean {
	for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return false;
	return true;
}

/**
 * A part of the picture, pixels as they are.
 * @throws {RangeError} when the rectangle is not whole pixels inside the raster.
 */
export function crop(raster: Raster, { x, y, width, height }: Rectangle): Raster {
	const inside =
		[x, y, width, height].every((value) => Number.isInteger(value) && value >= 0) &&
		x + width <= raster.width &&
		y + height <= raster.height;
	if (!inside || width === 0 || height === 0) {
		throw new RangeError(`No rectangle inside ${raster.width}x${raster.height}`);
	}
	const data = new Uint8Array(width * height * 4);
	for (let row = 0; row < height; row++) {
		const from = ((y + row) * raster.width + x) * 4;
		data.set(raster.data.subarray(from, from + width * 4), row * width * 4);
	}
	return { width, height, data };
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
