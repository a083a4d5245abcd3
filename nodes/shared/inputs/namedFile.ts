import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { fileInDataUrl } from '../images/dataUrl';
import { namedBinary } from '../items/findBinaries';
import { SettingError } from '../request/settings';
import { shortened } from '../words';
import { storeInput } from './storeInput';

/** A file that a parameter names or holds. */
export interface NamedFile {
	/** How messages call it: 'the binary field "photo"'. */
	label: string;
	/** Where it would be downloaded from. */
	host?: string;
	/** Stores what is not in n8n's storage yet. */
	binary(): Promise<IBinaryData>;
}

/** Characters of a text that are looked at. */
const HEAD = 4096;

/**
 * The file of a parameter that asks for a binary field: its name, or a data URL in its place.
 * @param itemName how a message calls the item, if it is one of several.
 * @throws {SettingError} for a field that the item does not have, and for what is not a name.
 */
export function namedFile(
	context: IExecuteFunctions,
	itemIndex: number,
	setting: string,
	name: string,
	itemName?: string,
): NamedFile {
	const inDataUrl = dataUrlFile(context, setting, name);
	if (inDataUrl) return inDataUrl;
	const orUrls = setting === 'inputFields' ? 'Image URLs' : undefined;
	const binary = namedBinary(context, itemIndex, setting, name, itemName, orUrls);
	const of = itemName === undefined ? '' : ` of ${itemName.toLowerCase()}`;
	return { label: `the binary field "${shortened(name)}"${of}`, binary: async () => binary };
}

/**
 * The file in a data URL; undefined for any other text.
 * @throws {SettingError} for a data URL without a file.
 */
export function dataUrlFile(
	context: IExecuteFunctions,
	setting: string,
	text: string,
): NamedFile | undefined {
	if (!/^[\s"']*data:/i.test(text.slice(0, HEAD))) return undefined;
	const bytes = fileInDataUrl(text);
	if (bytes === undefined) {
		throw new SettingError(
			setting,
			(label) => `${label} holds a data URL without a base64 file`,
			'A data URL of an image begins with data:image/png;base64, and goes on with the file.',
		);
	}
	return {
		label: 'the image in the data URL',
		binary: async () =>
			await storeInput(context, Buffer.from(bytes), {
				fileName: 'image',
				mimeType: 'application/octet-stream',
			}),
	};
}
