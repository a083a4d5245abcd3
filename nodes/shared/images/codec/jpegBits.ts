import type { HuffmanTable } from './jpegTables';

/** A table's codes by symbol: the bits, and how many they are. */
export interface HuffmanCodes {
	bits: Uint16Array;
	lengths: Uint8Array;
}

/** Codes are counted up within a length and shifted from one length to the next (T.81, Annex C). */
export function huffmanCodes({ lengths, symbols }: HuffmanTable): HuffmanCodes {
	const codes = { bits: new Uint16Array(256), lengths: new Uint8Array(256) };
	let code = 0;
	let at = 0;
	for (const [index, count] of lengths.entries()) {
		for (let left = count; left > 0; left--) {
			const symbol = symbols[at++]!;
			codes.bits[symbol] = code++;
			codes.lengths[symbol] = index + 1;
		}
		code <<= 1;
	}
	return codes;
}

/** Writes bits from the highest; a byte of ones gets a zero behind it, as JPEG wants. */
export class BitWriter {
	private bytes: Uint8Array;
	private used = 0;
	private waiting = 0;
	private count = 0;

	constructor(expectedBytes: number) {
		this.bytes = new Uint8Array(expectedBytes);
	}

	/** @param length 0 to 16. */
	write(bits: number, length: number): void {
		this.waiting = (this.waiting << length) | bits;
		this.count += length;
		while (this.count >= 8) {
			this.count -= 8;
			this.writeByte((this.waiting >> this.count) & 0xff);
		}
		this.waiting &= (1 << this.count) - 1;
	}

	/** Fills the last byte with ones. @returns what was written. */
	finish(): Uint8Array {
		const missing = (8 - this.count) % 8;
		this.write((1 << missing) - 1, missing);
		return this.bytes.subarray(0, this.used);
	}

	private writeByte(byte: number): void {
		if (this.used + 2 > this.bytes.length) {
			const larger = new Uint8Array(this.bytes.length * 2 + 2);
			larger.set(this.bytes);
			this.bytes = larger;
		}
		this.bytes[this.used++] = byte;
		if (byte === 0xff) this.bytes[this.used++] = 0;
	}
}
