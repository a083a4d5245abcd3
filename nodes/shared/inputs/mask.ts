import { encodePng } from '../images/png';
import type { Dimensions } from '../models/types';
import { SettingError } from '../request/settings';

/** A rectangle in percent of the image, from its top left corner. */
export interface Region {
	x: number;
	y: number;
	width: number;
	height: number;
}

const OPAQUE = 255;

/** The alpha of a mask: 0 inside the regions, 255 elsewhere; one byte a pixel. */
export function maskAlphaOf(regions: Region[], { width, height }: Dimensions): Uint8Array {
	const alpha = new Uint8Array(width * height).fill(OPAQUE);
	for (const region of regions) {
		const left = Math.round((region.x / 100) * width);
		const right = Math.round(((region.x + region.width) / 100) * width);
		const top = Math.round((region.y / 100) * height);
		const bottom = Math.round(((region.y + region.height) / 100) * height);
		for (let y = top; y < bottom; y++) alpha.fill(0, y * width + left, y * width + right);
	}
	return alpha;
}

/** A PNG as the API wants a mask: transparent (alpha 0) where the image may change. */
export async function maskPng(
	alpha: Uint8Array,
	{ width, height }: Dimensions,
): Promise<Uint8Array> {
	const data = new Uint8Array(width * height * 4);
	for (let pixel = 0; pixel < alpha.length; pixel++) data[pixel * 4 + 3] = alpha[pixel] ?? OPAQUE;
	return await encodePng({ width, height, data });
}

/** @throws {SettingError} for regions that mark nothing or reach beyond the image. */
export function checkRegions(regions: Region[], dimensions: Dimensions): void {
	const refuse = (message: string, howToFix: string): never => {
		throw new SettingError('regions', message, howToFix);
	};
	if (regions.length === 0) {
		refuse('No region is given', 'Add a Region, or set Mask to None to let the model decide.');
	}
	for (const [index, { x, y, width, height }] of regions.entries()) {
		const name = `Region ${index + 1}`;
		if (![x, y, width, height].every((value) => Number.isFinite(value) && value >= 0)) {
			refuse(`${name} has a value that is no number from 0 to 100`, 'Give four percentages.');
		}
		if (x + width > 100 || y + height > 100) {
			refuse(
				`${name} reaches beyond the image: left + width is ${x + width} %, top + height is ${y + height} %`,
				'Keep both sums at 100 or less.',
			);
		}
		if (
			Math.round((width / 100) * dimensions.width) < 1 ||
			Math.round((height / 100) * dimensions.height) < 1
		) {
			refuse(`${name} is smaller than one pixel`, 'Give it a larger Width and Height.');
		}
	}
}
