import { JpegBitReader } from './jpegBitReader';
import { damaged, type JpegComponent, type JpegFrame } from './jpegFrame';
import type { HuffmanLookup, HuffmanTables } from './jpegHuffman';
import { ZIGZAG } from './jpegTables';

/** A component as a scan holds it. */
export interface ScanPart {
	component: JpegComponent;
	dc: HuffmanLookup | undefined;
	ac: HuffmanLookup | undefined;
	/** The mean of the block before: only differences are stored. */
	previous: number;
}

/** What a start-of-scan segment says. */
export interface ScanHeader {
	parts: ScanPart[];
	/** First and last coefficient of the scan, in zigzag order. */
	first: number;
	last: number;
	/** Bits that an earlier scan left out; 0 in the first scan of a coefficient. */
	before: number;
	/** Bits that this scan leaves out. */
	left: number;
}

/** Reads an SOS segment. @throws {ImageDecodeError} */
export function readScanHeader(
	data: Uint8Array,
	frame: JpegFrame,
	tables: HuffmanTables,
): ScanHeader {
	const count = data[0] ?? 0;
	const [first = 0, last = 63, bits = 0] = data.subarray(1 + count * 2);
	const parts = Array.from({ length: count }, (_, index): ScanPart => {
		const [id = -1, numbers = 0] = data.subarray(1 + index * 2);
		const component = frame.components.find((one) => one.id === id);
		if (!component) throw damaged('a part of it belongs to no colour');
		return { component, dc: tables.dc[numbers >> 4], ac: tables.ac[numbers & 15], previous: 0 };
	});
	const header = { parts, first, last, before: bits >> 4, left: bits & 15 };
	if (!frame.progressive) return { ...header, first: 0, last: 63, before: 0, left: 0 };
	const isSound =
		count > 0 &&
		first <= last &&
		last < 64 &&
		header.left < 14 &&
		(first === 0 ? last === 0 : count === 1);
	if (!isSound) throw damaged('a part of it has impossible settings');
	return header;
}

/** Reads the coefficients of a block at `at`, in zigzag order of the file, into row order. */
type BlockReader = (part: ScanPart, coefficients: Int16Array, at: number) => void;

/** Reads the blocks of one scan. */
export class JpegScan {
	private readonly readBlock: BlockReader;
	private readonly reader: JpegBitReader;
	/** Blocks that a run of empty blocks still covers. */
	private emptyRun = 0;
	/** Units until the next restart marker. */
	private untilRestart: number;

	constructor(
		bytes: Uint8Array,
		from: number,
		end: number,
		private readonly header: ScanHeader,
		private readonly progressive: boolean,
		private readonly restartInterval: number,
	) {
		this.reader = new JpegBitReader(bytes, from, end);
		this.untilRestart = restartInterval || Infinity;
		this.readBlock = this.chooseReader();
	}

	/** Call it before each unit. */
	startUnit(): void {
		if (this.untilRestart === 0) {
			this.reader.restart();
			for (const part of this.header.parts) part.previous = 0;
			this.emptyRun = 0;
			this.untilRestart = this.restartInterval;
		}
		this.untilRestart--;
	}

	read(part: ScanPart, coefficients: Int16Array, at: number): void {
		this.readBlock(part, coefficients, at);
	}

	/** Where the compressed data end, once all blocks are read. */
	get position(): number {
		return this.reader.position;
	}

	/** @throws {ImageDecodeError} if the file held too little for what was read. */
	checkEnd(): void {
		if (this.reader.overrun) throw damaged('its pixels end too soon');
	}

	private chooseReader(): BlockReader {
		const { first, before, parts } = this.header;
		const missing = damaged('a Huffman table is missing');
		if (!this.progressive) {
			if (parts.some(({ dc, ac }) => !dc || !ac)) throw missing;
			return this.wholeBlock;
		}
		if (first === 0) {
			if (before > 0) return this.meanBit;
			if (parts.some(({ dc }) => !dc)) throw missing;
			return this.mean;
		}
		if (parts.some(({ ac }) => !ac)) throw missing;
		return before === 0 ? this.waves : this.waveBits;
	}

	private wholeBlock(part: ScanPart, coefficients: Int16Array, at: number): void {
		const { reader } = this;
		const ac = part.ac!;
		part.previous += reader.readSigned(meanSize(reader.symbol(part.dc!)));
		coefficients[at] = part.previous;
		for (let index = 1; index < 64; index++) {
			const symbol = reader.symbol(ac);
			const size = symbol & 15;
			const zeros = symbol >> 4;
			if (size === 0) {
				if (zeros < 15) return;
				index += 15;
				continue;
			}
			index += zeros;
			if (index > 63) throw damaged('its pixels cannot be read');
			coefficients[at + ZIGZAG[index]!] = reader.readSigned(size);
		}
	}

	private mean(part: ScanPart, coefficients: Int16Array, at: number): void {
		const { reader } = this;
		part.previous += reader.readSigned(meanSize(reader.symbol(part.dc!)));
		coefficients[at] = part.previous << this.header.left;
	}

	private meanBit(_part: ScanPart, coefficients: Int16Array, at: number): void {
		if (this.reader.read(1) === 1) coefficients[at]! |= 1 << this.header.left;
	}

	private waves(part: ScanPart, coefficients: Int16Array, at: number): void {
		if (this.emptyRun > 0) {
			this.emptyRun--;
			return;
		}
		const { reader } = this;
		const { first, last, left } = this.header;
		for (let index = first; index <= last; index++) {
			const symbol = reader.symbol(part.ac!);
			const size = symbol & 15;
			const zeros = symbol >> 4;
			if (size === 0) {
				if (zeros < 15) {
					this.emptyRun = (1 << zeros) + reader.read(zeros) - 1;
					return;
				}
				index += 15;
				continue;
			}
			index += zeros;
			if (index > last) throw damaged('its pixels cannot be read');
			coefficients[at + ZIGZAG[index]!] = reader.readSigned(size) << left;
		}
	}

	/** One more bit of coefficients that are known, and new ones in between (T.81, G.1.2.3). */
	private waveBits(part: ScanPart, coefficients: Int16Array, at: number): void {
		const { reader } = this;
		const { first, last, left } = this.header;
		const bit = 1 << left;
		const refine = (place: number) => {
			const value = coefficients[place]!;
			if (reader.read(1) === 1 && (value & bit) === 0) {
				coefficients[place] = value > 0 ? value + bit : value - bit;
			}
		};
		let index = first;
		if (this.emptyRun === 0) {
			for (; index <= last; index++) {
				const symbol = reader.symbol(part.ac!);
				let zeros = symbol >> 4;
				let fresh = 0;
				if ((symbol & 15) > 0) {
					if ((symbol & 15) > 1) throw damaged('its pixels cannot be read');
					fresh = reader.read(1) === 1 ? bit : -bit;
				} else if (zeros < 15) {
					this.emptyRun = (1 << zeros) + reader.read(zeros);
					break;
				}
				for (; index <= last; index++) {
					const place = at + ZIGZAG[index]!;
					if (coefficients[place] !== 0) refine(place);
					else if (zeros-- === 0) {
						coefficients[place] = fresh;
						break;
					}
				}
			}
		}
		if (this.emptyRun > 0) {
			for (; index <= last; index++) {
				const place = at + ZIGZAG[index]!;
				if (coefficients[place] !== 0) refine(place);
			}
			this.emptyRun--;
		}
	}
}

function meanSize(size: number): number {
	if (size > 15) throw damaged('its pixels cannot be read');
	return size;
}
