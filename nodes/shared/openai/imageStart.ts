/** What servers call a field of base64: OpenAI and most, Vertex AI, Stability, others. */
const IMAGE_FIELDS: ReadonlySet<string> = new Set([
	'b64_json',
	'b64',
	'base64',
	'image_base64',
	'imageBase64',
	'bytesBase64Encoded',
]);

/** The first bytes of PNG, JPEG, WebP and GIF in base64. */
const SIGNATURES = ['iVBORw0KGgo', '/9j/', 'UklGR', 'R0lGOD'];
/** A field for an address holds a data URL of whatever type; other text may begin with "data:" as well. */
const STARTS_OF_URLS = ['data:', ...SIGNATURES];
const STARTS_OF_OTHERS = ['data:image/', ...SIGNATURES];
const URL_FIELD = /ur[il]s?$/i;

/** Whether whatever the field holds is meant to be base64 of an image. */
export function isImageField(field: string): boolean {
	return IMAGE_FIELDS.has(field);
}

/** Tells by the first characters of a JSON string whether it is an image, whatever its field is called. */
export class ImageStart {
	/** The characters so far, without the backslashes that JSON allows before a slash. */
	text = '';
	private readonly starts: readonly string[];
	private afterBackslash = false;

	constructor(field: string) {
		this.starts = URL_FIELD.test(field) ? STARTS_OF_URLS : STARTS_OF_OTHERS;
	}

	read(byte: number): 'image' | 'maybe' | 'other' {
		const character = String.fromCharCode(byte);
		if (character === '\\' && !this.afterBackslash) {
			this.afterBackslash = true;
			return 'maybe';
		}
		if (this.afterBackslash && character !== '/') return 'other';
		this.afterBackslash = false;
		this.text += character;
		if (this.starts.includes(this.text)) return 'image';
		return this.starts.some((start) => start.startsWith(this.text)) ? 'maybe' : 'other';
	}
}
