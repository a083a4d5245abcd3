type Bytes = Uint8Array<ArrayBuffer>;
type Parts = Iterable<Bytes> | AsyncIterable<Bytes>;

/**
 * Decompresses zlib data, for all but the pixels that are decoded (pngRows.ts). Runs off the event loop and only as
 * fast as it is read, so that leaving the loop early stops a decompression bomb.
 * @throws what the stream throws for data that is damaged or ends too soon.
 */
export const inflate = (parts: Parts) => through(new DecompressionStream('deflate'), parts);

/** Something of ours that is in the source in zlib's format as base64. */
export async function unpackedBase64(packed: string): Promise<Buffer> {
	const parts: Uint8Array[] = [];
	for await (const part of inflate([Buffer.from(packed, 'base64')])) parts.push(part);
	return Buffer.concat(parts);
}

/** `inflate` for gzip. */
export const gunzip = (parts: Parts) => through(new DecompressionStream('gzip'), parts);

/** Compresses to zlib data, off the event loop. A part must not be written to after it was handed over. */
export const deflate = (parts: Parts) => through(new CompressionStream('deflate'), parts);

async function* through(
	stream: CompressionStream | DecompressionStream,
	parts: Parts,
): AsyncGenerator<Bytes, void> {
	const writer = stream.writable.getWriter();
	const feed = async () => {
		for await (const part of parts) await writer.write(part);
		await writer.close();
	};
	// A fault of the stream itself also reaches the reader, a fault of `parts` only through abort.
	feed().catch(async (cause) => await writer.abort(cause).catch(() => undefined));

	const reader = stream.readable.getReader();
	try {
		for (;;) {
			const { done, value } = await reader.read();
			if (done) return;
			yield value as Bytes;
		}
	} finally {
		reader.cancel().catch(() => undefined);
	}
}
