import { identifyImage } from '../images/identify';
import { SettingError } from '../request/settings';

/** Characters of a text that are looked at. */
const HEAD = 4096;
const CONVERT =
	'Turn the text into a file with the Convert to File node (Move Base64 String to File), and enter the name of its binary field.';

/**
 * Where a parameter asks for the name of a binary field: what is certainly none.
 * @param urlSetting the parameter that takes addresses, as the editor shows it.
 * @throws {SettingError} that says what it is and where it belongs.
 */
export function rejectNotAName(setting: string, text: string, urlSetting?: string): void {
	const reject = (message: string, howToFix: string) => {
		throw new SettingError(setting, (label) => `${label} ${message}`, howToFix);
	};
	if (isBase64Image(text)) {
		reject('holds base64 text instead of the name of a binary field', CONVERT);
	}
	if (/^data:/i.test(text)) {
		reject('holds a data URL instead of the name of a binary field', CONVERT);
	}
	if (/^https?:\/\//i.test(text)) {
		reject(
			'holds a web address instead of the name of a binary field',
			urlSetting === undefined
				? 'Download the file with an HTTP Request node, and enter the name of its binary field.'
				: `Enter the address in ${urlSetting}.`,
		);
	}
}

/** Whether a text is an image as base64, with line breaks or without. */
export function isBase64Image(text: string): boolean {
	const head = text.slice(0, HEAD);
	if (!/^[A-Za-z0-9+/_=\s-]+$/.test(head)) return false;
	return identifyImage(Buffer.from(head, 'base64')) !== undefined;
}
