import { createHash } from 'crypto';
import { isBinaryValue, type IBinaryData, type IExecuteFunctions } from 'n8n-workflow';
import type { ImageFacts } from '../../images/types';
import { API_LIMITS } from '../../models/catalog';
import { SettingError } from '../../request/settings';
import { checkInputImage } from './checkInput';
import { downloadImage } from './download';
import type { EditSources } from './parameters';
import type { Session } from '../session';

/** An image that goes into an edit. Its bytes stay in n8n's storage until they are sent. */
export interface InputImage {
	/** How messages call it: 'the binary field "photo"'. */
	label: string;
	fileName: string;
	facts: ImageFacts;
	sha256: string;
	load(): Promise<Buffer>;
}

/**
 * Finds and checks the images of the items, in the order of the fields, then of the URLs.
 * @param itemIndexes one item, or all whose images go into the same edit.
 * @throws {SettingError} before anything is paid for.
 */
export async function readInputImages(
	session: Session,
	itemIndexes: number[],
	sources: EditSources,
): Promise<InputImage[]> {
	const { context } = session;
	const images: InputImage[] = [];
	const excluded = new Set([
		sources.markupField,
		...(sources.mask.kind === 'binaryField' ? [sources.mask.field] : []),
	]);
	for (const itemIndex of itemIndexes) {
		for (const { field, binary } of binariesOf(context, itemIndex, sources.inputFields, excluded)) {
			images.push(await inputImage(context, itemIndex, 'inputFields', field, binary));
		}
	}
	for (const url of sources.imageUrls) {
		const binary = await downloadImage(session, url);
		images.push(await inputImage(context, itemIndexes[0] ?? 0, 'imageUrls', url, binary));
	}
	if (images.length === 0) {
		throw new SettingError(
			'inputFields',
			'There is no image to edit',
			'Name the binary fields that hold the images in Input Binary Fields, or give Image URLs.',
		);
	}
	if (images.length > API_LIMITS.inputImages) {
		throw new SettingError(
			'inputFields',
			`${images.length} images are too many for one edit, which takes up to ${API_LIMITS.inputImages}`,
			'Name fewer fields, or set Images From to Each Item.',
		);
	}
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
	return await inputImage(context, itemIndex, setting, field, binary);
}

async function inputImage(
	context: IExecuteFunctions,
	itemIndex: number,
	setting: string,
	name: string,
	binary: IBinaryData,
): Promise<InputImage> {
	const load = async () => await context.helpers.getBinaryDataBuffer(itemIndex, binary);
	const label =
		setting === 'imageUrls' ? `the image from ${hostOf(name)}` : `the binary field "${name}"`;
	const bytes = await load();
	const facts = checkInputImage(bytes, label, setting);
	return {
		label,
		// OpenAI looks at the ending and the MIME type: both follow the content, not the given name.
		fileName: `${baseNameOf(binary.fileName)}.${facts.format === 'jpeg' ? 'jpg' : facts.format}`,
		facts,
		sha256: createHash('sha256').update(bytes).digest('base64url'),
		load,
	};
}

/** The binaries that the list of names stands for. `*`: every image of the item but mask and markup. */
function binariesOf(
	context: IExecuteFunctions,
	itemIndex: number,
	fields: string[],
	excluded: Set<string>,
): Array<{ field: string; binary: IBinaryData }> {
	if (!fields.includes('*')) {
		return fields.map((field) => ({
			field,
			binary: namedBinary(context, itemIndex, 'inputFields', field),
		}));
	}
	return allBinaries(context, itemIndex).filter(
		({ field, binary }) => !excluded.has(field) && isImage(binary),
	);
}

/** With the workflow setting `binaryMode: combined` the binaries stand somewhere in the json. */
function allBinaries(context: IExecuteFunctions, itemIndex: number) {
	const item = context.getInputData()[itemIndex];
	const found = Object.entries(item?.binary ?? {}).map(([field, binary]) => ({ field, binary }));
	const search = (value: unknown, path: string[]) => {
		if (isBinaryValue(value)) found.push({ field: path.at(-1) ?? '', binary: value });
		else if (typeof value === 'object' && value !== null && path.length < 6) {
			for (const [key, entry] of Object.entries(value)) search(entry, [...path, key]);
		}
	};
	search(item?.json, []);
	return found;
}

function isImage({ mimeType, fileType }: IBinaryData): boolean {
	return (
		fileType === 'image' || mimeType.startsWith('image/') || mimeType === 'application/octet-stream'
	);
}

function namedBinary(
	context: IExecuteFunctions,
	itemIndex: number,
	setting: string,
	field: string,
): IBinaryData {
	const all = allBinaries(context, itemIndex);
	const named = all.find((entry) => entry.field === field);
	if (named) return named.binary;
	try {
		return context.helpers.assertBinaryData(itemIndex, field);
	} catch {
		const names = all.map((entry) => `"${entry.field}"`).join(', ');
		throw new SettingError(
			setting,
			`The item has no binary field "${field}"`,
			names === ''
				? 'The item has no binary fields at all: put a node that reads a file before this one.'
				: `Use one of the fields that it has: ${names}.`,
		);
	}
}

function baseNameOf(fileName: string | undefined): string {
	return fileName?.replace(/\.[^.]*$/, '').trim() || 'image';
}

function hostOf(url: string): string {
	return URL.canParse(url) ? new URL(url).host : 'the given address';
}
