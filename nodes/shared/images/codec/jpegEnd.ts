import { ImageDecodeError } from '../imageDecodeError';
import { Slices } from '../slices';
import { u16be } from './byteOrder';
import { readAllBlocks } from './jpegBlocks';
import { readJpegFrame, type JpegFrame } from './jpegFrame';
import { readHuffman, type HuffmanTables } from './jpegHuffman';
import { JpegScan, readScanHeader, type ScanHeader } from './jpegScan';
import { JPEG_MARKER } from './jpegSegments';

/** Segments that may stand between two scans. */
export const BETWEEN_SCANS = [0xc4, JPEG_MARKER.startOfScan, 0xdb, 0xdd, 0xfe];

/**
 * Where the pixels of a JPEG without an end mark end, found by reading them all.
 * @param maxPixels above which the file is not looked at.
 * @returns undefined where pixels are missing.
 */
export async function endOfPixels(
	bytes: Uint8Array,
	maxPixels: number,
	signal?: AbortSignal,
): Promise<number | undefined> {
	const reading = readPixels(bytes, maxPixels, new Slices(signal));
	return await reading.catch((thrown: unknown) => {
		if (!(thrown instanceof ImageDecodeError)) throw thrown;
		return undefined;
	});
}

async function readPixels(
	bytes: Uint8Array,
	maxPixels: number,
	slices: Slices,
): Promise<number | undefined> {
	const tables: HuffmanTables = { dc: [], ac: [] };
	let frame: JpegFrame | undefined;
	let known: Known | undefined;
	let restartInterval = 0;
	let end: number | undefined;
	for (let at = 2; bytes[at] === 0xff;) {
		const marker = bytes[at + 1] ?? 0;
		const next = at + 2 + u16be(bytes, at + 2);
		if (end !== undefined && !BETWEEN_SCANS.includes(marker)) break;
		if (marker < 0xc0 || next < at + 4 || next > bytes.length) break;
		const data = bytes.subarray(at + 4, next);
		const offset = at;
		at = next;
		if (marker === 0xc4) readHuffman(data, tables);
		else if (marker === 0xdd) restartInterval = u16be(data, 0);
		else if (marker === JPEG_MARKER.startOfScan) {
			if (!frame || !known) return undefined;
			const header = readScanHeader(data, frame, tables);
			const scan = new JpegScan(
				bytes,
				at,
				bytes.length,
				header,
				frame.progressive,
				restartInterval,
			);
			await known.read(header, scan, slices);
			at = end = scan.position;
		} else {
			frame ??= readJpegFrame({ marker, offset, data });
			if (frame && frame.width * frame.height > maxPixels) return undefined;
			known ??= frame && new Known(frame);
		}
	}
	return known?.isWhole ? end : undefined;
}

/** What is known of the coefficients of each component. */
class Known {
	/** Bits that are still to come, by component and place in zigzag order. */
	private readonly missing: Uint8Array[];
	/** A progressive file's later scans depend on what is there; of others nothing need be kept. */
	private readonly kept: Int16Array[];

	constructor(private readonly frame: JpegFrame) {
		const { components, progressive } = frame;
		this.missing = components.map(() => new Uint8Array(64).fill(99));
		this.kept = components.map(
			({ blocksAcross, blocksDown }) =>
				new Int16Array(progressive ? blocksAcross * blocksDown * 64 : 64),
		);
	}

	get isWhole(): boolean {
		return this.missing.every((places) => places.every((bits) => bits === 0));
	}

	async read(header: ScanHeader, scan: JpegScan, slices: Slices): Promise<void> {
		const { components, progressive } = this.frame;
		await readAllBlocks(this.frame, header, scan, slices, (part, row, column) => {
			const kept = this.kept[components.indexOf(part.component)]!;
			const { blocksAcross } = part.component;
			scan.read(part, kept, progressive ? (row * blocksAcross + column) * 64 : 0);
		});
		for (const { component } of header.parts) {
			const places = this.missing[components.indexOf(component)]!;
			places.fill(header.left, header.first, header.last + 1);
		}
	}
}
