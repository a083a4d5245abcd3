import { bufferOf } from '../bufferOf';

/** What gzip begins with. Neither JSON, text nor an image does. */
const GZIP = [0x1f, 0x8b];

export function isGzip(bytes: Uint8Array): boolean {
	return GZIP.every((byte, at) => bytes[at] === byte);
}

/** Decompresses a body that came as gzip without a word of it in its headers, as fast as it is read. */
export async function* unzipped(
	first: Uint8Array,
	others: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
	const stream = new DecompressionStream('gzip');
	const writer = stream.writable.getWriter();
	const feed = async () => {
		let next: IteratorResult<Uint8Array> = { value: first };
		for (; !next.done; next = await others.next()) {
			await writer.write(next.value as Uint8Array<ArrayBuffer>);
		}
		await writer.close();
	};
	void feed().catch(async (error: unknown) => await writer.abort(error).catch(() => undefined));
	const reader = stream.readable.getReader();
	try {
		for (;;) {
			const { done, value } = await reader.read();
			if (done) return;
			yield bufferOf(value);
		}
	} finally {
		void reader.cancel().catch(() => undefined);
		void others.return?.();
	}
}
