import type { InputImage } from '../shared/inputs/storedImage';
import type { Resources } from '../shared/items/resources';
import { sheetLabelOf } from './comparison/comparison';
import { Gallery } from './gallery/gallery';
import type { CompareSettings } from './parameters';
import { createContactSheet } from './sheet/contactSheet';
import { MOST_WORST_CASES } from './statistics/worstCases';

interface ShownImages {
	/** How many are compared. */
	images: number;
	/** By prompt, where they differ. */
	repetitions?: number | readonly number[];
}

/**
 * The contact sheet of a comparison, and what looks at its images.
 * @param stored the baselines by prompt.
 */
export async function openGallery(
	resources: Resources,
	settings: CompareSettings,
	prompts: readonly string[],
	stored: ReadonlyMap<number, InputImage>,
	{ images, repetitions = settings.repetitions }: ShownImages,
) {
	const options = {
		title: settings.title,
		prompts,
		variants: settings.variants.map((variant) => ({
			letter: variant.letter,
			label: sheetLabelOf(variant),
		})),
		repetitions,
		hasBaseline: stored.size > 0,
		blind: settings.blind,
		...(settings.source === 'existing' && { emptyText: 'No image' }),
	};
	const sheet = await createContactSheet(options, resources.signal);
	const cellsPerPrompt = settings.variants.length * settings.repetitions;
	const report = {
		images: images + stored.size + (settings.judge ? MOST_WORST_CASES : 0),
		// A file as it is may tell in its metadata who made it.
		withOriginals: !settings.blind,
	};
	const gallery = new Gallery(sheet, stored, cellsPerPrompt, report, resources);
	return { sheet, gallery };
}
