import { checkPixels } from '../../shared/images/decode';
import { ImageDecodeError } from '../../shared/images/imageDecodeError';
import type { DecodeLimits } from '../../shared/images/types';
import { API_LIMITS } from '../../shared/models/catalog';
import { readNamedImage } from '../../shared/inputs/inputs';
import type { InputImage } from '../../shared/inputs/storedImage';
import type { Resources } from '../../shared/items/resources';
import { expected } from '../../shared/words';
import { SettingError } from '../../shared/request/settings';
import { rejectionOf } from './rejected';

/** What a comparison opens: no model takes or makes larger images. */
export const DECODE_LIMITS: DecodeLimits = { maxPixels: API_LIMITS.inputImagePixels };

/**
 * The stored image of each item, checked before anything is paid for.
 * @param field the binary field; empty: the comparison has no baseline.
 * @param items the item of each prompt.
 * @returns by prompt.
 * @throws n8n's error for the first item whose image is missing or of a kind that cannot be opened here.
 */
export async function readBaselines(
	resources: Resources,
	field: string,
	items: readonly number[] = [...resources.context.getInputData().keys()],
): Promise<Map<number, InputImage>> {
	const stored = new Map<number, InputImage>();
	if (field === '') return stored;
	for (const [promptIndex, itemIndex] of items.entries()) {
		const baseline = readBaseline(resources, itemIndex, field);
		stored.set(
			promptIndex,
			await baseline.catch((thrown: unknown) => {
				throw rejectionOf(resources.context, thrown, itemIndex);
			}),
		);
	}
	return stored;
}

async function readBaseline(
	resources: Resources,
	itemIndex: number,
	field: string,
): Promise<InputImage> {
	const image = await readNamedImage(resources, itemIndex, 'baselineField', field);
	const { openings, signal } = resources;
	const bytes = await image.load();
	await openings
		.run(async () => await checkPixels(bytes, image.facts, DECODE_LIMITS, signal))
		.catch(cannotBeOpened);
	return image;
}

function cannotBeOpened(thrown: unknown): never {
	throw new SettingError(
		'baselineField',
		`The baseline image cannot be opened: ${expected(thrown, ImageDecodeError).message}`,
		'Save it again as PNG, JPEG or WebP, or leave Baseline Binary Field empty.',
	);
}
