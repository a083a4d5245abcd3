import { identifyImage } from '../images/identify';
import { ImageDecodeError } from '../images/imageDecodeError';
import { verifyPng } from '../images/png';
import type { ImageFacts } from '../images/types';
import { API_LIMITS } from '../models/catalog';
import { SettingError } from '../request/settings';

const TAKEN = new Set(['png', 'jpeg', 'webp']);
const MEGA = 1024 * 1024;

/**
 * Looks into the bytes of an input image: OpenAI takes still PNG, JPEG and WebP files. Of a PNG the pixels
 * are decompressed too, which finds damage and decompression bombs.
 * @param label how the message calls the image.
 * @param setting the parameter that named it.
 * @throws {SettingError}
 */
export async function checkInputImage(
	bytes: Uint8Array,
	label: string,
	setting: string,
): Promise<ImageFacts> {
	const refuse = (what: string, howToFix: string): never => {
		throw new SettingError(setting, `${capitalized(label)} ${what}`, howToFix);
	};
	if (bytes.length === 0) {
		refuse('holds an empty file', 'Check the step that provides the file.');
	}
	if (bytes.length >= API_LIMITS.inputImageBytes) {
		refuse(
			`holds ${(bytes.length / MEGA).toFixed(1)} MB, and OpenAI takes less than ${API_LIMITS.inputImageBytes / MEGA} MB`,
			'Scale the image down or save it as JPEG before this step.',
		);
	}
	const facts = identifyImage(bytes);
	if (facts === undefined) {
		return refuse(
			'holds no image that can be recognized',
			'Check the step that provides the file: it may have stored a web page or a message instead.',
		);
	}
	if (!TAKEN.has(facts.format)) {
		refuse(
			`is a ${facts.format.toUpperCase()} file, which OpenAI does not take`,
			'Convert it to PNG, JPEG or WebP before this step.',
		);
	}
	if (!facts.complete) {
		refuse('is cut off at its end', 'Check the step that provides the file, and load it again.');
	}
	if (facts.animated) {
		refuse('is animated', 'Save a single frame as PNG, JPEG or WebP before this step.');
	}
	if (facts.colorSpace === 'cmyk') {
		refuse('has CMYK colours, made for print', 'Save it in RGB before this step.');
	}
	const pixels = facts.width * facts.height;
	if (pixels === 0 || pixels > API_LIMITS.inputImagePixels) {
		refuse(
			`says it has ${facts.width} × ${facts.height} pixels; this node takes up to ${API_LIMITS.inputImagePixels / 1e6} megapixels`,
			'Scale the image down before this step.',
		);
	}
	if (facts.format === 'png') {
		await verifyPng(bytes).catch((thrown: unknown) => {
			if (!(thrown instanceof ImageDecodeError)) throw thrown;
			refuse(
				`cannot be read: ${thrown.message.replace(/\.$/, '')}`,
				'Save the image again before this step.',
			);
		});
	}
	return facts;
}

function capitalized(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
