/** A file of an edit, read only when it is sent. */
export interface EditFile {
	/** With the ending of its real format: OpenAI looks at it. */
	fileName: string;
	/** Never application/octet-stream, which OpenAI refuses. */
	mimeType: string;
	/** Bytes; what `load` brings must have this length. */
	size: number;
	load(): Promise<Uint8Array>;
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
		return new ReadableStream({
			async pull(controller) {
				controller.enqueue((await stored.load()) as Uint8Array<ArrayBuffer>);
				controller.close();
			},
		});
	}
}
