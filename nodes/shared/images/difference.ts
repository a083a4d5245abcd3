import { encodePngStripes } from './codec/pngEncode';
import { deltaE2000, labOf } from './deltaE';
import type { MaskAlpha } from './mask';
import type { OpenedStripes } from './open';
import { resizedStripes, whole } from './resample';
import { RowWindow } from './rowWindow';
import { Slices } from './slices';
import { ROWS_A_STRIPE, type Stripes } from './stripes';
import type { Raster } from './types';
import { differs, isGone, isNew, REACH } from './visible';

/** Mask alpha below which a pixel was free to change. */
const EDITABLE_BELOW = 128;
/** Pixels beyond which the colour difference is taken from a regular grid of them. */
const MEASURED_PIXELS = 2 ** 21;
/** How much of the original's contrast is left in the difference image. */
const DIMMED = 0.25;
const HIGHLIGHT = [230, 0, 120] as const;

/** How much the pixels on one side of a mask changed. */
export interface SideChange {
	/** 0–1: share of these pixels that changed visibly; 0 if there are none. */
	changed: number;
	/**
	 * Mean CIEDE2000 of these pixels, about 1 for a re-encoded image; 0 if there are none. Of an image
	 * above 2 megapixels a regular grid of pixels is measured.
	 */
	meanDeltaE: number;
}

export interface ImageChange {
	/** Of the pixels that were free to change, and of those that were not. */
	inside: SideChange;
	outside: SideChange;
}

/** What is opened of an image to be compared: upright and in sRGB. */
export type ComparedImage = Omit<OpenedStripes, 'profile'>;

/**
 * How much of an image changed inside and outside the mask. Images of different size are compared at the
 * size of `after`, the mask is scaled along. Reads both row by row.
 * @throws {ImageDecodeError} if one of the images cannot be read.
 */
export async function measureChange(
	before: ComparedImage,
	after: ComparedImage,
	mask: MaskAlpha,
	signal?: AbortSignal,
): Promise<ImageChange> {
	const tally = new Tally(after, mask);
	for await (const { y, changed, original, now } of comparedRows(before, after, signal)) {
		tally.add(y, changed, original, now);
	}
	return tally.result();
}

/**
 * A PNG with the original in pale gray and what changed visibly in pink, at the size of `after`; with a mask
 * the measure of `measureChange` too, in the same run over the pixels.
 * @throws {ImageDecodeError} if one of the images cannot be read.
 */
export async function differenceImage(
	before: ComparedImage,
	after: ComparedImage,
	mask: MaskAlpha | undefined,
	signal?: AbortSignal,
): Promise<{ png: Uint8Array; change?: ImageChange }> {
	const { width, height } = after;
	const tally = mask && new Tally(after, mask);
	const painted = paint(comparedRows(before, after, signal), width, height, tally);
	const png = await encodePngStripes(painted, { width, height, opaque: true }, signal);
	return { png, change: tally?.result() };
}

interface ComparedRow {
	y: number;
	/** 1 for each pixel that changed visibly. */
	changed: Uint8Array;
	/** Red, green and blue of the pixels, on white. */
	original: Uint8Array;
	now: Uint8Array;
}

/** The row is the same object each time. */
async function* comparedRows(
	before: ComparedImage,
	after: ComparedImage,
	signal?: AbortSignal,
): AsyncGenerator<ComparedRow, void> {
	const { width, height } = after;
	const sameSize = before.width === width && before.height === height;
	const scaled: Stripes = sameSize
		? before.stripes
		: resizedStripes(before.stripes, before, after, whole(before), signal);
	const originals = new RowWindow(scaled, after, REACH);
	const nows = new RowWindow(after.stripes, after, REACH);
	const changed = new Uint8Array(width);
	const slices = new Slices(signal);
	try {
		for (let y = 0; y < height; y++) {
			if (!originals.moveTo(y)) await originals.waitFor(y);
			if (!nows.moveTo(y)) await nows.waitFor(y);
			const original = originals.row(y);
			const now = nows.row(y);
			for (let x = 0, at = 0; x < width; x++, at += 3) {
				changed[x] =
					differs(original, now, at) &&
					(isNew(originals, now, x, y) || isGone(originals, nows, x, y))
						? 1
						: 0;
			}
			yield { y, changed, original, now };
			if (slices.due) await slices.pause();
		}
	} finally {
		await originals.close();
		await nows.close();
	}
}

/** Counts pixels by the side of the mask. */
class Tally {
	private readonly pixels = [0, 0];
	private readonly changed = [0, 0];
	private readonly measured = [0, 0];
	private readonly deltaE = [0, 0];
	private readonly gridStep: number;
	private readonly columns: Int32Array;

	constructor(
		private readonly size: { width: number; height: number },
		private readonly mask: MaskAlpha,
	) {
		const { width, height } = size;
		this.gridStep = Math.ceil(Math.sqrt((width * height) / MEASURED_PIXELS));
		this.columns = Int32Array.from({ length: width }, (_, x) => ((x + 0.5) * mask.width) / width);
	}

	add(y: number, changed: Uint8Array, original: Uint8Array, now: Uint8Array): void {
		const { mask, columns, gridStep, pixels, measured, deltaE } = this;
		const alpha = mask.row((((y + 0.5) * mask.height) / this.size.height) | 0);
		const onGrid = y % gridStep === 0;
		for (let x = 0; x < columns.length; x++) {
			const side = alpha[columns[x]!]! < EDITABLE_BELOW ? 0 : 1;
			pixels[side]!++;
			this.changed[side]! += changed[x]!;
			if (!onGrid || x % gridStep !== 0) continue;
			measured[side]!++;
			deltaE[side]! += distance(original, now, x * 3);
		}
	}

	result(): ImageChange {
		const of = (side: number): SideChange => ({
			changed: this.changed[side]! / Math.max(1, this.pixels[side]!),
			meanDeltaE: this.deltaE[side]! / Math.max(1, this.measured[side]!),
		});
		return { inside: of(0), outside: of(1) };
	}
}

function distance(one: Uint8Array, other: Uint8Array, at: number): number {
	const [r1 = 0, g1 = 0, b1 = 0] = [one[at], one[at + 1], one[at + 2]];
	const [r2 = 0, g2 = 0, b2 = 0] = [other[at], other[at + 1], other[at + 2]];
	if (r1 === r2 && g1 === g2 && b1 === b2) return 0;
	return deltaE2000(labOf(r1, g1, b1), labOf(r2, g2, b2));
}

async function* paint(
	rows: AsyncIterable<ComparedRow>,
	width: number,
	height: number,
	tally: Tally | undefined,
): AsyncGenerator<Raster, void> {
	const data = new Uint8Array(width * ROWS_A_STRIPE * 4).fill(255);
	for await (const { y, changed, original, now } of rows) {
		tally?.add(y, changed, original, now);
		const row = y % ROWS_A_STRIPE;
		for (let x = 0, at = row * width * 4, from = 0; x < width; x++, at += 4, from += 3) {
			if (changed[x] === 1) {
				data[at] = HIGHLIGHT[0];
				data[at + 1] = HIGHLIGHT[1];
				data[at + 2] = HIGHLIGHT[2];
				continue;
			}
			const light =
				0.299 * original[from]! + 0.587 * original[from + 1]! + 0.114 * original[from + 2]!;
			data[at] = data[at + 1] = data[at + 2] = 255 - (255 - ((light + 0.5) | 0)) * DIMMED;
		}
		if (row < ROWS_A_STRIPE - 1 && y < height - 1) continue;
		yield { width, height: row + 1, data: data.subarray(0, width * (row + 1) * 4) };
	}
}
