import { Base64Image } from './base64Image';
import { BadAnswer } from './errors/badAnswer';
import { ImageInText } from './imageInText';
import { ImageSearch, isImageField, type ImageStart } from './imageStart';
import { JsonString } from './jsonString';
import { JsonPlace, pathOf } from './jsonPlace';
import { JsonRest } from './jsonRest';
import { bufferOf } from '../bufferOf';

export interface DecodedImage {
	/** Undefined if the text was not base64. */
	bytes?: Buffer;
}

/** @param path of the image in the answer (see `pathOf`). */
export type ImageListener = (path: string, bytes: Buffer) => void;

export interface DecodedAnswer {
	/** The answer as JSON.parse gives it, with null instead of each image; text around one keeps its place. */
	json: unknown;
	/**
	 * By their place in `json` (see `pathOf`), in the order of arrival. Those within a text have a number behind
	 * the place of the text, as if it were a list.
	 */
	images: ReadonlyMap<string, DecodedImage>;
}

export interface DecoderLimits {
	/** Bytes of everything that is not an image. */
	maxJsonBytes: number;
	/** Bytes of all images together, decoded. */
	maxImageBytes: number;
	/** Bytes of the whole answer, also those that make no image: white space, text that is not base64. */
	maxBytes: number;
	maxDepth: number;
}

const DEFAULT_LIMITS: DecoderLimits = {
	maxJsonBytes: 1024 * 1024,
	maxImageBytes: 64 * 1024 * 1024,
	maxBytes: 128 * 1024 * 1024,
	maxDepth: 64,
};

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const COMMA = 0x2c;
const NULL = Buffer.from('null');

/** An image that is arriving. */
interface Arriving {
	path: string;
	image: Base64Image;
	/** @returns where it ends in the chunk, or -1. */
	read(chunk: Buffer, from: number): number;
	/** @returns where reading goes on. */
	end(chunk: Buffer, at: number): number;
}

/** The beginning of a text in a field for base64 is looked at: it may be an address. */
const LONGEST_ADDRESS = 2000;
const ADDRESS = /^\s*https?:/i;

/**
 * Reads a JSON answer while it arrives. Images (see `imageStart.ts`), wherever they are in it, also within a
 * text, go straight from base64 to bytes; only the rest is kept as JSON text. One for an answer.
 */
export class StreamDecoder {
	private readonly limits: DecoderLimits;
	private readonly place = new JsonPlace();
	private readonly rest: JsonRest;
	private readonly images = new Map<string, DecodedImage>();
	private imageBytes = 0;
	private bytes = 0;
	/** The image that is arriving. */
	private arriving: Arriving | null = null;
	private inString = false;
	private escaped = false;
	/** Where in the rest the string began, quote included. */
	private stringStart = 0;
	private isKey = false;
	/** Set while a string may hold an image. */
	private search: ImageSearch | null = null;
	/** How an image begins that was found. */
	private found: ImageStart | undefined;
	/** Images within the string so far. */
	private withinString = 0;
	/** Whether the value at the top is complete. */
	private ended = false;

	/** @param onImage hears of each image when it has arrived whole. */
	constructor(
		limits: Partial<DecoderLimits> = {},
		private readonly onImage?: ImageListener,
	) {
		this.limits = { ...DEFAULT_LIMITS, ...limits };
		this.rest = new JsonRest(this.limits.maxJsonBytes);
	}

	/** @throws {BadAnswer} when a limit is exceeded or the JSON closes what is not open. */
	write(bytes: Uint8Array): void {
		for (let at = 0; at < bytes.length;) at += this.writeValue(bytes.subarray(at));
	}

	/**
	 * As `write`, up to the end of the value at the top.
	 * @returns how many bytes were read.
	 */
	writeValue(bytes: Uint8Array): number {
		const chunk = bufferOf(bytes);
		this.ended = false;
		let at = 0;
		while (at < chunk.length && !this.ended) {
			at = this.arriving ? this.readImage(chunk, at, this.arriving) : this.readRest(chunk, at);
		}
		this.bytes += at;
		if (this.bytes > this.limits.maxBytes) throw new BadAnswer('too_large', this.rest.beginning());
		return at;
	}

	/** Whether the last bytes completed the value at the top. */
	get isWhole(): boolean {
		return this.ended;
	}

