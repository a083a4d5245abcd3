import type { ImageFacts } from '../images/types';
import { aboutCall } from './failures/missingImage';
import type { Delivery } from './delivery';
import { extensionOf } from './fileName';
import { imageIndex, type ImageCall } from './imageCall';

/** The next name for an image of a call. @param position in the answer, from 0. */
export function imageFileName(
	{ fileNames }: Delivery,
	call: ImageCall,
	position: number,
	{ format, width, height }: ImageFacts,
): string {
	const letter = call.shownAs ?? call.letter;
	const index = imageIndex(call, position);
	const item = call.itemIndex + 1;
	return fileNames.next(
		{ ...aboutCall(call), index, letter, item, width, height },
		extensionOf(format),
	);
}
