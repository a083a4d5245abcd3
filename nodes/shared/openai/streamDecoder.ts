import { BadAnswer } from './errors/badAnswer';
import { ImageStart, isImageField } from './imageStart';
import { ImageText } from './imageText';
import { JsonPlace } from './jsonPlace';
import { JsonRest } from './jsonRest';
import { bufferOf } from '../bufferOf';

export interface DecodedImage {
	/** Undefined if the text was not base64. */
	bytes?: Buffer;
}

export interface DecodedAnswer {
	/** The answer as JSON.parse gives it, with null instead of each image. */
	json: unknown;
	/** By their place in `json` (see `pathOf`), in the order of arrival. */
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

/**
 * Reads a JSON answer while it arrives. Images (see `imageStart.ts`), wherever they are in it, go straight from
 * base64 to bytes; only the rest is kept as JSON text. One for an answer.
 */
export class StreamDecoder {
	private readonly limits: DecoderLimits;
	private readonly place = new JsonPlace();
	private readonly rest: JsonRest;
	private readonly images = new Map<string, DecodedImage>();
	private imageBytes = 0;
	private bytes = 0;
	/** The image that is arriving. */
	private arriving: { path: string; text: ImageText } | null = null;
	private inString = false;
	private escaped = false;
	/** Where in the rest the string began, quote included. */
	private stringStart = 0;
	private isKey = false;
	/** Set while a string may still turn out to be an image. */
	private maybeImage: ImageStart | null = null;

	constructor(limits: Partial<DecoderLimits> = {}) {
		this.limits = { ...DEFAULT_LIMITS, ...limits };
		this.rest = new JsonRest(this.limits.maxJsonBytes);
	}

	/** @throws {BadAnswer} when a limit is exceeded or the JSON closes what is not open. */
	write(bytes: Uint8Array): void {
		const chunk = bufferOf(bytes);
		this.bytes += chunk.length;
		if (this.bytes > this.limits.maxBytes) throw new BadAnswer('too_large', this.rest.beginning());
		let at = 0;
		while (at < chunk.length) {
			at = this.arriving ? this.readImage(chunk, at, this.arriving) : this.readRest(chunk, at);
		}
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

	private readImage(
		chunk: Buffer,
		from: number,
		{ path, text }: { path: string; text: ImageText },
	) {
		const quote = text.read(chunk, from);
		if (this.imageBytes + text.image.length > this.limits.maxImageBytes) {
			throw new BadAnswer('too_large', this.rest.beginning());
		}
		if (quote < 0) return chunk.length;
		const bytes = text.image.finish();
		this.imageBytes += bytes?.length ?? 0;
		if (bytes || !this.images.get(path)?.bytes) this.images.set(path, { bytes });
		this.arriving = null;
		return quote + 1;
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
				if (boundary === 'sniff' && this.endSniff()) return kept;
			} else if (byte === QUOTE) {
				this.rest.append(chunk.subarray(kept, at));
				kept = at;
				if (this.beginString()) return at + 1;
			} else {
				this.readStructure(byte);
			}
		}
		this.rest.append(chunk.subarray(kept));
		return chunk.length;
	}

	/** Whether this byte ends a key, or the beginning of an image. */
	private readInString(byte: number): 'no' | 'key' | 'sniff' {
		if (this.maybeImage) {
			const is = this.maybeImage.read(byte);
			if (is === 'image') return 'sniff';
			if (is === 'other') this.maybeImage = null;
		}
		if (this.escaped) this.escaped = false;
		else if (byte === BACKSLASH) this.escaped = true;
		else if (byte === QUOTE) {
			this.inString = false;
			if (this.isKey) return 'key';
		}
		return 'no';
	}

	private endKey(): void {
		this.place.key(parseString(this.rest.text(this.stringStart)));
		if (this.place.atData) this.images.clear();
	}

	private endSniff(): boolean {
		const start = this.maybeImage?.text;
		this.maybeImage = null;
		if (start === undefined) return false;
		this.rest.cut(this.stringStart);
		this.inString = false;
		this.escaped = false;
		this.beginImage(start);
		return true;
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
		this.maybeImage =
			this.isKey || this.place.depth === 0 ? null : new ImageStart(this.place.field);
		return false;
	}

	private beginImage(start = ''): void {
		this.rest.append(NULL);
		this.arriving = { path: this.place.path, text: new ImageText(start) };
	}

	private readStructure(byte: number): void {
		if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
			this.place.open(byte === OPEN_ARRAY);
			if (this.place.depth > this.limits.maxDepth) {
				throw new BadAnswer('too_deep', this.rest.beginning());
			}
		} else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
			if (!this.place.close()) throw new BadAnswer('not_json', this.rest.beginning());
		} else if (byte === COMMA) {
			this.place.comma();
		}
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
