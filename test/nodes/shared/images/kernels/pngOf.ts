import { chunk } from '../makePng';

/** A PNG around compressed data, in chunks of `idatBytes`. */
export function pngOf(head: Buffer, compressed: Uint8Array, idatBytes = 65_536): Buffer {
	const idats: Buffer[] = [];
	for (let at = 0; at < compressed.length; at += idatBytes) {
		idats.push(chunk('IDAT', compressed.subarray(at, at + idatBytes)));
	}
	return Buffer.concat([
		Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
		chunk('IHDR', head),
		...idats,
		chunk('IEND', Buffer.alloc(0)),
	]);
}
