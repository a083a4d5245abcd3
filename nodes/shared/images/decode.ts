import { decodePngStripes } from './codec/pngDecode';
import { DECODABLE_FORMATS, isDecodable, type DecodableFormat } from './decodableFormats';
import { ImageDecodeError } from './imageDecodeError';
import { decodeJpegStripes } from './jpeg';
import { collected, ROWS_A_STRIPE } from './stripes';
import { decodeWebpStripes } from './webp/decodeWebp';
import type { DecodeLimits, ImageFacts, Raster } from './types';

type Decoder = (
	bytes: Uint8Array,
	limits: DecodeLimits,
	signal?: AbortSignal,
) => AsyncGenerator<Raster, void>;

const DECODERS: Record<DecodableFormat, Decoder> = {
	png: (bytes, limits, signal) => decodePngStripes(bytes, limits, ROWS_A_STRIPE, signal),
	jpeg: decodeJpegStripes,
	webp: decodeWebpStripes,
};

/**
 * Decodes the pixels as they are stored, some rows at a time. What a person sees is `openImage`'s.
 * @throws {ImageDecodeError} for other formats and for files that cannot be read.
 */
export function decodeStripes(
	bytes: Uint8Array,
	{ format }: Pick<ImageFacts, 'format'>,
	limits: DecodeLimits,
	signal?: AbortSignal,
): AsyncGenerator<Raster, void> {
	if (isDecodable(format)) return DECODERS[format](bytes, limits, signal);
	throw new ImageDecodeError(
		`The image is a ${format.toUpperCase()} file; only ${openable()} can be opened here.`,
	);
}

/** `decodeStripes` as one raster. @throws {ImageDecodeError} */
export async function decodeImage(
	bytes: Uint8Array,
	facts: Pick<ImageFacts, 'format' | 'width' | 'height'>,
	limits: DecodeLimits,
	signal?: AbortSignal,
): Promise<Raster> {
	return await collected(decodeStripes(bytes, facts, limits, signal), facts);
}

/**
 * Reads all pixels and keeps none, to tell whether the file can be opened.
 * @throws {ImageDecodeError} if it cannot.
 */
export async function checkPixels(
	bytes: Uint8Array,
	facts: Pick<ImageFacts, 'format'>,
	limits: DecodeLimits,
	signal?: AbortSignal,
): Promise<void> {
	const stripes = decodeStripes(bytes, facts, limits, signal);
	while (!(await stripes.next()).done);
}

/** "PNG, JPEG and WebP". */
export function openable(): string {
	const names = DECODABLE_FORMATS.map((format) =>
		format === 'webp' ? 'WebP' : format.toUpperCase(),
	);
	return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
