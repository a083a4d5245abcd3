import type { MaskAlpha } from '../images/mask';
import type { Dimensions } from '../models/types';
import { rejecting } from '../request/settings';

/** A rectangle in percent of the image, from its top left corner. */
export interface Region {
	x: number;
	y: number;
	width: number;
	height: number;
}

const OPAQUE = 255;

/** A mask that is transparent inside the regions, drawn row by row. */
export function maskOfRegions(regions: Region[], { width, height }: Dimensions): MaskAlpha {
	const areas = regions.map((region) => ({
		left: Math.round((region.x / 100) * width),
		right: Math.round(((region.x + region.width) / 100) * width),
		top: Math.round((region.y / 100) * height),
		bottom: Math.round(((region.y + region.height) / 100) * height),
	}));
	const row = new Uint8Array(width);
	return {
		width,
		height,
		row: (y) => {
			row.fill(OPAQUE);
			for (const { left, right, top, bottom } of areas) {
				if (y >= top && y < bottom) row.fill(0, left, right);
			}
			return row;
		},
	};
}

/** @throws {SettingError} for regions that mark nothing or reach beyond the image. */
export function checkRegions(regions: Region[], dimensions: Dimensions): void {
	const reject = rejecting('regions');
	if (regions.length === 0) {
		reject('No region is given', 'Add a Region, or set Mask to None to let the model decide.');
	}
	for (const [index, { x, y, width, height }] of regions.entries()) {
		const name = `Region ${index + 1}`;
		if (![x, y, width, height].every((value) => Number.isFinite(value) && value >= 0)) {
			reject(`${name} has a value that is not a number from 0 to 100`, 'Enter four percentages.');
		}
		if (x + width > 100 || y + height > 100) {
			reject(
				`${name} reaches beyond the image: left + width is ${x + width} %, top + height is ${y + height} %`,
				'Keep both sums at 100 or less.',
			);
		}
		if (
			Math.round((width / 100) * dimensions.width) < 1 ||
			Math.round((height / 100) * dimensions.height) < 1
		) {
			reject(`${name} is smaller than one pixel`, 'Give it a larger Width and Height.');
		}
	}
}
