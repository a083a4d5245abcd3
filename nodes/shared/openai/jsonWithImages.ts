import { randomUUID } from 'crypto';
import { bufferOf } from '../bufferOf';
import { Slices } from '../images/slices';

/** An image that a JSON body holds as a data URL. */
export interface InlineImage {
	mimeType: string;
	bytes: Uint8Array;
}

/** Bytes of an image that become base64 at once: a multiple of 3, so that the pieces can be joined. */
const PIECE = 3 * 65_536;

/**
 * A JSON body with images as data URLs. Their base64 is made while it is sent: writing a body of some
 * tens of megabytes at once would hold up the event loop for a third of a second.
 */
export class JsonWithImages extends Blob {
	/** The JSON around the images, in order: text, place of an image, text, and so on. */
	private readonly parts: ReadonlyArray<Buffer | InlineImage>;

	/** @param bodyOf the body for these URLs of the images; any of them may occur any number of times. */
	constructor(images: readonly InlineImage[], bodyOf: (urls: string[]) => Record<string, unknown>) {
		super([], { type: 'application/json' });
		const mark = randomUUID();
		const json = JSON.stringify(bodyOf(images.map((_, index) => `${mark}:${index}`)));
		this.parts = json
			.split(new RegExp(`${mark}:(\\d+)`))
			.flatMap((text, at) => (at % 2 === 0 ? [Buffer.from(text)] : inlined(images[Number(text)]!)));
	}

	override get size(): number {
		return this.parts.reduce(
			(sum, part) =>
				sum + (Buffer.isBuffer(part) ? part.length : Math.ceil(part.bytes.length / 3) * 4),
			0,
		);
	}

	override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
		const pieces = piecesOf(this.parts);
		const slices = new Slices();
		return new ReadableStream({
			async pull(controller) {
				if (slices.due) await slices.pause();
				const next = pieces.next();
				if (next.done) controller.close();
				else controller.enqueue(next.value as Uint8Array<ArrayBuffer>);
			},
		});
	}
}

/** An image behind the beginning of its data URL, as JSON writes it. */
function inlined(image: InlineImage): Array<Buffer | InlineImage> {
	const beginning = JSON.stringify(`data:${image.mimeType};base64,`).slice(1, -1);
	return [Buffer.from(beginning), image];
}

function* piecesOf(parts: ReadonlyArray<Buffer | InlineImage>): Generator<Uint8Array, void> {
	for (const part of parts) {
		if (Buffer.isBuffer(part)) {
			yield part;
			continue;
		}
		const bytes = bufferOf(part.bytes);
		for (let at = 0; at < bytes.length; at += PIECE) {
			yield Buffer.from(bytes.toString('base64', at, at + PIECE), 'latin1');
		}
	}
}
