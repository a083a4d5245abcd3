import { identifyImage } from '../../shared/images/identify';
import { ImageDecodeError } from '../../shared/images/imageDecodeError';
import { decodePng } from '../../shared/images/png';
import { Slices } from '../../shared/images/slices';
import type { Raster } from '../../shared/images/types';
import { LIMITS } from '../protocol/limits';
import type { DrawingKind } from '../protocol/page';
import { RejectedAnswer } from './rejected';

const NOT_A_DRAWING = 'The drawing is not a PNG in the size of the image.';
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** Pixels of the image. */
type Size = Pick<Raster, 'width' | 'height'>;

/**
 * The bytes of a drawing that a reviewer sent, which say that they are a PNG as large as the image.
 * @throws {RejectedAnswer}
 */
export function checkDrawing(png: string, size: Size): Buffer {
	if (!BASE64.test(png)) throw new RejectedAnswer(422, NOT_A_DRAWING);
	const bytes = Buffer.from(png, 'base64');
	const facts = bytes.length <= LIMITS.drawingBytes ? identifyImage(bytes) : undefined;
	const fits =
		facts?.format === 'png' &&
		facts.complete &&
		!facts.animated &&
		facts.width === size.width &&
		facts.height === size.height;
	if (!fits) throw new RejectedAnswer(422, NOT_A_DRAWING);
	return bytes;
}

/**
 * Opens a drawing that a reviewer sent: a PNG as large as the image, with something drawn. What goes on is
 * written again from its pixels, so that nothing hidden in the file is passed on.
 * @throws {RejectedAnswer}
 */
export async function openDrawing(png: string, kind: DrawingKind, size: Size): Promise<Raster> {
	const bytes = checkDrawing(png, size);
	const limits = { maxPixels: size.width * size.height };
	const raster = await decodePng(bytes, limits).catch((thrown: unknown) => {
		if (!(thrown instanceof ImageDecodeError)) throw thrown;
		throw new RejectedAnswer(422, NOT_A_DRAWING);
	});
	if (!(await isDrawn(raster, kind))) throw new RejectedAnswer(422, 'The drawing is empty.');
	return raster;
}

/** A region is drawn where it is transparent, as a mask is; a markup where it is not. */
async function isDrawn({ width, data }: Raster, kind: DrawingKind): Promise<boolean> {
	const slices = new Slices();
	for (let row = 0; row < data.length; row += width * 4) {
		for (let at = row + 3; at < row + width * 4; at += 4) {
			if (kind === 'region' ? data[at] === 0 : data[at] !== 0) return true;
		}
		if (slices.due) await slices.pause();
	}
	return false;
}
