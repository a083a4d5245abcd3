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

const bytesOf = (characters: string) => new Set(Buffer.from(characters));
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const DIGITS = bytesOf(`${LETTERS}+/-_`);
/** What a data URL has before its comma. */
const HEAD = bytesOf(`${LETTERS}+/-_.;:=`);
const BLANKS = bytesOf(' \n\r\t');

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
		while (at < chunk.length && this.belongs(chunk[at]!)) at++;
		return at;
	}

	private belongs(byte: number): boolean {
		if (this.inHead) {
			if (byte === COMMA) this.inHead = false;
			return byte === COMMA || HEAD.has(byte);
		}
		if (byte === EQUALS) {
			this.padded = true;
			return true;
		}
		return (!this.padded && DIGITS.has(byte)) || (this.first && BLANKS.has(byte));
	}

	private takeRun(text: string): void {
		this.take(text, this.raw.length < LONGEST_GIVEN_BACK ? text.slice(0, LONGEST_GIVEN_BACK) : '');
	}

	private take(text: string, raw: string): void {
		this.raw += raw;
		this.image.push(text);
	}
}
