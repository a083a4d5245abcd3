import { isDecodable } from '../../shared/images/decodableFormats';
import { ImageDecodeError } from '../../shared/images/imageDecodeError';
import { encodeJpeg } from '../../shared/images/jpeg';
import { openSmall } from '../../shared/images/shrink';
import type { ImageFacts } from '../../shared/images/types';
import { expected } from '../../shared/words';
import type { Resources } from '../../shared/items/resources';
import { storeBinary } from '../../shared/items/storedBinary';
import type { ShownFile } from './types';
import { withoutMetadata } from './withoutMetadata';

/** JPEG quality of a preview: nothing to be seen of it at the size of a screen. */
const QUALITY = 84;
/** Pixels above which an image is not opened here. */
const MOST_PIXELS = 64_000_000;
/** Bytes up to which an open image that is no larger than its preview is shown as it is. */
const SMALL_BYTES = 400_000;

/** What browsers show. */
const SHOWN_FORMATS: readonly string[] = ['png', 'jpeg', 'webp', 'gif', 'svg', 'avif', 'bmp'];
/** What browsers show at the size of a preview without being opened here. */
const AS_IT_IS: readonly string[] = ['jpeg', 'png', 'webp'];

export const isShown = ({ format }: Pick<ImageFacts, 'format'>): boolean =>
	SHOWN_FORMATS.includes(format);

export interface PreviewWish {
	/** Pixels of the longer edge. */
	edge: number;
	/** Whether nothing of the file may be passed on but its pixels. */
	blind: boolean;
	/** For n8n's storage; no reviewer sees it. */
	fileName: string;
}

/**
 * A small copy for the page, in n8n's storage.
 * @returns `'asItIs'` where the page may have the file itself.
 * @throws {ImageDecodeError} if a blind round cannot be shown the image without what the file tells.
 */
export async function makePreview(
	resources: Resources,
	bytes: Uint8Array,
	facts: ImageFacts,
	{ edge, blind, fileName }: PreviewWish,
): Promise<ShownFile | 'asItIs'> {
	const isSmall = bytes.length <= SMALL_BYTES && Math.max(facts.width, facts.height) <= edge;
	if (!blind && isSmall && AS_IT_IS.includes(facts.format)) return 'asItIs';
	const store = async (file: Uint8Array, mimeType: string): Promise<ShownFile> => ({
		mimeType,
		binary: await storeBinary(resources, file, fileName, mimeType),
	});
	if (isDecodable(facts.format) && !facts.animated) {
		try {
			return await store(await smallJpeg(resources, bytes, facts, edge), 'image/jpeg');
		} catch (thrown) {
			const unreadable = expected(thrown, ImageDecodeError);
			if (blind && facts.format !== 'webp') throw unreadable;
		}
	}
	if (!blind) return 'asItIs';
	const bare = withoutMetadata(bytes, facts);
	if (bare !== undefined) return await store(bare, facts.mimeType);
	throw new ImageDecodeError(
		`The image is a ${facts.format.toUpperCase()} file, which cannot be shown without its metadata.`,
	);
}

async function smallJpeg(
	{ signal }: Resources,
	bytes: Uint8Array,
	facts: ImageFacts,
	edge: number,
): Promise<Uint8Array> {
	const { raster } = await openSmall(bytes, facts, { maxPixels: MOST_PIXELS }, edge, signal);
	return await encodeJpeg(raster, QUALITY, 'half', signal);
}
