import { createHash } from 'crypto';
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import type { ImageFacts } from '../images/types';
import { API_LIMITS } from '../models/catalog';
import { SettingError } from '../request/settings';
import { extensionOf, safeFileName } from '../items/fileName';
import type { ItemGroup } from '../items/imageItems';
import type { Session } from '../execution/session';
import { checkInputImage } from './checkInput';
import { downloadImage } from './download';
import { binariesOf, namedBinary } from '../items/findBinaries';
import type { EditSources } from './parameters';

/** An image that goes into an edit. Its bytes stay in n8n's storage until they are sent. */
export interface InputImage {
	/** How messages call it: 'the binary field "photo"'. */
	label: string;
	fileName: string;
	facts: ImageFacts;
	/** Bytes. */
	size: number;
	sha256: string;
	load(): Promise<Buffer>;
	/** The same in pieces; undefined where n8n keeps binaries in memory. */
	open?: () => Promise<AsyncIterable<Uint8Array>>;
	/** @throws {SettingError} where the file is gone from the storage. */
	checkStored(): Promise<void>;
}

/** Where an image was found, before anything of it was read. */
interface Source {
	context: IExecuteFunctions;
	itemIndex: number;
	setting: string;
	label: string;
	binary: IBinaryData;
}

/**
 * Finds and checks the images of the items, in the order of the fields, then of the URLs.
 * @param itemIndexes one item, or all whose images go into the same edit.
 * @throws {SettingError} before anything is paid for.
 */
export async function readInputImages(
	session: Session,
	itemIndexes: ItemGroup,
	sources: EditSources,
): Promise<InputImage[]> {
	const { context } = session;
	const setting = 'inputFields';
	const fields = itemIndexes.flatMap((itemIndex) => {
		const several = itemIndexes.length > 1;
		const itemName = several ? `Item ${itemIndex + 1}` : 'The item';
		const of = several ? ` of item ${itemIndex + 1}` : '';
		return binariesOf(context, itemIndex, sources.inputFields, excludedFrom(sources), itemName).map(
			({ field, binary }): Source => {
				return { context, itemIndex, setting, binary, label: `the binary field "${field}"${of}` };
			},
		);
	});
	checkCount(fields.length + sources.imageUrls.length);
	const images: InputImage[] = [];
	for (const source of fields) images.push(await readImage(source));
	for (const url of sources.imageUrls) images.push(await readUrl(session, itemIndexes[0], url));
	return images;
}

/** Reads and checks one named field: a mask, a markup, a stored picture. @throws {SettingError} */
export async function readNamedImage(
	context: IExecuteFunctions,
	itemIndex: number,
	setting: 'maskField' | 'markupField' | 'baselineField',
	field: string,
): Promise<InputImage> {
	const binary = namedBinary(context, itemIndex, setting, field);
	return await readImage({
		context,
		itemIndex,
		setting,
		binary,
		label: `the binary field "${field}"`,
	});
}

/** Mask and markup are no images to edit. */
function excludedFrom({ mask, markupField }: EditSources): Set<string> {
	return new Set([markupField, ...(mask.kind === 'binaryField' ? [mask.field] : [])]);
}

/** Before anything is read or downloaded. @throws {SettingError} */
function checkCount(images: number): void {
	if (images === 0) {
		throw new SettingError(
			'inputFields',
			'There is no image to edit',
			'Name the binary fields that hold the images in Input Binary Fields, or give Image URLs.',
		);
	}
	if (images <= API_LIMITS.inputImages) return;
	throw new SettingError(
		'inputFields',
		`${images} images are too many for one edit, which takes up to ${API_LIMITS.inputImages}`,
		'Name fewer fields, or set Images From to Each Item.',
	);
}

async function readUrl(session: Session, itemIndex: number, url: string): Promise<InputImage> {
	return await readImage({
		context: session.context,
		itemIndex,
		setting: 'imageUrls',
		binary: await downloadImage(session, url),
		label: `the image from ${new URL(url).host}`,
	});
}

async function readImage(source: Source): Promise<InputImage> {
	const { context, itemIndex, setting, label, binary } = source;
	// n8n takes for a binary only what has a MIME type; one that a Code node made may have none.
	const typed = { ...binary, mimeType: binary.mimeType || 'application/octet-stream' };
	const { id } = typed;
	const load = async () => await context.helpers.getBinaryDataBuffer(itemIndex, typed);
	const gone = (thrown: unknown): never => {
		context.logger.debug('A binary could not be read', { label, reason: String(thrown) });
		throw new SettingError(
			setting,
			`The file of ${label} is no longer in n8n's storage`,
			'Run the step that provides the file again.',
		);
	};
	const bytes = await load().catch(gone);
	const facts = await checkInputImage(bytes, label, setting);
	return {
		label,
		// OpenAI looks at the ending and the MIME type: both follow the content, not the given name.
		fileName: `${safeFileName(baseNameOf(binary.fileName))}.${extensionOf(facts.format)}`,
		facts,
		size: bytes.length,
		sha256: createHash('sha256').update(bytes).digest('base64url'),
		load,
		...(id !== undefined && { open: async () => await context.helpers.getBinaryStream(id) }),
		checkStored: async () => {
			if (id === undefined) return;
			const stream = await context.helpers.getBinaryStream(id).catch(gone);
			stream.destroy();
		},
	};
}

function baseNameOf(fileName: string | undefined): string {
	return fileName?.replace(/\.[^.]*$/, '') ?? '';
}
