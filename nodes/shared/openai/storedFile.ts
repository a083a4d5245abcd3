/** A file of an edit, read only when it is sent. */
export interface EditFile {
	/** With the ending of its real format: OpenAI looks at it. */
	fileName: string;
	/** Never application/octet-stream, which OpenAI refuses. */
	mimeType: string;
	/** Bytes; what `load` brings must have this length. */
	size: number;
	load(): Promise<Uint8Array>;
	/** The same bytes in pieces, where the storage can give them so: large files then need no memory. */
	open?(): Promise<AsyncIterable<Uint8Array>>;
}

/**
 * A `File` whose bytes are loaded when they are read, so that a form of many large files holds one of
 * them at a time. FormData keeps it as it is as long as no other name is given to `append`.
 */
export class StoredFile extends File {
	constructor(private readonly stored: EditFile) {
		super([], stored.fileName, { type: stored.mimeType });
	}

	override get size(): number {
		return this.stored.size;
	}

	override async arrayBuffer(): Promise<ArrayBuffer> {
		return (await this.bytes()).buffer;
	}

	override async bytes(): Promise<Uint8Array<ArrayBuffer>> {
		return new Uint8Array(await this.stored.load());
	}

	override async text(): Promise<string> {
		return new TextDecoder().decode(await this.stored.load());
	}

	/** @throws {RangeError} always: nothing that sends a form takes a file in parts. */
	override slice(): Blob {
		throw new RangeError('A stored file cannot be taken in parts');
	}

	override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
		const { stored } = this;
		let pieces: AsyncIterator<Uint8Array> | undefined;
		return new ReadableStream({
			async pull(controller) {
				const whole = async () => [await stored.load()];
				pieces ??= piecesOf(await (stored.open?.() ?? whole()));
				const next = await pieces.next();
				if (next.done) controller.close();
				else controller.enqueue(next.value as Uint8Array<ArrayBuffer>);
			},
			async cancel() {
				await pieces?.return?.();
			},
		});
	}
}

async function* piecesOf(
	source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
	yield* source;
}
