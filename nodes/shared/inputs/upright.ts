import type { IExecuteFunctions } from 'n8n-workflow';
import { identifyImage } from '../images/identify';
import { ImageDecodeError } from '../images/imageDecodeError';
import { uprightFile } from '../images/uprightFile';
import { SettingError } from '../request/settings';
import type { InputImage } from './inputs';

/** Above this, turning would hold n8n up for seconds and take gigabytes. */
const MOST_PIXELS = 25_000_000;

/**
 * A phone's photo is often stored lying on its side, with a note in its EXIF data how to turn it. A mask,
 * regions and markup mean what the person sees, and nobody has said whether OpenAI heeds the note: such a
 * photo is turned for good, put in n8n's storage, and sent without the note.
 * @returns the same image where nothing is to be turned.
 * @throws {SettingError} where the photo cannot be turned here.
 */
export async function upright(
	context: IExecuteFunctions,
	itemIndex: number,
	image: InputImage,
): Promise<InputImage> {
	const { orientation } = image.facts;
	if (orientation === undefined) return image;
	const turned = await image
		.load()
		.then(async (bytes) => await uprightFile(bytes, image.facts, { maxPixels: MOST_PIXELS }))
		.catch((thrown: unknown) => {
			throw asSettingError(image, thrown);
		});
	const { buffer, byteOffset, byteLength } = turned.bytes;
	const bytes = Buffer.from(buffer, byteOffset, byteLength);
	const fileName = image.fileName.replace(/\.\w+$/, turned.format === 'jpeg' ? '.jpg' : '.png');
	const mimeType = `image/${turned.format}`;
	const binary = await context.helpers.prepareBinaryData(bytes, fileName, mimeType);
	return {
		...image,
		fileName,
		facts: identifyImage(bytes) ?? { ...image.facts, orientation: undefined },
		size: bytes.length,
		load: async () => await context.helpers.getBinaryDataBuffer(itemIndex, binary),
		open: undefined,
	};
}

function asSettingError({ label }: InputImage, thrown: unknown): unknown {
	if (!(thrown instanceof ImageDecodeError)) return thrown;
	return new SettingError(
		'inputFields',
		`${label} is a photo that is stored turned (EXIF orientation) and cannot be turned upright here: ${thrown.message}`,
		'Save the photo upright, for example scaled down, before this step. Without mask and markup it is sent as it is.',
	);
}
