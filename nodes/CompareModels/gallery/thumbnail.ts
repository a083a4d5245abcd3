import { encodeJpeg } from '../../shared/images/jpeg';
import { resizeGently } from '../../shared/images/resample';
import type { Raster } from '../../shared/images/types';

/** An image made small for the report (see `thumbnailBudgetBytes`). */
export interface Thumbnail {
	/** PNG, JPEG, WebP, GIF or AVIF; any other is not shown. */
	mimeType: string;
	bytes: Uint8Array;
	/** Pixels. */
	width: number;
	/** Pixels. */
	height: number;
}

/** Pixels: sharp enough for the report's columns on a display with two pixels a point. */
export const THUMBNAIL_EDGE = 640;
/** JPEG qualities, tried one after another until the file is small enough. */
const QUALITIES = [82, 72, 66, 60];
/** A file that is too large by no more than this becomes small enough by its quality alone. */
const NEARLY = 0.75;
/** What a smaller image is made smaller than needed, for its bytes do not shrink quite as its pixels. */
const CAUTION = 0.9;

/** What a thumbnail is tried with: its pixels for each of the image's, in one direction, and the quality. */
interface Attempt {
	scale: number;
	/** Place in `QUALITIES`. */
	step: number;
}

const BEST: Attempt = { scale: 1, step: 0 };
/** A file of less than this share of the budget shows that the next image may have more. */
const ROOMY = 0.6;

/** Makes the report's thumbnails: small JPEGs, transparent parts on white. */
export class Thumbnails {
	/** What the last image ended with: the images of a comparison need about the same. */
	private first = BEST;

	/** @param budget bytes of each; 0 for none at all. */
	constructor(private readonly budget: number) {}

	/**
	 * @param raster about as large as `THUMBNAIL_EDGE` or smaller.
	 * @returns undefined where even the smallest has too many bytes.
	 */
	async make(raster: Raster, signal?: AbortSignal): Promise<Thumbnail | undefined> {
		if (this.budget <= 0) return undefined;
		let { scale, step } = this.first;
		for (; step < QUALITIES.length; step++) {
			const quality = QUALITIES[step]!;
			const width = Math.max(1, Math.round(raster.width * scale));
			const height = Math.max(1, Math.round(raster.height * scale));
			const image =
				scale === 1 ? raster : await resizeGently(raster, width, height, undefined, signal);
			const bytes = await encodeJpeg(image, quality, 'half', signal);
			const share = this.budget / bytes.length;
			if (share >= 1) {
				this.first = share * ROOMY > 1 ? BEST : { scale, step };
				return { mimeType: 'image/jpeg', bytes, width, height };
			}
			if (step > 0 || share < NEARLY) scale *= Math.sqrt(share) * CAUTION;
		}
		return undefined;
	}
}
