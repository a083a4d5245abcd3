import { identifyImage } from '../images/identify';
import { ImageDecodeError } from '../images/imageDecodeError';
import { uprightFile } from '../images/uprightFile';
import type { Resources } from '../items/resources';
import { SettingError } from '../request/settings';
import { capitalized } from '../words';
import { storeAgain, storedFile, type InputImage } from './storedImage';

/** Above this, turning would hold n8n up for seconds and take gigabytes. */
const MOST_PIXELS = 25_000_000;

/**
 * A photo is often stored on its side, with a note in its EXIF data on how to turn it. A mask, regions and markup
 * mean what the person sees, and OpenAI does not document whether it reads the note: such a photo is rotated for
 * good, put in n8n's storage, and sent without the note. Its colour profile stays.
 * @returns the same image if nothing is to be turned.
 * @throws {SettingError} if the photo cannot be turned here.
 */
export async function upright(
	{ context, openings, signal }: Resources,
	itemIndex: number,
	image: InputImage,
	setting = 'inputFields',
): Promise<InputImage> {
	const { orientation } = image.facts;
	if (orientation === undefined) return image;
	const limits = { maxPixels: MOST_PIXELS };
	const turn = async () => await uprightFile(await image.load(), image.facts, limits, signal);
	const turned = await openings.run(turn, signal).catch((thrown: unknown) => {
		throw asSettingError(image, setting, thrown);
	});
	const fileName = image.fileName.replace(/\.\w+$/, turned.format === 'jpeg' ? '.jpg' : '.png');
	const mimeType = `image/${turned.format}`;
	const place = { context, itemIndex, setting, label: image.label };
	const binary = await storeAgain(place, turned.bytes, { fileName, mimeType });
	return {
		...image,
		fileName,
		facts: identifyImage(turned.bytes) ?? { ...image.facts, orientation: undefined },
		size: turned.bytes.length,
		load: storedFile(place, binary).load,
		open: undefined,
	};
}

function asSettingError({ label }: InputImage, setting: string, thrown: unknown): unknown {
	if (!(thrown instanceof ImageDecodeError)) return thrown;
	return new SettingError(
		setting,
		`${capitalized(label)} is stored rotated (EXIF) and cannot be rotated upright here: ${thrown.message}`,
		'Save the image upright, for example scaled down, before this step. Without a mask or markup it is sent as it is.',
	);
}
