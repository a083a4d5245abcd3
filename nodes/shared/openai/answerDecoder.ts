import { FileBody, JsonBody, MarkupBody, QuotedBody, TextBody, type Decoder } from './answerForms';
import { EventDecoder } from './eventDecoder';
import type { DecodedAnswer, DecodedImage, DecoderLimits, ImageListener } from './streamDecoder';

const MEGA = 1024 * 1024;
/** The largest image of any model, 2880 × 2880 pixels that do not compress, takes half of it. */
export const MOST_BYTES_PER_IMAGE = 64 * MEGA;
/** White space and line breaks included. */
const BASE64_OVERHEAD = 1.5;
/** Previews of a stream, each as large as the image. */
const STREAM_OVERHEAD = 4;
const MAX_JSON_BYTES = MEGA;
const MAX_DEPTH = 64;
/** Enough to tell one form of an answer from another. */
const TELLING_BYTES = 8;

/**
 * Reads a successful answer of the Images API in whatever form it comes: JSON, a stream, text, or the
 * image itself. The form is recognized by the first bytes, because servers get the content type wrong.
 */
export class AnswerDecoder implements Decoder {
	private readonly json: JsonBody;
	private readonly limits: DecoderLimits;
	private head = Buffer.alloc(0);
	private decoder: Decoder | null = null;

	/**
	 * @param images how many were asked for: the answer may be as large as those.
	 * @param onImage hears of each image of a JSON answer when it has arrived whole.
	 */
	constructor(
		private readonly images: number,
		onImage?: ImageListener,
	) {
		const maxImageBytes = images * MOST_BYTES_PER_IMAGE;
		const maxBytes = maxImageBytes * BASE64_OVERHEAD + MAX_JSON_BYTES;
		this.limits = { maxImageBytes, maxBytes, maxJsonBytes: MAX_JSON_BYTES, maxDepth: MAX_DEPTH };
		this.json = new JsonBody(this.limits, onImage);
	}

	/** @throws {BadAnswer} when a limit is exceeded or the JSON closes what is not open. */
	write(bytes: Uint8Array): void {
		if (this.decoder) {
			this.decoder.write(bytes);
			return;
		}
		const blank = this.head.length > 0 ? 0 : blanksAt(bytes);
		if (blank > 0) this.json.write(bytes.subarray(0, blank));
		this.head = Buffer.concat([this.head, bytes.subarray(blank)]);
		if (this.head.length >= TELLING_BYTES) this.decide();
	}

	end(): DecodedAnswer[] {
		if (!this.decoder) this.decide();
		return this.decoder!.end();
	}

	arrived(): DecodedImage[] {
		return this.decoder?.arrived() ?? [];
	}

	private decide(): void {
		this.decoder = this.decoderFor(this.head.toString('latin1', 0, TELLING_BYTES));
		const { head } = this;
		this.head = Buffer.alloc(0);
		this.decoder.write(head);
	}

	private decoderFor(start: string): Decoder {
		// Not a data URL.
		if (/^(data|event|id|retry)?:(?!ima)/.test(start)) {
			return new EventDecoder({
				...this.limits,
				maxBytes: this.limits.maxBytes * STREAM_OVERHEAD,
			});
		}
		if (/^(\x89PNG|\xff\xd8\xff|RIFF|GIF8|....ftyp)/s.test(start)) {
			return new FileBody(MOST_BYTES_PER_IMAGE);
		}
		switch (start[0]) {
			case '{':
			case '[':
			case undefined:
				return this.json;
			case '<':
				return new MarkupBody(this.limits, MOST_BYTES_PER_IMAGE);
			case '"':
				return new QuotedBody(new AnswerDecoder(this.images));
			default:
				return new TextBody(this.limits);
		}
	}
}

/** How many bytes of white space, and of the mark that some put before UTF-8, it begins with. */
function blanksAt(bytes: Uint8Array): number {
	const at = bytes.findIndex((byte) => !BLANKS.includes(byte));
	return at < 0 ? bytes.length : at;
}

const BLANKS = [0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf];
