import type { HuffmanTable } from './jpegTables';

/**
 * A table's codes by symbol: their bits, and above those, from bit 16 on, how many they are. Codes are counted up
 * within a length and shifted from one length to the next (T.81, Annex C).
 */
export function huffmanCodes({ lengths, symbols }: HuffmanTable): Uint32Array {
	const codes = new Uint32Array(256);
	let code = 0;
	let at = 0;
	for (const [index, count] of lengths.entries()) {
		for (let left = count; left > 0; left--) codes[symbols[at++]!] = code++ | ((index + 1) << 16);
		code <<= 1;
	}
	return codes;
}
