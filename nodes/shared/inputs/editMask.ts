import type { IExecuteFunctions } from 'n8n-workflow';
import type { EditFile } from '../openai/storedFile';
import { ImageDecodeError } from '../images/imageDecodeError';
import { maskPng, openAlpha, type MaskAlpha } from '../images/mask';
import { API_LIMITS } from '../models/catalog';
import { SettingError } from '../request/settings';
import { readNamedImage, type InputImage } from './inputs';
import { checkRegions, maskOfRegions } from './mask';
import type { EditSources } from './parameters';

/** The part of the first image that may change. */
export interface EditMask {
	file: EditFile;
	/** Its alpha, in the size of the first image. */
	alpha(): Promise<MaskAlpha>;
	/** Tells masks apart. */
	fingerprint: unknown;
}

/**
 * Reads or draws the mask and holds it against the first image.
 * @throws {SettingError} before anything is paid for.
 */
export async function readMask(
	context: IExecuteFunctions,
	itemIndex: number,
	mask: EditSources['mask'],
	first: InputImage,
): Promise<EditMask | undefined> {
	if (mask.kind === 'none') return undefined;
	if (mask.kind === 'regions') {
		const dimensions = first.facts;
		checkRegions(mask.regions, dimensions);
		const alpha = async () => maskOfRegions(mask.regions, dimensions);
		// Flat areas: a few kilobytes, whatever the image.
		const png = await maskPng(await alpha());
		const load = async () => png;
		return {
			alpha,
			fingerprint: mask.regions,
			file: { fileName: 'mask.png', mimeType: 'image/png', size: png.length, load },
		};
	}
	return await maskFromField(context, itemIndex, mask.field, first);
}

/**
 * Reads a markup picture: a PNG with transparency, as large as the first image.
 * @throws {SettingError}
 */
export async function readMarkup(
	context: IExecuteFunctions,
	itemIndex: number,
	field: string,
	first: InputImage,
): Promise<InputImage> {
	const markup = await readNamedImage(context, itemIndex, 'markupField', field);
	checkOverlay(markup, first, 'markupField', 'markup');
	return markup;
}

async function maskFromField(
	context: IExecuteFunctions,
	itemIndex: number,
	field: string,
	first: InputImage,
): Promise<EditMask> {
	const image = await readNamedImage(context, itemIndex, 'maskField', field);
	checkOverlay(image, first, 'maskField', 'mask');
	const alpha = async () => await readAlpha(image);
	if (!isAnywhereTransparent(await alpha())) {
		throw new SettingError(
			'maskField',
			'The mask is nowhere fully transparent, so that nothing may change',
			'Make the mask fully transparent (alpha 0) where the image may change, or draw Regions instead.',
		);
	}
	return { alpha, fingerprint: image.sha256, file: fileOf(image) };
}

/** What the API asks of a picture that lies over the first image. */
function checkOverlay(
	overlay: InputImage,
	first: InputImage,
	setting: 'maskField' | 'markupField',
	name: string,
): void {
	const refuse = (message: string, howToFix: string): never => {
		throw new SettingError(setting, message, howToFix);
	};
	const { format, hasAlpha, width, height } = overlay.facts;
	if (format !== 'png') {
		refuse(
			`The ${name} is a ${format.toUpperCase()} file and must be a PNG`,
			`Save the ${name} as PNG with transparency.`,
		);
	}
	if (!hasAlpha) {
		refuse(
			`The ${name} has no transparency (no alpha channel)`,
			`Save the ${name} as PNG with transparency${name === 'mask' ? ', transparent where the image may change, or draw Regions instead' : ''}.`,
		);
	}
	if (width !== first.facts.width || height !== first.facts.height) {
		refuse(
			`The ${name} has ${width} × ${height} pixels, the first image has ${first.facts.width} × ${first.facts.height}`,
			`Scale the ${name} to ${first.facts.width} × ${first.facts.height} pixels.`,
		);
	}
}

export function fileOf({ fileName, facts, size, load, open }: InputImage): EditFile {
	return { fileName, mimeType: facts.mimeType, size, load, open };
}

async function readAlpha({ load, facts }: InputImage): Promise<MaskAlpha> {
	const limits = { maxPixels: API_LIMITS.inputImagePixels };
	return await openAlpha(await load(), facts, limits).catch((thrown: unknown) => {
		throw asSettingError(thrown);
	});
}

function isAnywhereTransparent({ height, row }: MaskAlpha): boolean {
	for (let y = 0; y < height; y++) if (row(y).includes(0)) return true;
	return false;
}

function asSettingError(thrown: unknown): unknown {
	if (!(thrown instanceof ImageDecodeError)) return thrown;
	return new SettingError(
		'maskField',
		`The mask cannot be read: ${thrown.message}`,
		'Save the mask as PNG again.',
	);
}
