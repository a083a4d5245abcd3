import type { PageData, PageImage } from '../../nodes/ReviewImages/protocol/page';
import { imageAddress } from './addresses';
import { filled } from './dom';

/** What is shown next to an image to compare. */
export interface Beside {
	address: string;
	name: string;
	size: PageImage;
}

/** The previous version, else the next image of the group. */
export function besideOf(data: PageData, image: PageImage): Beside | undefined {
	if (image.hasBefore) {
		const address = imageAddress(data, image.index, 'before');
		return { address, name: data.texts.before, size: image };
	}
	const group = data.groups.find(({ images }) => images.includes(image.index))?.images ?? [];
	const next = group[(group.indexOf(image.index) + 1) % group.length];
	const size = next === image.index ? undefined : data.images[next ?? -1];
	return (
		size && {
			address: imageAddress(data, size.index),
			name: filled(data.texts.image, { letter: size.letter }),
			size,
		}
	);
}
