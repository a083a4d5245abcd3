import { damaged } from './jpegFrame';
import { QUICK_BITS, type HuffmanLookup } from './jpegHuffman';

/** Reads the compressed bits of one scan. Behind the end it reads zeros, which `overrun` tells. */
export class JpegBitReader {
	private bits = 0;
	private count = 0;
	/** How many of the waiting bits are zeros from behind the end. */
	private padded = 0;

	constructor(
		private readonly bytes: Uint8Array,
		private at: number,
		private readonly end: number,
	) {}

	/** Whether bits were used that the file does not hold. */
	get overrun(): boolean {
		return this.padded > this.count;
	}

	/** Where the first byte stands that nothing was used of. */
	get position(): number {
		let at = this.at;
		for (let unused = (this.count - this.padded) >> 3; unused > 0; unused--) {
			at -= this.bytes[at - 1] === 0 && this.bytes[at - 2] === 0xff ? 2 : 1;
		}
		return at;
	}

	/** @param length 0 to 16. */
	read(length: number): number {
		if (length === 0) return 0;
		if (this.count < length) this.fill();
		this.count -= length;
		return (this.bits >>> this.count) & ((1 << length) - 1);
	}

	/** A value of `length` bits, the lower half of which are negative (T.81, F.2.2.1). */
	readSigned(length: number): number {
		if (length === 0) return 0;
		const value = this.read(length);
		return value < 1 << (length - 1) ? value - (1 << length) + 1 : value;
	}

	/** The next symbol. @throws {ImageDecodeError} for a code that the table lacks. */
	symbol(table: HuffmanLookup): number {
		if (this.count < 16) this.fill();
		const entry = table.quick[(this.bits >>> (this.count - QUICK_BITS)) & ((1 << QUICK_BITS) - 1)]!;
		if (entry !== 0) {
			this.count -= entry >> 8;
			return entry & 0xff;
		}
		let length = QUICK_BITS + 1;
		const next = (this.bits >>> (this.count - 16)) & 0xffff;
		while (next >> (16 - length) > table.largest[length]! && length < 17) length++;
		if (length > 16) throw damaged('its pixels cannot be read');
		this.count -= length;
		return table.symbols[(next >> (16 - length)) + table.offset[length]!]!;
	}

	/** Goes on behind the next restart marker. @throws {ImageDecodeError} if there is none. */
	restart(): void {
		if (this.overrun) throw damaged('its pixels end too soon');
		const { bytes, end } = this;
		this.bits = this.count = this.padded = 0;
		for (;;) {
			this.at = bytes.indexOf(0xff, this.at);
			if (this.at < 0 || this.at + 1 >= end) throw damaged('a part of its pixels is missing');
			const marker = bytes[this.at + 1]!;
			if (marker >= 0xd0 && marker <= 0xd7) break;
			this.at += marker === 0xff ? 1 : 2;
		}
		this.at += 2;
	}

	private fill(): void {
		while (this.count <= 24) {
			let byte = 0;
			if (this.at < this.end) byte = this.bytes[this.at++]!;
			else this.padded += 8;
			if (byte === 0xff) {
				if (this.bytes[this.at] === 0) {
					this.at++;
				} else {
					// A marker: nothing is read beyond it.
					this.at--;
					byte = 0;
					this.padded += 8;
				}
			}
			this.bits = (this.bits << 8) | byte;
			this.count += 8;
		}
	}
}
