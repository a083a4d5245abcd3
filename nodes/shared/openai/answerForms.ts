import { identifyImage } from '../images/identify';
import { expected } from '../words';
import { AnswerParts } from './answerParts';
import { BadAnswer } from './errors/badAnswer';
import { imagesIn } from './imagesIn';
import { JsonString } from './jsonString';
import {
	StreamDecoder,
	type DecodedAnswer,
	type DecodedImage,
	type DecoderLimits,
	type ImageListener,
} from './streamDecoder';
import { bufferOf } from '../bufferOf';

/** Reads an answer of one form. */
export interface Decoder {
	write(bytes: Uint8Array): void;
	/** One answer, or one for each part of a stream. @throws {BadAnswer} when there is none. */
	end(): DecodedAnswer[];
	/** The images that have arrived whole, for an answer that broke off. */
	arrived(): DecodedImage[];
}

/** More is no stream of images. */
const MOST_VALUES = 10_000;
const LONGEST_BEGINNING = 300;
const NO_IMAGES: ReadonlyMap<string, DecodedImage> = new Map();

/** JSON: one value, or several one behind the other, as in NDJSON. */
export class JsonBody implements Decoder {
	private readonly parts = new AnswerParts();
	private current: StreamDecoder;
	private values = 0;
	private bytes = 0;
	private between = false;

	/** @param onImage hears of each image of the first value. */
	constructor(
		private readonly limits: DecoderLimits,
		onImage?: ImageListener,
	) {
		this.current = new StreamDecoder(limits, onImage);
	}

	/** @throws {BadAnswer} when a limit is exceeded or the JSON closes what is not open. */
	write(bytes: Uint8Array): void {
		this.bytes += bytes.length;
		if (this.bytes > this.limits.maxBytes) throw new BadAnswer('too_large', '');
		for (let rest = bytes; rest.length > 0;) {
			if (this.between) {
				const next = rest.findIndex((byte) => OPENING.includes(byte));
				if (next < 0) return;
				rest = rest.subarray(next);
				this.between = false;
			}
			rest = rest.subarray(this.current.writeValue(rest));
			if (this.current.isWhole) this.keep();
		}
	}

	end(): DecodedAnswer[] {
		if (this.between) return this.parts.all;
		if (this.values === 0) return [this.current.end()];
		this.tryCurrent();
		return this.parts.all;
	}

	arrived(): DecodedImage[] {
		return [...this.parts.images, ...this.current.arrived().values()];
	}

	private keep(): void {
		if (++this.values > MOST_VALUES) throw new BadAnswer('too_large', '');
		if (this.values === 1) this.parts.add(this.current.end());
		else this.tryCurrent();
		this.current = new StreamDecoder(this.limits);
		this.between = true;
	}

	/** One value that cannot be read does not cost the others. */
	private tryCurrent(): void {
		try {
			this.parts.add(this.current.end());
		} catch (error) {
			expected(error, BadAnswer);
			this.parts.addBroken(this.current.arrived());
		}
	}
}

const OPENING = [...Buffer.from('{[')];

/** The image's file. */
export class FileBody implements Decoder {
	private readonly chunks: Buffer[] = [];
	private length = 0;

	constructor(private readonly maxBytes: number) {}

	/** @throws {BadAnswer} when it is too large. */
	write(bytes: Uint8Array): void {
		this.length += bytes.length;
		if (this.length > this.maxBytes) throw new BadAnswer('too_large', '');
		this.chunks.push(Buffer.from(bytes));
	}

	end(): DecodedAnswer[] {
		return [{ json: null, images: new Map([['', { bytes: Buffer.concat(this.chunks) }]]) }];
	}

	arrived(): DecodedImage[] {
		return [];
	}
}

/** Enough to find the root of an SVG. */
const MARKUP_HEAD_BYTES = 64 * 1024;
const PAGE = /^<(!doctype\s+html|html|head|body)\b/i;

/** What begins with `<`: an SVG, XML with an image in it, or a page. */
export class MarkupBody implements Decoder {
	private head = Buffer.alloc(0);
	private decoder: Decoder | null = null;

	constructor(
		private readonly limits: DecoderLimits,
		private readonly maxFileBytes: number,
	) {}

	/** @throws {BadAnswer} for a page, and when a limit is exceeded. */
	write(bytes: Uint8Array): void {
		if (this.decoder) return this.decoder.write(bytes);
		this.head = Buffer.concat([this.head, bytes]);
		if (this.head.length >= MARKUP_HEAD_BYTES) this.decide();
	}

	end(): DecodedAnswer[] {
		return (this.decoder ?? this.decide()).end();
	}

	arrived(): DecodedImage[] {
		return this.decoder?.arrived() ?? [];
	}

	private decide(): Decoder {
		const beginning = this.head.toString('utf8', 0, LONGEST_BEGINNING);
		if (PAGE.test(beginning)) throw new BadAnswer('not_json', beginning);
		const isSvg = identifyImage(this.head)?.format === 'svg';
		this.decoder = isSvg ? new FileBody(this.maxFileBytes) : new TextBody(this.limits);
		this.decoder.write(this.head);
		this.head = Buffer.alloc(0);
		return this.decoder;
	}
}

/** Text that is no JSON: base64, a data URL, an address, or words with an image among them. */
export class TextBody implements Decoder {
	private readonly decoder: StreamDecoder;

	constructor(limits: DecoderLimits) {
		this.decoder = new StreamDecoder(limits);
		this.decoder.write(Buffer.from('["'));
	}

	/** @throws {BadAnswer} when a limit is exceeded. */
	write(bytes: Uint8Array): void {
		const text = bufferOf(bytes).toString('latin1').replace(CONTROLS, ' ');
		this.decoder.write(Buffer.from(text.replace(/["\\]/g, '\\$&'), 'latin1'));
	}

	/** @throws {BadAnswer} when it holds no image. */
	end(): DecodedAnswer[] {
		this.decoder.write(Buffer.from('"]'));
		const answer = this.decoder.end();
		const text = (answer.json as [string | null])[0]?.trim() ?? null;
		if (text === '') throw new BadAnswer('empty', '');
		// Without a host it is hardly an address.
		const isPath = text?.startsWith('/') && answer.images.size === 0;
		if (!isPath && imagesIn(answer).some(({ bytes, url }) => bytes ?? url)) return [answer];
		return [{ json: literal(text ?? ''), images: NO_IMAGES }];
	}

	arrived(): DecodedImage[] {
		return [];
	}
}

const CONTROLS = /[\0-\x1f]/g;

/** `null` and the like. @throws {BadAnswer} for other text. */
function literal(text: string): unknown {
	if (/^(null|true|false)$/.test(text)) return JSON.parse(text);
	throw new BadAnswer('not_json', text.slice(0, LONGEST_BEGINNING));
}

/** A JSON string: what is in it is the answer. */
export class QuotedBody implements Decoder {
	private readonly string: JsonString;
	private opened = false;
	private closed = false;

	constructor(private readonly inner: Decoder) {
		this.string = new JsonString({ push: (text) => inner.write(Buffer.from(text, 'latin1')) });
	}

	write(bytes: Uint8Array): void {
		const chunk = bufferOf(bytes);
		if (chunk.length === 0 || this.closed) return;
		this.closed = this.string.read(chunk, this.opened ? 0 : 1) >= 0;
		this.opened = true;
	}

	end(): DecodedAnswer[] {
		if (!this.closed) throw new BadAnswer('truncated', '');
		return this.inner.end();
	}

	arrived(): DecodedImage[] {
		return this.inner.arrived();
	}
}
