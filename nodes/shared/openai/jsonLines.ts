import { expected } from '../words';
import type { AnswerBytes } from './answerBytes';
import { BadAnswer } from './errors/badAnswer';
import { freeBuffer } from '../freeBuffer';
import { StreamDecoder, type DecodedAnswer } from './streamDecoder';

const MEGA = 1024 * 1024;
/** A line holds one image as base64: the largest of any model takes about 64 MB. */
const MOST_BYTES_PER_LINE = 96 * MEGA;
const LINE_FEED = 0x0a;

/** One line of a JSONL file. */
export interface JsonLine {
	/** Undefined where the line is no JSON, or larger than any answer with an image. */
	decoded: DecodedAnswer | undefined;
	/** Why it is not, and what the line begins with. */
	bad?: BadAnswer;
}

/**
 * Reads JSONL while it arrives, its images straight from base64 to bytes; never more than one line is in memory.
 * An empty line is none.
 * @param chunks are used up: each one's memory is given back when it is read.
 * @param all counts the bytes of each line until the reader asks for the next one.
 */
export async function* jsonLines(
	chunks: AsyncIterable<Uint8Array>,
	all: AnswerBytes,
): AsyncGenerator<JsonLine, void> {
	let line = new Line(all);
	try {
		for await (const chunk of chunks) {
			let from = 0;
			for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, from)) {
				line.write(chunk.subarray(from, at));
				from = at + 1;
				const read = line.end();
				if (read) yield read;
				line.close();
				line = new Line(all);
			}
			line.write(chunk.subarray(from));
			freeBuffer(chunk);
			await line.turn();
		}
		const last = line.end();
		if (last) yield last;
	} finally {
		line.close();
	}
}

class Line {
	private readonly decoder = new StreamDecoder({
		maxBytes: MOST_BYTES_PER_LINE,
		maxImageBytes: MOST_BYTES_PER_LINE,
	});
	private readonly share;
	private bad: BadAnswer | undefined;
	private empty = true;

	constructor(all: AnswerBytes) {
		this.share = all.open();
	}

	/** After the first thing that cannot be read the rest of the line is passed over. */
	write(bytes: Uint8Array): void {
		if (bytes.length === 0 || this.bad) return;
		this.empty &&= !bytes.some((byte) => byte > 0x20);
		this.share.arrived(bytes.length);
		this.try(() => this.decoder.write(bytes));
	}

	async turn(): Promise<void> {
		await this.share.turn();
	}

	end(): JsonLine | undefined {
		if (this.empty) return undefined;
		const decoded = this.bad ? undefined : this.try(() => this.decoder.end());
		return this.bad ? { decoded: undefined, bad: this.bad } : { decoded };
	}

	close(): void {
		this.share.close();
	}

	private try<T>(read: () => T): T | undefined {
		try {
			return read();
		} catch (thrown) {
			this.bad = expected(thrown, BadAnswer);
			return undefined;
		}
	}
}
