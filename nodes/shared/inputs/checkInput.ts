import { hasText } from '../images/codec/byteOrder';
import { identifyImage } from '../images/identify';
import { ImageDecodeError } from '../images/imageDecodeError';
import { verifyPng } from '../images/png';
import type { FileFormat, ImageFacts } from '../images/types';
import { API_LIMITS } from '../models/catalog';
import { rejecting } from '../request/settings';
import { capitalized, megabytes } from '../words';
import type { ImagePlace } from './storedImage';

/** Whether an image goes into an edit, or is only compared with others. */
export type InputPurpose = 'edited' | 'compared';

/** The formats that OpenAI takes, and that this node can open. */
const ACCEPTED: readonly FileFormat[] = ['png', 'jpeg', 'webp'];

const CONVERT = 'Convert it to PNG, JPEG or WebP before this step.';

/** What to do with a file of a kind that is not accepted. */
const HOW_TO_CONVERT: Partial<Record<FileFormat, string>> = {
	heic: `${CONVERT} n8n's own nodes cannot open HEIC. On an iPhone, Settings > Camera > Formats > Most Compatible makes it take JPEG photos.`,
	avif: `${CONVERT} n8n's own nodes cannot open AVIF. Many image hosts deliver another format on request, for example with format=jpg in the address.`,
};

/**
 * Looks into the bytes of an input image: a still PNG, JPEG or WebP file. The pixels of a PNG are decompressed
 * too, which finds damage and decompression bombs.
 * @throws {SettingError}
 */
export async function checkInputImage(
	bytes: Uint8Array,
	{ label, setting, signal }: Pick<ImagePlace, 'label' | 'setting' | 'signal'>,
	purpose: InputPurpose,
): Promise<ImageFacts> {
	const reject = rejecting(setting, capitalized(label));
	if (bytes.length === 0) {
		return reject('holds an empty file', 'Check the step that provides the file.');
	}
	if (bytes.length >= API_LIMITS.inputImageBytes) {
		const limit = megabytes(API_LIMITS.inputImageBytes, 0);
		return reject(
			`holds ${megabytes(bytes.length)} MB, and ${purpose === 'edited' ? 'OpenAI takes' : 'this node opens'} less than ${limit} MB`,
			'Scale the image down or save it as JPEG before this step.',
		);
	}
	const facts = identifyImage(bytes);
	if (facts === undefined) {
		return reject(
			'holds no image that can be recognized',
			'Check the step that provides the file: it may have stored a web page or a message instead.',
		);
	}
	const { format, width, height } = facts;
	if (!ACCEPTED.includes(format)) {
		return reject(
			`is ${withArticle(format.toUpperCase())} file, which ${purpose === 'edited' ? 'OpenAI does not take' : 'this node cannot open'}`,
			HOW_TO_CONVERT[format] ?? CONVERT,
		);
	}
	if (format === 'png' && hasText(bytes, 12, 'CgBI')) {
		return reject(
			"is a PNG in Apple's own format (CgBI), as Xcode makes them for apps",
			'Use the original PNG, or convert it before this step.',
		);
	}
	if (!facts.complete) {
		return reject(
			'is cut off at its end',
			'Check the step that provides the file, and load it again.',
		);
	}
	if (facts.animated) {
		return reject('is animated', 'Save a single frame as PNG, JPEG or WebP before this step.');
	}
	if (facts.colorSpace === 'cmyk') {
		return reject('has CMYK colors, which are for print', 'Save it in RGB before this step.');
	}
	const pixels = width * height;
	if (pixels === 0 || pixels > API_LIMITS.inputImagePixels) {
		return reject(
			`says it has ${width} × ${height} pixels; this node takes up to ${API_LIMITS.inputImagePixels / 1e6} megapixels`,
			'Scale the image down before this step.',
		);
	}
	if (format === 'png') {
		await verifyPng(bytes, signal).catch((thrown: unknown) => {
			if (!(thrown instanceof ImageDecodeError)) throw thrown;
			return reject(
				`cannot be read: ${thrown.message.replace(/\.$/, '')}`,
				'Save the image again before this step.',
			);
		});
	}
	return facts;
}

/** "a PNG", "an AVIF": as the letters or the word are spoken. */
const withArticle = (format: string) => `${/^(AVIF|ICO|SVG)$/.test(format) ? 'an' : 'a'} ${format}`;
