import { grayOnWhite } from './grayOnWhite';
import { resize } from './resample';
import type { Raster } from './types';

/** Distance between two colours, of at most 255, above which the eye sees another colour. */
const VISIBLE = 25;
/** Mask alpha below which a pixel was free to change. */
const EDITABLE_BELOW = 128;
/** How much of the original's contrast is left in the difference image. */
const DIMMED = 0.25;
const HIGHLIGHT = [230, 0, 120] as const;

export interface ChangedFraction {
	/** 0–1: share of the editable pixels that changed visibly; 0 where none is editable. */
	inside: number;
	/** 0–1: share of the protected pixels that changed visibly; 0 where none is protected. */
	outside: number;
}

/**
 * How much of a picture changed, inside and outside the mask. Pictures of different size are
 * compared at the size of `after`.
 * @param mask alpha of the mask, one byte a pixel of `before`, as the API reads it: transparent is
 *   to be edited. Without it everything counts as inside.
 * @throws {RangeError} when the mask has another number of pixels than `before`.
 */
export function changedFraction(before: Raster, after: Raster, mask?: Uint8Array): ChangedFraction {
	if (mask && mask.length !== before.width * before.height) {
		throw new RangeError(`The mask has ${mask.length} pixels, not ${before.width * before.height}`);
	}
	const { width, height } = after;
	const original = sameSize(before, after);
	const pixels = { inside: 0, outside: 0 };
	const changed = { inside: 0, outside: 0 };
	for (let y = 0, at = 0; y < height; y++) {
		const maskRow = ((((y + 0.5) * before.height) / height) | 0) * before.width;
		for (let x = 0; x < width; x++, at += 4) {
			const maskAt = maskRow + ((((x + 0.5) * before.width) / width) | 0);
			const side = !mask || mask[maskAt]! < EDITABLE_BELOW ? 'inside' : 'outside';
			pixels[side]++;
			if (differs(original.data, after.data, at)) changed[side]++;
		}
	}
	return {
		inside: changed.inside / Math.max(1, pixels.inside),
		outside: changed.outside / Math.max(1, pixels.outside),
	};
}

/** The original in pale grey, what changed visibly in pink, at the size of `after`. */
export function differenceImage(before: Raster, after: Raster): Raster {
	const original = sameSize(before, after);
	const gray = grayOnWhite(original);
	const data = new Uint8Array(after.data.length);
	for (let at = 0; at < data.length; at += 4) {
		if (differs(original.data, after.data, at)) {
			data.set(HIGHLIGHT, at);
		} else {
			data.fill(255 - (255 - gray[at / 4]!) * DIMMED, at, at + 3);
		}
		data[at + 3] = 255;
	}
	return { width: after.width, height: after.height, data };
}

const sameSize = (raster: Raster, { width, height }: Raster) =>
	raster.width === width && raster.height === height ? raster : resize(raster, width, height);

const onWhite = (data: Uint8Array, at: number, channel: number) =>
	255 + ((data[at + channel]! - 255) * data[at + 3]!) / 255;

/** Whether the eye sees a difference; it is keener on brightness than on colour. */
function differs(one: Uint8Array, other: Uint8Array, at: number): boolean {
	const red = onWhite(one, at, 0) - onWhite(other, at, 0);
	const green = onWhite(one, at, 1) - onWhite(other, at, 1);
	const blue = onWhite(one, at, 2) - onWhite(other, at, 2);
	const bright = 0.299 * red + 0.587 * green + 0.114 * blue;
	// Colour without brightness: Cb and Cr of Rec. 601.
	const blueness = (blue - bright) * 0.564;
	const redness = (red - bright) * 0.713;
	return bright * bright + (blueness * blueness + redness * redness) / 2 > VISIBLE * VISIBLE;
}
