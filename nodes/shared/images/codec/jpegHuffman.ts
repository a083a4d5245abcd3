import { damaged } from './jpegFrame';

/** Codes of up to this many bits are looked up in one step. */
export const QUICK_BITS = 9;

/** A Huffman table made ready for reading (T.81, Annex F.2.2.3). */
export interface HuffmanLookup {
	/** By the next `QUICK_BITS` bits: length << 8 | symbol, 0 for longer codes. */
	quick: Uint16Array;
	/** Largest code of each length, -1 for none, by length; beyond 16 bits larger than any. */
	largest: Int32Array;
	/** What to add to a code of each length to get its place in `symbols`. */
	offset: Int32Array;
	symbols: Uint8Array;
}

/** Huffman tables by number, for the mean values (DC) and for the other coefficients (AC). */
export interface HuffmanTables {
	dc: Array<HuffmanLookup | undefined>;
	ac: Array<HuffmanLookup | undefined>;
}

/** Reads the tables of a DHT segment. @throws {ImageDecodeError} */
export function readHuffman(data: Uint8Array, tables: HuffmanTables): void {
	for (let at = 0; at + 17 <= data.length;) {
		const kind = data[at]! >> 4;
		const id = data[at]! & 15;
		const lengths = data.subarray(at + 1, at + 17);
		const count = lengths.reduce((sum, length) => sum + length, 0);
		const symbols = data.subarray(at + 17, at + 17 + count);
		if (kind > 1 || id > 3 || count > 256 || symbols.length < count) {
			throw damaged('a Huffman table cannot be read');
		}
		(kind === 0 ? tables.dc : tables.ac)[id] = lookupOf(lengths, symbols);
		at += 17 + count;
	}
}

function lookupOf(lengths: Uint8Array, symbols: Uint8Array): HuffmanLookup {
	const quick = new Uint16Array(1 << QUICK_BITS);
	const largest = new Int32Array(18).fill(-1);
	const offset = new Int32Array(18);
	let code = 0;
	let at = 0;
	for (let length = 1; length <= 16; length++) {
		const count = lengths[length - 1]!;
		offset[length] = at - code;
		for (let left = count; left > 0; left--, code++, at++) {
			if (length > QUICK_BITS) continue;
			const first = code << (QUICK_BITS - length);
			quick.fill((length << 8) | symbols[at]!, first, first + (1 << (QUICK_BITS - length)));
		}
		if (code > 1 << length) throw damaged('a Huffman table has too many codes');
		if (count > 0) largest[length] = code - 1;
		code <<= 1;
	}
	largest[17] = 0x7fffffff;
	return { quick, largest, offset, symbols };
}
