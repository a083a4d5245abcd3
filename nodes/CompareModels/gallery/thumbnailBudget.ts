import type { Thumbnail } from './thumbnail';
import { bufferOf } from '../../shared/bufferOf';

/** The HTML report stays below this: most mail systems and chats pass it on. */
export const REPORT_LIMIT_BYTES = 5_000_000;

/** Style, summary and charts. */
const FRAME_BYTES = 60_000;
/** Caption and alternative text of an image, and its part of the prompt. */
const TEXT_BYTES_PER_IMAGE = 3_000;
/** Sharp at the width at which the report shows it; more is waste. */
const MOST_BYTES = 60_000;
/** Below this an image cannot be judged. */
const FEWEST_BYTES = 3_000;

/**
 * How many bytes one thumbnail may have for the report to stay below its limit.
 * @param images cells and stored baselines together
 * @returns 0 when there are too many images to show any in one file
 */
export function thumbnailBudgetBytes(images: number): number {
	if (images <= 0) return MOST_BYTES;
	const forImages = REPORT_LIMIT_BYTES - FRAME_BYTES - images * TEXT_BYTES_PER_IMAGE;
	// Base64 writes three bytes as four.
	const budget = Math.min(MOST_BYTES, Math.floor(((forImages / images) * 3) / 4));
	return budget < FEWEST_BYTES ? 0 : budget;
}

/**
 * What is left of the report's limit after its thumbnails, for files that are shown as they are, in bytes.
 * @param images as of `thumbnailBudgetBytes`
 */
export function spareBytes(images: number): number {
	const each = TEXT_BYTES_PER_IMAGE + (thumbnailBudgetBytes(images) * 4) / 3;
	return Math.max(0, Math.floor(((REPORT_LIMIT_BYTES - FRAME_BYTES - images * each) * 3) / 4));
}

const SHOWN_TYPES = /^image\/(png|jpeg|webp|gif|avif)$/;

/** Whether a browser may be handed the file as an image. */
export const isShown = ({ mimeType }: Pick<Thumbnail, 'mimeType'>): boolean =>
	SHOWN_TYPES.test(mimeType);

/** Null for what a browser should not be handed as an image. */
export function dataUrl({ mimeType, bytes }: Thumbnail): string | null {
	if (!isShown({ mimeType })) return null;
	const base64 = bufferOf(bytes).toString('base64');
	return `data:${mimeType};base64,${base64}`;
}
