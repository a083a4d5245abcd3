import { BadAnswer } from './badAnswer';
import { ImageText } from './imageText';
import { JsonPlace } from './jsonPlace';
import { JsonRest } from './jsonRest';

export interface DecodedImage {
	/** Undefined where the text was no base64. */
	bytes?: Buffer;
}

export interface DecodedAnswer {
	/** The answer as JSON.parse gives it, with null in the place of each image. */
	json: unknown;
	/** By index in `data`. */
	images: ReadonlyMap<number, DecodedImage>;
}

export interface DecoderLimits {
	/** Bytes of everything that is no image. */
	maxJsonBytes: number;
	/** Bytes of all images together, decoded. */
	maxImageBytes: number;
	/** Bytes of the whole answer, also those that make no image: white space, text that is no base64. */
	maxBytes: number;
	maxDepth: number;
}

const DEFAULT_LIMITS: DecoderLimits = {
	maxJsonBytes: 1024 * 1024,
	maxImageBytes: 512 * 1024 * 1024,
	maxBytes: 1024 * 1024 * 1024,
	maxDepth: 64,
};

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const COMMA = 0x2c;
const DATA_URL = 'data:';
const NULL = Buffer.from('null');

/**
 * Reads an answer of the Images API while it arrives. Images (`data[i].b64_json`, and `data[i].url` that
 * is a data URL) go straight from base64 to bytes; only the rest is kept as JSON text. One for an answer.
 */
export class StreamDecoder {
	private readonly limits: DecoderLimits;
	private readonly place = new JsonPlace();
	private readonly rest: JsonRest;
	private readonly images = new Map<number, DecodedImage>();
	private imageBytes = 0;
	private bytes = 0;
	/** The image that is arriving. */
	private arriving: { index: number; text: ImageText } | null = null;
	private inString = false;
	private escaped = false;
	/** Where in the rest the string began, quote included. */
	private stringStart = 0;
	private isKey = false;
	/** Set while a `url` may still turn out to be a data URL. */
	private maybeDataUrl = false;
	private sniffed = '';

	constructor(limits: Partial<DecoderLimits> = {}) {
		this.limits = { ...DEFAULT_LIMITS, ...limits };
		this.rest = new JsonRest(this.limits.maxJsonBytes);
	}

	/** @throws {BadAnswer} when a limit is exceeded or the JSON closes what is not open. */
	write(bytes: Uint8Array): void {
		const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		this.bytes += chunk.length;
		if (this.bytes > this.limits.maxBytes) throw new BadAnswer('too_large', this.rest.beginning());
		let at = 0;
		while (at < chunk.length) {
			at = this.arriving ? this.readImage(chunk, at, this.arriving) : this.readRest(chunk, at);
		}
	}

	/** @throws {BadAnswer} when the answer is no complete JSON. */
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
	arrived(): ReadonlyMap<number, DecodedImage> {
		return this.images;
	}

	private readImage(
		chunk: Buffer,
		from: number,
		{ index, text }: { index: number; text: ImageText },
	) {
		const quote = text.read(chunk, from);
		if (this.imageBytes + text.image.length > this.limits.maxImageBytes) {
			throw new BadAnswer('too_large', this.rest.beginning());
		}
		if (quote < 0) return chunk.length;
		const bytes = text.image.finish();
		this.imageBytes += bytes?.length ?? 0;
		if (bytes || !this.images.get(index)?.bytes) this.images.set(index, { bytes });
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

	/** Whether this byte ends a key, or the beginning of a `url`. */
	private readInString(byte: number): 'no' | 'key' | 'sniff' {
		if (this.maybeDataUrl) {
			this.sniffed += String.fromCharCode(byte);
			const sofar = this.sniffed;
			if (sofar === DATA_URL) return 'sniff';
			this.maybeDataUrl = DATA_URL.startsWith(sofar);
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
		// Only the names of the image's path matter, and that is three deep.
		const name = this.place.depth <= 3 ? parseString(this.rest.text(this.stringStart)) : '';
		this.place.key(name);
		if (this.place.atData) this.images.clear();
	}

	private endSniff(): boolean {
		const image = this.place.imageField;
		this.maybeDataUrl = false;
		if (!image) return false;
		this.rest.cut(this.stringStart);
		this.inString = false;
		this.beginImage(image.index, DATA_URL);
		return true;
	}

	/** @returns whether it is an image's. */
	private beginString(): boolean {
		this.isKey = this.place.awaitsKey;
		const image = this.isKey ? null : this.place.imageField;
		if (image?.field === 'b64_json') {
			this.beginImage(image.index);
			return true;
		}
		this.inString = true;
		this.stringStart = this.rest.length;
		this.maybeDataUrl = image?.field === 'url';
		this.sniffed = '';
		return false;
	}

	private beginImage(index: number, start = ''): void {
		this.rest.append(NULL);
		this.arriving = { index, text: new ImageText(start) };
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
