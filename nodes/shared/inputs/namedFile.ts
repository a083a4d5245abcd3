import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { fileInDataUrl } from '../images/dataUrl';
import { identifyImage } from '../images/identify';
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
	if (isBase64Image(name)) {
		throw new SettingError(
			setting,
			(label) => `${label} holds base64 text instead of the name of a binary field`,
			'Turn the text into a file with the Convert to File node (Move Base64 String to File), and enter the name of its binary field.',
		);
	}
	if (/^https?:\/\//i.test(name)) {
		throw new SettingError(
			setting,
			(label) => `${label} holds a web address instead of the name of a binary field`,
			setting === 'inputFields'
				? 'Enter the address in Image URLs.'
				: 'Download the file with an HTTP Request node, and enter the name of its binary field.',
		);
	}
	const binary = namedBinary(context, itemIndex, setting, name, itemName);
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

/** Whether a text is an image as base64, with line breaks or without. */
export function isBase64Image(text: string): boolean {
	const head = text.slice(0, HEAD);
	if (!/^[A-Za-z0-9+/_=\s-]+$/.test(head)) return false;
	return identifyImage(Buffer.from(head, 'base64')) !== undefined;
}
