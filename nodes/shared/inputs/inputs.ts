import type { IExecuteFunctions } from 'n8n-workflow';
import type { Session } from '../execution/session';
import { breathe } from '../images/breathe';
import { binariesOf } from '../items/findBinaries';
import type { ItemGroup } from '../items/imageItems';
import type { Resources } from '../items/resources';
import { API_LIMITS } from '../models/catalog';
import { SettingError } from '../request/settings';
import { checkInputImage, type InputPurpose } from './checkInput';
import { downloadedFile } from './downloadInput';
import { mended } from './mended';
import { dataUrlFile, namedFile, type NamedFile } from './namedFile';
import type { EditSources } from './parameters';
import { imageOf, storeAgain, storedFile, type ImagePlace, type InputImage } from './storedImage';

/** Where an image was found, before anything of it was read. */
interface Source extends NamedFile {
	itemIndex: number;
	setting: string;
}

/** The images of an edit. */
export interface InputImages {
	images: InputImage[];
	/** Their number, with those that a Dry Run does not download. */
	count: number;
	/** The first one; undefined if a Dry Run does not download it. */
	first: InputImage | undefined;
	/** Where those would come from that a Dry Run does not download. */
	notDownloaded: string[];
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
): Promise<InputImages> {
	const { context, signal } = session;
	const several = itemIndexes.length > 1;
	const found = [
		...itemIndexes.flatMap((itemIndex) =>
			filesOf(context, itemIndex, sources, several).map((file): Source => ({
				...file,
				itemIndex,
				setting: 'inputFields',
			})),
		),
		...sources.imageUrls.map((url): Source => {
			const file = dataUrlFile(context, 'imageUrls', url) ?? downloadedFile(session, url);
			return { ...file, itemIndex: itemIndexes[0], setting: 'imageUrls' };
		}),
	];
	checkCount(found.length);
	const images: InputImage[] = [];
	const notDownloaded: string[] = [];
	let first: InputImage | undefined;
	for (const [place, { binary, host, ...source }] of found.entries()) {
		if (host !== undefined && session.settings.dryRun) {
			notDownloaded.push(host);
			continue;
		}
		const image = await readImage({ context, signal, ...source }, binary, 'edited');
		images.push(image);
		if (place === 0) first = image;
	}
	return { images, count: found.length, first, notDownloaded };
}

/** The files that Input Binary Fields names in an item. */
function filesOf(
	context: IExecuteFunctions,
	itemIndex: number,
	sources: EditSources,
	several: boolean,
): NamedFile[] {
	const { inputFields } = sources;
	const itemName = several ? `Item ${itemIndex + 1}` : undefined;
	if (!inputFields.includes('*')) {
		return inputFields.map((field) =>
			namedFile(context, itemIndex, 'inputFields', field, itemName),
		);
	}
	const of = several ? ` of item ${itemIndex + 1}` : '';
	return binariesOf(context, itemIndex, inputFields, excludedFrom(sources), '').map(
		({ field, binary }) => ({
			label: `the binary field "${field}"${of}`,
			binary: async () => binary,
		}),
	);
}

/** Reads and checks one named field: a mask, a markup, a baseline. @throws {SettingError} */
export async function readNamedImage(
	{ context, signal }: Resources,
	itemIndex: number,
	setting: 'maskField' | 'markupField' | 'baselineField',
	field: string,
): Promise<InputImage> {
	const { label, binary } = namedFile(context, itemIndex, setting, field);
	const purpose = setting === 'baselineField' ? 'compared' : 'edited';
	return await readImage({ context, signal, itemIndex, setting, label }, binary, purpose);
}

/** Mask and markup are not images to edit. */
function excludedFrom({ mask, markupField }: EditSources): Set<string> {
	return new Set([markupField, ...(mask.kind === 'binaryField' ? [mask.field] : [])]);
}

/** Before anything is read or downloaded. @throws {SettingError} */
function checkCount(images: number): void {
	if (images === 0) {
		throw new SettingError(
			'inputFields',
			'There is no image to edit',
			'Name the binary fields that hold the images in Input Binary Fields, or enter Image URLs.',
		);
	}
	if (images <= API_LIMITS.inputImages) return;
	throw new SettingError(
		'inputFields',
		`${images} images are too many for one edit, which takes up to ${API_LIMITS.inputImages}`,
		'Name fewer fields, or set Images From to Each Item.',
	);
}

/**
 * Reads a file, mends what can be mended without loss, and checks it. Each step walks through the whole file, 20 to 40 ms
 * for the largest JPEG: other work goes on in between.
 */
async function readImage(
	place: ImagePlace,
	open: NamedFile['binary'],
	purpose: InputPurpose,
): Promise<InputImage> {
	const { signal } = place;
	signal?.throwIfAborted();
	const binary = await open();
	const given = await storedFile(place, binary).loadNow();
	const bytes = await mended(given, signal);
	await breathe(signal);
	const facts = await checkInputImage(bytes, place, purpose);
	await breathe(signal);
	if (bytes === given) return await imageOf(place, binary, bytes, facts);
	const { fileName } = binary;
	const stored = await storeAgain(place, bytes, { fileName, mimeType: facts.mimeType });
	return await imageOf(place, { ...stored, fileName }, bytes, facts);
}
