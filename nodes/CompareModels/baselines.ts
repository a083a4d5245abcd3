import type { IExecuteFunctions } from 'n8n-workflow';
import { decodeImage } from '../shared/images/exactPixels';
import { ImageDecodeError } from '../shared/images/imageDecodeError';
import type { Raster } from '../shared/images/types';
import { API_LIMITS } from '../shared/models/catalog';
import { readNamedImage, type InputImage } from '../shared/n8n/edit/inputs';
import { SettingError } from '../shared/request/settings';

const DECODABLE = ['png', 'jpeg'];

/**
 * The stored picture of each item, checked before anything is paid for.
 * @param field the binary field; empty: the comparison has no baseline.
 * @throws {SettingError} where a picture is missing or of a kind that cannot be opened here.
 */
export async function readBaselines(
	context: IExecuteFunctions,
	field: string,
): Promise<Map<number, InputImage>> {
	const stored = new Map<number, InputImage>();
	if (field === '') return stored;
	for (const itemIndex of context.getInputData().keys()) {
		stored.set(itemIndex, await readBaseline(context, itemIndex, field));
	}
	return stored;
}

async function readBaseline(
	context: IExecuteFunctions,
	itemIndex: number,
	field: string,
): Promise<InputImage> {
	const image = await readNamedImage(context, itemIndex, 'baselineField', field);
	if (!DECODABLE.includes(image.facts.format)) {
		throw new SettingError(
			'baselineField',
			`The stored picture is a ${image.facts.format.toUpperCase()} file; to be held against others it must be a PNG or JPEG`,
			'Convert it before this step.',
		);
	}
	await decodeBaseline(image).catch((unreadable: unknown) => {
		throw asSettingError(itemIndex, unreadable);
	});
	return image;
}

function asSettingError(itemIndex: number, unreadable: unknown): unknown {
	if (!(unreadable instanceof ImageDecodeError)) return unreadable;
	return new SettingError(
		'baselineField',
		`The stored picture of item ${itemIndex + 1} cannot be opened: ${unreadable.message}`,
		'Save it again as PNG or JPEG, or leave Baseline Binary Field empty.',
	);
}

/** The pixels of a stored picture. @throws {ImageDecodeError} */
export async function decodeBaseline(image: InputImage): Promise<Raster> {
	return await decodeImage(await image.load(), image.facts, {
		maxPixels: API_LIMITS.inputImagePixels,
	});
}
