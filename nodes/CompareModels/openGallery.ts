import type { InputImage } from '../shared/inputs/storedImage';
import { sheetLabelOf } from './comparison/comparison';
import { Gallery } from './gallery/gallery';
import type { CompareSettings } from './parameters';
import { createContactSheet } from './sheet/contactSheet';
import { MOST_WORST_CASES } from './statistics/worstCases';

/**
 * The contact sheet of a comparison, and what looks at its images.
 * @param stored the baselines by prompt.
 * @param images how many are compared.
 * @param repetitions by prompt, where they differ.
 */
export function openGallery(
	settings: CompareSettings,
	prompts: readonly string[],
	stored: ReadonlyMap<number, InputImage>,
	images: number,
	repetitions: number | readonly number[] = settings.repetitions,
) {
	const sheet = createContactSheet({
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
	});
	const gallery = new Gallery(sheet, stored, settings.variants.length * settings.repetitions, {
		images: images + stored.size + (settings.judge ? MOST_WORST_CASES : 0),
		// A file as it is may tell in its metadata who made it.
		withOriginals: !settings.blind,
	});
	return { sheet, gallery };
}
