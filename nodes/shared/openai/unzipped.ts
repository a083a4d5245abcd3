import { bufferOf } from '../bufferOf';
import { gunzip } from '../images/codec/zlibStreams';

type Bytes = Uint8Array<ArrayBuffer>;

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
	const parts = async function* () {
		yield first as Bytes;
		yield* { [Symbol.asyncIterator]: () => others as AsyncIterator<Bytes> };
	};
	try {
		for await (const piece of gunzip(parts())) yield bufferOf(piece);
	} finally {
		void others.return?.();
	}
}
