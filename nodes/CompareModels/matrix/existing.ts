import type { IBinaryData, IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { binariesOf } from '../../shared/items/findBinaries';
import type { ImageJson } from '../../shared/items/imageJson';
import { readPrompt } from '../../shared/parameters/readWanted';
import { SettingError } from '../../shared/request/settings';
import { readInputFields } from '../../shared/inputs/parameters';
import type { CellPlace } from './cell';
import { letterOf } from '../../shared/letterOf';
import { readVariantName } from './parameters';
import { rejectionOf } from './rejected';
import type { Variant } from './settings';

/** An image that there is already, in its place of the comparison. */
export interface ExistingImage extends Omit<CellPlace, 'column'> {
	itemIndex: number;
	prompt: string;
	variantName: string;
	/** Undefined: the item tells what became of a request that brought no image. */
	binary?: IBinaryData;
	/** `json.image` of the step that made it; empty for images of other makers. */
	before: Partial<ImageJson>;
}

export interface ExistingImages {
	images: ExistingImage[];
	prompts: string[];
	variants: Variant[];
	/** How often each prompt has the variant that it has most often. */
	repetitions: number[];
}

const MOST_VARIANTS = 26;

/**
 * Which images the items hold, by prompt and variant: the same of both again is a repetition. Opens none of them.
 * @param baselineField holds the stored images, which are not compared ones; empty: none.
 * @throws n8n's error for the first item that cannot be used, {SettingError} if there is nothing to compare.
 */
export function findExisting(context: IExecuteFunctions, baselineField: string): ExistingImages {
	const prompts: string[] = [];
	const names: string[] = [];
	const counts = new Map<string, number>();
	const images = [...context.getInputData().keys()].flatMap((itemIndex): ExistingImage[] => {
		try {
			return readItem(context, itemIndex, baselineField).map((found) => {
				const promptIndex = placeOf(prompts, found.prompt);
				const variantIndex = placeOf(names, found.variantName);
				const place = `${promptIndex}/${variantIndex}`;
				const repetition = counts.get(place) ?? 0;
				counts.set(place, repetition + 1);
				return { ...found, promptIndex, variantIndex, repetition };
			});
		} catch (thrown) {
			throw rejectionOf(context, thrown, itemIndex);
		}
	});
	checkVariants(names);
	const variants = names.map((name, index) =>
		variantOf(
			name,
			index,
			images.filter(({ variantIndex }) => variantIndex === index),
		),
	);
	const repetitions = prompts.map((_, prompt) =>
		names.reduce((most, _name, index) => Math.max(most, counts.get(`${prompt}/${index}`) ?? 0), 1),
	);
	return { images, prompts, variants, repetitions };
}

type FoundImage = Pick<ExistingImage, 'itemIndex' | 'prompt' | 'variantName' | 'binary' | 'before'>;

function readItem(
	context: IExecuteFunctions,
	itemIndex: number,
	baselineField: string,
): FoundImage[] {
	const prompt = readPrompt(context, itemIndex).trim();
	if (prompt === '') {
		throw new SettingError(
			'prompt',
			'is empty, but images are compared if they have the same prompt',
			'Set Prompt to the field that holds it, for example {{ $json.prompt }}.',
		);
	}
	const variantName = readVariantName(context, itemIndex);
	if (variantName === '') {
		throw new SettingError(
			'variantName',
			'is empty, so it is unclear which images to compare',
			'Set Variant Name to the field that names the model or service of the image, for example {{ $json.model }}.',
		);
	}
	const before = (context.getInputData()[itemIndex]?.json.image ?? {}) as Partial<ImageJson>;
	const item = { itemIndex, prompt, variantName, before };
	if (typeof before.status === 'string' && before.status !== 'ok') return [item];
	const fields = readInputFields(context, itemIndex);
	const excluded = new Set([baselineField]);
	const found = binariesOf(context, itemIndex, fields, excluded, 'The item');
	if (found.length === 0) {
		throw new SettingError(
			'inputFields',
			'The item has no image',
			'Name the binary fields that hold the images in Input Binary Fields, separated by commas, or remove the item with a Filter node.',
		);
	}
	return found.map(({ binary }) => ({ ...item, binary }));
}

function placeOf(known: string[], value: string): number {
	const index = known.indexOf(value);
	return index >= 0 ? index : known.push(value) - 1;
}

function checkVariants(names: string[]): void {
	if (names.length >= 2 && names.length <= MOST_VARIANTS) return;
	throw new SettingError(
		'variantName',
		names.length === 1
			? `All images have the name "${names[0]}", so there is nothing to compare`
			: `The images have ${names.length} different names; a comparison takes 2 to ${MOST_VARIANTS}`,
		names.length === 1
			? 'Set Variant Name to an expression that names the model or service of each image. To see images without comparing them, use the operation Contact Sheet.'
			: 'Set Variant Name to the model or service of the image, not to something that differs for every image.',
	);
}

/** The model and settings that all its images name, as far as they do. */
function variantOf(name: string, index: number, images: ExistingImage[]): Variant {
	const shared = (field: 'model' | 'quality'): string | undefined => {
		const values = new Set(images.map(({ before }) => (before as IDataObject)[field]));
		const [value] = values;
		return values.size === 1 && typeof value === 'string' && value !== '' ? value : undefined;
	};
	const model = shared('model') ?? name;
	return {
		letter: letterOf(index),
		label: name === model ? '' : name,
		model,
		quality: (shared('quality') ?? 'auto') as Variant['quality'],
		size: 'auto',
		background: 'auto',
	};
}

/** Which pairs of prompt and variant have no image, in one sentence per variant. */
export function missingPairs(
	{ images, prompts, variants }: ExistingImages,
	nameOf: (variant: Variant) => string,
): string[] {
	return variants.flatMap((variant, index) => {
		const has = new Set(
			images.filter(({ variantIndex }) => variantIndex === index).map((one) => one.promptIndex),
		);
		const without = prompts.flatMap((_, prompt) => (has.has(prompt) ? [] : [prompt + 1]));
		if (without.length === 0) return [];
		const shown = without.slice(0, MOST_NUMBERS).join(', ');
		const more = without.length > MOST_NUMBERS ? ` and ${without.length - MOST_NUMBERS} more` : '';
		const which = `${without.length === 1 ? 'prompt' : 'prompts'} ${shown}${more}`;
		return [
			`${nameOf(variant)} has no image for ${without.length} of ${prompts.length} prompts (${which}).`,
		];
	});
}

const MOST_NUMBERS = 10;
