import { gifFacts } from './formats/gifFacts';
import { isoMediaFacts } from './formats/isoMediaFacts';
import { jpegFacts } from './formats/jpegFacts';
import { bmpFacts, icoFacts, pdfFacts, psdFacts, tiffFacts } from './formats/otherFacts';
import { pngFacts } from './formats/pngFacts';
import { svgFacts } from './formats/svgFacts';
import { webpFacts } from './formats/webpFacts';
import type { ImageFacts } from './types';

/** SVG last: it is the only one that is text and must be searched. */
const READERS = [
	pngFacts,
	jpegFacts,
	webpFacts,
	gifFacts,
	isoMediaFacts,
	bmpFacts,
	tiffFacts,
	icoFacts,
	psdFacts,
	pdfFacts,
	svgFacts,
];

/**
 * Tells what kind of image the bytes are, by their content alone. Decodes no pixels and never throws,
 * whatever the bytes; numbers that a damaged header claims are returned unchanged.
 * @returns undefined if the bytes are not an image of a known format.
 */
export function identifyImage(bytes: Uint8Array): ImageFacts | undefined {
	for (const read of READERS) {
		const facts = read(bytes);
		if (facts) return facts;
	}
	return undefined;
}
