import { breathe } from '../images/breathe';
import { unwrappedImage } from '../images/dataUrl';
import { identifyImage } from '../images/identify';
import { repairImage } from '../images/repair';
import { API_LIMITS } from '../models/catalog';

const LIMITS = { maxPixels: API_LIMITS.inputImagePixels };

/**
 * The image out of a data URL or base64 text, without what is behind it and with its end mark.
 * @returns the bytes themselves where there is nothing to do, or nothing can be done.
 */
export async function mended<Given extends Uint8Array>(
	given: Given,
	signal?: AbortSignal,
): Promise<Given | Uint8Array> {
	const image = identifyImage(given) ? given : unwrappedImage(given)?.bytes;
	if (image === undefined) return given;
	await breathe(signal);
	return (await repairImage(image, LIMITS, signal)).bytes;
}

/** `mended` for a file that is only shown or measured: what is behind a whole image does no harm there. */
export const mendedToShow: typeof mended = async (given, signal) =>
	identifyImage(given)?.complete ? given : await mended(given, signal);
