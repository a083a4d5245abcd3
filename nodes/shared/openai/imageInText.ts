import { Base64Image } from './base64Image';
import type { ImageStart } from './imageStart';
import { isWholeEscape, unescaped } from './jsonString';

const COMMA = 0x2c;
const EQUALS = 0x3d;
const BACKSLASH = 0x5c;
/** Of what is no image after all, so much can be given back. */
const LONGEST_GIVEN_BACK = 100;
/** Less is no image. */
const FEWEST_BYTES = 16;

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const DIGIT = 1;
const BLANK = 2;
/** What a data URL has before its comma. */
const HEAD = 4;
/** What a byte may be: looked up for each one of megabytes. */
const KINDS = new Uint8Array(256);
for (const byte of Buffer.from(`${LETTERS}+/-_`)) KINDS[byte] = DIGIT | HEAD;
for (const byte of Buffer.from('.;:=')) KINDS[byte] = HEAD;
for (const byte of Buffer.from(' \n\r\t')) KINDS[byte] = BLANK;

/** Reads an image that begins within a JSON string: up to where its base64 ends, whatever stands behind it. */
export class ImageInText {
	readonly image = new Base64Image();
	/** An escape that belongs to the text behind the image, complete. */
	behind = '';
	private escape = '';
	private inHead: boolean;
	private padded = false;
	private raw = '';

	private readonly start: string;

	/** Whether nothing stands before it in the string: then it may have line breaks. */
	readonly first: boolean;

	constructor({ text, raw, first }: ImageStart) {
		this.start = text;
		this.first = first;
		this.inHead = text.startsWith('data:');
		this.take(text, raw);
	}

	/** @returns the position behind the image, or -1 when it goes on behind this chunk. */
	read(chunk: Buffer, from: number): number {
		for (let at = from; at < chunk.length;) {
			if (this.escape === '') {
				const end = this.endOfRun(chunk, at);
				if (end > at) this.takeRun(chunk.toString('latin1', at, end));
				at = end;
				if (at === chunk.length) return -1;
				if (chunk[at] !== BACKSLASH) return at;
			}
			this.escape += String.fromCharCode(chunk[at++]!);
			if (!isWholeEscape(this.escape)) continue;
			const text = unescaped(this.escape);
			if (text.length !== 1 || !this.belongs(text.charCodeAt(0))) {
				this.behind = this.escape;
				return at;
			}
			this.take(text, this.escape);
			this.escape = '';
		}
		return -1;
	}

	/** The bytes, or the JSON text that turned out to be no image; neither where it is one that cannot be read. */
	finish(): { bytes?: Buffer; text?: string } {
		const isMeant = this.first && this.start.startsWith('data:');
		const bytes = this.image.finish({ lenient: true });
		if (bytes && (isMeant || bytes.length >= FEWEST_BYTES)) return { bytes };
		return isMeant || this.raw.length >= LONGEST_GIVEN_BACK ? {} : { text: this.raw };
	}

	private endOfRun(chunk: Buffer, from: number): number {
		let at = from;
		for (;;) {
			const kinds = this.kinds;
			while (at < chunk.length && KINDS[chunk[at]!]! & kinds) at++;
			if (at === chunk.length || !this.belongs(chunk[at]!)) return at;
			at++;
		}
	}

	/** What may come next, besides the comma of a data URL and padding. */
	private get kinds(): number {
		if (this.inHead) return HEAD;
		return (this.padded ? 0 : DIGIT) | (this.first ? BLANK : 0);
	}

	private belongs(byte: number): boolean {
		if (this.inHead && byte === COMMA) {
			this.inHead = false;
			return true;
		}
		if (!this.inHead && byte === EQUALS) {
			this.padded = true;
			return true;
		}
		return (KINDS[byte]! & this.kinds) !== 0;
	}

	private takeRun(text: string): void {
		this.take(text, this.raw.length < LONGEST_GIVEN_BACK ? text.slice(0, LONGEST_GIVEN_BACK) : '');
	}

	private take(text: string, raw: string): void {
		this.raw += raw;
		this.image.push(text);
	}
}
