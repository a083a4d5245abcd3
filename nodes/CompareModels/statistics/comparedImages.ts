import type { TallyImage } from './tallyTypes';

/** An image with the prompt that it is counted under. */
export interface CountedImage extends TallyImage {
	/** From 0, counted over all comparisons that the images come from. */
	place: number;
}

/** The images of one tally, each once. */
export interface ComparedImages {
	images: CountedImage[];
	/** Items left out because the same image came before. */
	duplicates: number;
	/** Runs of Compare that the images come from; images of 0.1.0 do not name theirs. */
	comparisons: Set<string>;
	/** True letters. */
	letters: Set<string>;
	/** By `promptIndex`, and by the prompt's text. */
	byIndex: Map<number, CountedImage[]>;
	byText: Map<string, CountedImage[]>;
}

/**
 * The same comparison, prompt, variant and repetition is the same image and counts once. Prompts of different
 * comparisons are different prompts.
 */
export function comparedImages(given: readonly TallyImage[]): ComparedImages {
	const places = new Map<string, number>();
	const seen = new Set<string>();
	const images = given.flatMap((image) => {
		const prompt = JSON.stringify([
			image.compareId ?? null,
			image.promptIndex,
			image.prompt ?? null,
		]);
		const place = places.get(prompt) ?? places.size;
		places.set(prompt, place);
		const key = imageKey({ ...image, place });
		if (seen.has(key)) return [];
		seen.add(key);
		return [{ ...image, place }];
	});
	return {
		images,
		duplicates: given.length - images.length,
		comparisons: new Set(images.map(({ compareId }) => compareId ?? '')),
		letters: new Set(images.map(({ letter }) => letter)),
		byIndex: groupedBy(images, ({ promptIndex }) => promptIndex),
		byText: groupedBy(images, ({ prompt }) => plainText(prompt ?? '')),
	};
}

/** Of a prompt, without what a spreadsheet changes: line breaks and spaces. */
export const plainText = (text: string): string => text.replace(/\s+/g, ' ').trim();

export const arrived = ({ status }: Pick<TallyImage, 'status'>): boolean => status === 'ok';

/** Of one image among those of a tally. */
export const imageKey = (of: Pick<CountedImage, 'place' | 'repetition' | 'letter'>): string =>
	`${of.place}/${of.repetition}/${of.letter}`;

/** Of the images that were shown side by side. */
export const caseKey = (of: Pick<CountedImage, 'place' | 'repetition'>): string =>
	`${of.place}/${of.repetition}`;

function groupedBy<Key>(
	images: readonly CountedImage[],
	keyOf: (image: CountedImage) => Key,
): Map<Key, CountedImage[]> {
	const groups = new Map<Key, CountedImage[]>();
	for (const image of images) {
		const group = groups.get(keyOf(image));
		if (group) group.push(image);
		else groups.set(keyOf(image), [image]);
	}
	return groups;
}
