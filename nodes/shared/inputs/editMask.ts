import type { EditFile } from '../openai/storedFile';
import type { Session } from '../execution/session';
import { ImageDecodeError } from '../images/imageDecodeError';
import { maskPng, openAlpha, type MaskAlpha } from '../images/mask';
import { API_LIMITS } from '../models/catalog';
import { rejecting, SettingError } from '../request/settings';
import { readNamedImage } from './inputs';
import type { InputImage } from './storedImage';
import { checkRegions, maskOfRegions } from './mask';
import type { EditSources } from './parameters';
import { upright } from './upright';

/** The part of the first image that may change. */
export interface EditMask {
	file: EditFile;
	/** Its alpha, in the size of the first image. */
	alpha(): Promise<MaskAlpha>;
	/** Tells masks apart. */
	fingerprint: unknown;
}

/**
 * Reads or draws the mask and compares its size with that of the first image.
 * @throws {SettingError} before anything is paid for.
 */
export async function readMask(
	session: Session,
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
		const png = await session.openings.run(
			async () => await maskPng(await alpha(), session.signal),
		);
		const load = async () => png;
		return {
			alpha,
			fingerprint: mask.regions,
			file: { fileName: 'mask.png', mimeType: 'image/png', size: png.length, load },
		};
	}
	return await maskFromField(session, itemIndex, mask.field, first);
}

/**
 * Reads a markup image: a PNG with transparency, as large as the first image.
 * @throws {SettingError}
 */
export async function readMarkup(
	session: Session,
	itemIndex: number,
	field: string,
	first: InputImage,
): Promise<InputImage> {
	const named = await readNamedImage(session, itemIndex, 'markupField', field);
	const markup = await upright(session, itemIndex, named, 'markupField');
	checkOverlay(markup, first, 'markupField', 'markup');
	return markup;
}

async function maskFromField(
	session: Session,
	itemIndex: number,
	field: string,
	first: InputImage,
): Promise<EditMask> {
	const named = await readNamedImage(session, itemIndex, 'maskField', field);
	const image = await upright(session, itemIndex, named, 'maskField');
	checkOverlay(image, first, 'maskField', 'mask');
	const alpha = async () => await readAlpha(image, session.signal);
	if (!isAnywhereTransparent(await session.openings.run(alpha))) {
		throw new SettingError(
			'maskField',
			'The mask has no fully transparent area, so nothing would change',
			'Make the mask fully transparent (alpha 0) where the image may change, or draw Regions instead.',
		);
	}
	return { alpha, fingerprint: image.sha256, file: fileOf(image) };
}

/** What the API asks of an image that lies over the first one. */
function checkOverlay(
	overlay: InputImage,
	first: InputImage,
	setting: 'maskField' | 'markupField',
	name: string,
): void {
	const reject = rejecting(setting, `The ${name}`);
	const { format, hasAlpha, width, height } = overlay.facts;
	if (format !== 'png') {
		reject(
			`is a ${format.toUpperCase()} file and must be a PNG`,
			`Save the ${name} as PNG with transparency.`,
		);
	}
	if (!hasAlpha) {
		reject(
			'has no transparency (no alpha channel)',
			`Save the ${name} as PNG with transparency${name === 'mask' ? ', transparent where the image may change, or draw Regions instead' : ''}.`,
		);
	}
	if (width !== first.facts.width || height !== first.facts.height) {
		reject(
			`has ${width} × ${height} pixels, the first image has ${first.facts.width} × ${first.facts.height}`,
			`Scale the ${name} to ${first.facts.width} × ${first.facts.height} pixels.`,
		);
	}
}

export function fileOf({ fileName, facts, size, load, open }: InputImage): EditFile {
	return { fileName, mimeType: facts.mimeType, size, load, open };
}

async function readAlpha(
	{ load, facts }: InputImage,
	signal: AbortSignal | undefined,
): Promise<MaskAlpha> {
	const limits = { maxPixels: API_LIMITS.inputImagePixels };
	return await openAlpha(await load(), facts, limits, signal).catch((thrown: unknown) => {
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
