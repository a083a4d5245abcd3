import type { Raster } from './types';

/**
 * How light each pixel is, 0 (black) to 255, as the eye weighs the colours (Rec. 601);
 * transparent is white.
 */
export function grayOnWhite({ data }: Raster): Uint8Array {
	const gray = new Uint8Array(data.length / 4);
	for (let pixel = 0, at = 0; pixel < gray.length; pixel++, at += 4) {
		const light = 0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!;
		gray[pixel] = 255 + ((light - 255) * data[at + 3]!) / 255 + 0.5;
	}
	return gray;
}
