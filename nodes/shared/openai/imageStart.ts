/** What servers call a field of base64: OpenAI and most, Vertex AI, Stability, others. */
export const IMAGE_FIELDS = [
	'b64_json',
	'b64',
	'base64',
	'image_base64',
	'imageBase64',
	'bytesBase64Encoded',
];

/** The first bytes of PNG, JPEG (also in the URL-safe alphabet), WebP and GIF in base64. */
const SIGNATURES = ['iVBORw0KGgo', '/9j/', '_9j_', 'UklGR', 'R0lGOD'];
/** A field for an address holds a data URL of whatever type; other text may begin with "data:" as well. */
const STARTS_OF_URLS = ['data:', ...SIGNATURES];
const STARTS_OF_OTHERS = ['data:image/', ...SIGNATURES];
const URL_FIELD = /ur[il]s?$/i;

/** Whether whatever the field holds is meant to be base64 of an image. */
export function isImageField(field: string): boolean {
	return IMAGE_FIELDS.includes(field);
}

/** Tells by the next characters of a JSON string whether they are an image, whatever the field is called. */
export class ImageStart {
	/** The characters so far, without the backslashes that JSON allows before a slash. */
	text = '';
	/** The same with them. */
	raw = '';
	private readonly starts: readonly string[];
	private afterBackslash = false;

	/**
	 * @param first whether nothing but white space stands before it in the string.
	 * @param field whose text begins here; none within a text.
	 */
	constructor(
		readonly first: boolean,
		field = '',
	) {
		this.starts = URL_FIELD.test(field) ? STARTS_OF_URLS : STARTS_OF_OTHERS;
	}

	read(byte: number): 'image' | 'maybe' | 'other' {
		const character = String.fromCharCode(byte);
		this.raw += character;
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

/** What may stand before a character of a word, an address or base64, which then begins nothing. */
const OF_WORDS = new Set(
	Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_-.:?&%#~@'),
);
const BACKSLASH = 0x5c;
const LETTER_U = 0x75;
const SLASH = 0x2f;
const BLANKS = new Set(Buffer.from(' \n\r\t'));
const ESCAPED_BLANKS = new Set(Buffer.from('nrt'));

/** Finds the images in one JSON string: at its beginning, and behind whatever ends a word. */
export class ImageSearch {
	private isBlank = true;
	private start: ImageStart | null;
	private escaped = false;
	private hexLeft = 0;

	constructor(private readonly field: string) {
		this.start = new ImageStart(true, field);
	}

	/** @returns how an image begins, where this byte makes that certain. */
	read(byte: number): ImageStart | undefined {
		const is = this.start?.read(byte) ?? 'other';
		if (is === 'image') return this.start!;
		const ends = this.endsWord(byte);
		if (is === 'other') {
			this.start = ends ? new ImageStart(this.isBlank, this.isBlank ? this.field : '') : null;
		}
		return undefined;
	}

	/** An image has ended: what follows may be another one. */
	goOn(): void {
		this.isBlank = false;
		this.escaped = false;
		this.start = new ImageStart(false);
	}

	/** Whether what comes behind this byte may be an image. */
	private endsWord(byte: number): boolean {
		if (this.hexLeft > 0) return --this.hexLeft === 0;
		const wasEscaped = this.escaped;
		this.escaped = byte === BACKSLASH && !wasEscaped;
		if (this.escaped) return false;
		this.isBlank &&= (wasEscaped ? ESCAPED_BLANKS : BLANKS).has(byte);
		if (wasEscaped && byte === LETTER_U) this.hexLeft = 4;
		return wasEscaped ? byte !== LETTER_U && byte !== SLASH : !OF_WORDS.has(byte);
	}
}