	/** @throws {BadAnswer} if the answer is not complete JSON. */
	end(): DecodedAnswer {
		const text = this.rest.text().replace(/^\uFEFF/, '');
		if (text.trim() === '') throw new BadAnswer('empty', '');
		const parsed = parse(text);
		if (parsed) return { json: parsed.json, images: this.images };
		const isJson = /^\s*[{[]/.test(text);
		const open = this.place.depth > 0 || this.inString || this.arriving !== null;
		throw new BadAnswer(isJson && open ? 'truncated' : 'not_json', this.rest.beginning());
	}

	/** The images that have arrived whole, for an answer that broke off. */
	arrived(): ReadonlyMap<string, DecodedImage> {
		return this.images;
	}

	/** The beginning of what is not an image. */
	beginning(): string {
		return this.rest.beginning();
	}

	private readImage(chunk: Buffer, from: number, arriving: Arriving): number {
		const end = arriving.read(chunk, from);
		if (this.imageBytes + arriving.image.length > this.limits.maxImageBytes) {
			throw new BadAnswer('too_large', this.rest.beginning());
		}
		if (end < 0) return chunk.length;
		this.arriving = null;
		return arriving.end(chunk, end);
	}

	private keep(path: string, bytes: Buffer | undefined): void {
		this.imageBytes += bytes?.length ?? 0;
		if (bytes || !this.images.get(path)?.bytes) this.images.set(path, { bytes });
		if (bytes) this.onImage?.(path, bytes);
	}

	/** Up to the end of the chunk, or behind the quote that opens an image. */
	private readRest(chunk: Buffer, from: number): number {
		let kept = from;
		for (let at = from; at < chunk.length; at++) {
			const byte = chunk[at]!;
			if (this.inString) {
				const boundary = this.readInString(byte);
				if (boundary === 'no') continue;
				this.rest.append(chunk.subarray(kept, at + 1));
				kept = at + 1;
				if (boundary === 'key') this.endKey();
				if (boundary === 'image') {
					this.beginInText(this.found!);
					return kept;
				}
			} else if (byte === QUOTE) {
				this.rest.append(chunk.subarray(kept, at));
				kept = at;
				if (this.beginString()) return at + 1;
			} else if (this.readStructure(byte)) {
				this.rest.append(chunk.subarray(kept, at + 1));
				this.ended = true;
				return at + 1;
			}
		}
		this.rest.append(chunk.subarray(kept));
		return chunk.length;
	}

	/** Whether this byte ends a key, or the beginning of an image. */
	private readInString(byte: number): 'no' | 'key' | 'image' {
		if (this.escaped) this.escaped = false;
		else if (byte === BACKSLASH) this.escaped = true;
		else if (byte === QUOTE) {
			this.inString = false;
			this.search = null;
			if (this.isKey) return 'key';
		}
		this.found = this.search?.read(byte);
		return this.found ? 'image' : 'no';
	}

	private endKey(): void {
		this.place.key(parseString(this.rest.text(this.stringStart)));
		if (this.place.atData) this.images.clear();
	}

	/** @returns whether it is an image's. */
	private beginString(): boolean {
		this.isKey = this.place.awaitsKey;
		if (!this.isKey && isImageField(this.place.field)) {
			this.beginImage();
			return true;
		}
		this.inString = true;
		this.stringStart = this.rest.length;
		this.withinString = 0;
		const mayHold = !this.isKey && this.place.depth > 0;
		this.search = mayHold ? new ImageSearch(this.place.field) : null;
		return false;
	}

	/** The string is an image by the name of its field. */
	private beginImage(): void {
		const image = new Base64Image();
		const { path } = this.place;
		let beginning = '';
		const string = new JsonString({
			push(text) {
				if (beginning.length < LONGEST_ADDRESS) beginning += text.slice(0, LONGEST_ADDRESS);
				image.push(text);
			},
		});
		this.arriving = {
			path,
			image,
			read: (chunk, from) => string.read(chunk, from),
			end: (_chunk, quote) => {
				const bytes = image.finish();
				if (!bytes && ADDRESS.test(beginning)) {
					this.rest.append(Buffer.from(JSON.stringify(beginning), 'latin1'));
				} else {
					this.rest.append(NULL);
					this.keep(path, bytes);
				}
				return quote + 1;
			},
		};
	}

	/** An image has begun in a string, which may go on behind it. */
	private beginInText(start: ImageStart): void {
		this.rest.cut(this.rest.length - start.raw.length);
		this.inString = false;
		const { path } = this.place;
		const text = new ImageInText(start);
		this.arriving = {
			path,
			image: text.image,
			read: (chunk, from) => text.read(chunk, from),
			end: (chunk, at) => this.endInText(text, path, chunk, at),
		};
	}

	private endInText(read: ImageInText, path: string, chunk: Buffer, at: number): number {
		const { bytes, text } = read.finish();
		if (read.first && text === undefined && read.behind === '' && chunk[at] === QUOTE) {
			this.rest.cut(this.stringStart);
			this.rest.append(NULL);
			this.keep(path, bytes);
			return at + 1;
		}
		this.rest.append(Buffer.from((text ?? '') + read.behind, 'latin1'));
		this.inString = true;
		this.search?.goOn();
		if (text === undefined && (bytes || read.first)) {
			this.keep(pathOf([path, this.withinString++]), bytes);
		}
		return at;
	}

	/** @returns whether it ends the value at the top. */
	private readStructure(byte: number): boolean {
		if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
			this.place.open(byte === OPEN_ARRAY);
			if (this.place.depth > this.limits.maxDepth) {
				throw new BadAnswer('too_deep', this.rest.beginning());
			}
		} else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
			if (!this.place.close()) throw new BadAnswer('not_json', this.rest.beginning());
			return this.place.depth === 0;
		} else if (byte === COMMA) {
			this.place.comma();
		}
		return false;
	}
}

function parseString(text: string): string {
	const json = parse(text)?.json;
	return typeof json === 'string' ? json : '';
}

function parse(text: string): { json: unknown } | null {
	try {
		return { json: JSON.parse(text) };
	} catch {
		return null;
	}
}
