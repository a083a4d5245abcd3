import { ImageDecodeError } from '../imageDecodeError';
import { Slices } from '../slices';
import type { Raster } from '../types';
import { u16be } from './byteOrder';
import {
	adobeTransformOf,
	damaged,
	isRgb,
	readJpegFrame,
	readQuantization,
	type JpegFrame,
} from './jpegFrame';
import { readAllBlocks } from './jpegBlocks';
import { readHuffman, type HuffmanTables } from './jpegHuffman';
import { inverseBlock } from './jpegInverse';
import { JpegScan, readScanHeader, type ScanHeader, type ScanPart } from './jpegScan';
import { isJpeg, JPEG_MARKER, jpegSegments } from './jpegSegments';
import { createRowWriter } from './jpegUpsample';

const DEFINE_HUFFMAN = 0xc4;
const DEFINE_QUANTIZATION = 0xdb;
const DEFINE_RESTART = 0xdd;

/** A progressive JPEG has about ten; each costs a run over all pixels, however few bytes it has. */
const MAX_SCANS = 100;

/** Where the data of a scan stands, and what was said before it. */
interface Scan {
	header: ScanHeader;
	from: number;
	end: number;
	restartInterval: number;
}

interface JpegParts {
	frame: JpegFrame;
	steps: Int32Array[];
	scans: Scan[];
	isRgb: boolean;
}

/**
 * Decodes a baseline or progressive JPEG of gray or colour, some rows at a time from the top.
 * @param maxStored pixels above which a file whose coefficients must all be stored first, as a progressive
 *   one's must, is rejected.
 * @returns stripes, each to be used before the next is asked for: they share their memory.
 * @throws {ImageDecodeError}
 */
export async function* decodeJpegStripes(
	bytes: Uint8Array,
	maxStored: number,
	signal?: AbortSignal,
): AsyncGenerator<Raster, void> {
	const { frame, steps, scans, isRgb: rgb } = readParts(bytes);
	const { width, height, maxV, unitsDown } = frame;
	const slices = new Slices(signal);
	const isStored = frame.progressive || scans[0]!.header.parts.length < frame.components.length;
	if (isStored && width * height > maxStored) {
		throw new ImageDecodeError(
			`The JPEG is a progressive one of ${width}x${height} pixels, more than the ${maxStored} pixels that are read of this kind.`,
		);
	}
	const planes = new Planes(frame, steps);
	const source = isStored
		? await storedCoefficients(bytes, frame, scans, slices)
		: new StreamedCoefficients(bytes, frame, scans[0]!);

	const unitRows = 8 * maxV;
	const stripe: Raster = {
		width,
		height: Math.min(unitRows, height),
		data: new Uint8Array(width * Math.min(unitRows, height) * 4),
	};
	const writeRow = createRowWriter(frame, planes.row, rgb);
	// Interpolation looks one row ahead: a row of units is written when the next one is there.
	for (let unit = 0; unit <= unitsDown; unit++) {
		if (unit < unitsDown) {
			source.readUnits(unit);
			planes.fill(unit, source.blocksOf);
		}
		if (slices.due) await slices.pause();
		if (unit === 0) continue;
		const top = (unit - 1) * unitRows;
		const rows = Math.min(unitRows, height - top);
		for (let row = 0; row < rows; row++) writeRow(top + row, stripe, row * width * 4);
		yield rows === stripe.height
			? stripe
			: { width, height: rows, data: stripe.data.subarray(0, width * rows * 4) };
		if (slices.due) await slices.pause();
	}
}

/** Everything but the pixels. @throws {ImageDecodeError} */
function readParts(bytes: Uint8Array): JpegParts {
	if (!isJpeg(bytes)) throw new ImageDecodeError('The file is not a JPEG.');
	const tables: HuffmanTables = { dc: [], ac: [] };
	const steps: Int32Array[] = [];
	const scans: Scan[] = [];
	let frame: JpegFrame | undefined;
	let adobe: number | undefined;
	let restartInterval = 0;
	for (const segment of jpegSegments(bytes)) {
		const { marker, data, offset } = segment;
		const open = scans.at(-1);
		if (open && open.end === 0) open.end = offset;
		if (marker === DEFINE_HUFFMAN) readHuffman(data, tables);
		else if (marker === DEFINE_QUANTIZATION) readQuantization(data, steps);
		else if (marker === DEFINE_RESTART) restartInterval = u16be(data, 0);
		else if (marker === JPEG_MARKER.startOfScan) {
			if (!frame) throw damaged('its pixels come before its size');
			if (scans.length === MAX_SCANS) {
				throw new ImageDecodeError(`The JPEG is built of more than ${MAX_SCANS} layers.`);
			}
			const header = readScanHeader(data, frame, tables);
			const from = offset + 4 + data.length;
			scans.push({ header, from, end: 0, restartInterval });
		}
		adobe ??= adobeTransformOf(segment);
		frame ??= readJpegFrame(segment);
	}
	const last = scans.at(-1);
	if (!frame || !last) throw damaged('it holds no pixels');
	if (last.end === 0) throw new ImageDecodeError('The JPEG is cut off: its end is missing.');
	if (frame.components.some(({ table }) => !steps[table])) {
		throw damaged('a quantization table is missing');
	}
	return { frame, steps, scans, isRgb: isRgb(frame, adobe) };
}

/** Gives the coefficients of a component's blocks, those of a row of units one after another. */
type BlocksOf = (component: number) => { coefficients: Int16Array; from: number };

/** Coefficients of a file with one scan: one row of units is kept. */
class StreamedCoefficients {
	private readonly scan: JpegScan;
	private readonly rows: Int16Array[];
	private readonly parts: ScanPart[];

	constructor(
		bytes: Uint8Array,
		private readonly frame: JpegFrame,
		{ header, from, end, restartInterval }: Scan,
	) {
		this.scan = new JpegScan(bytes, from, end, header, false, restartInterval);
		this.rows = frame.components.map(
			({ blocksAcross, v }) => new Int16Array(blocksAcross * v * 64),
		);
		this.parts = header.parts;
	}

	readUnits(): void {
		const { frame, parts, rows, scan } = this;
		for (const row of rows) row.fill(0);
		for (let unit = 0; unit < frame.unitsAcross; unit++) {
			scan.startUnit();
			for (const part of parts) {
				const { h, v, blocksAcross } = part.component;
				const row = rows[frame.components.indexOf(part.component)]!;
				for (let y = 0; y < v; y++) {
					for (let x = 0; x < h; x++) {
						scan.read(part, row, (y * blocksAcross + unit * h + x) * 64);
					}
				}
			}
		}
		scan.checkEnd();
	}

	readonly blocksOf: BlocksOf = (component) => ({
		coefficients: this.rows[component]!,
		from: 0,
	});
}

/** Coefficients of a file with several scans: all of them, read before the first row is shown. */
async function storedCoefficients(
	bytes: Uint8Array,
	frame: JpegFrame,
	scans: Scan[],
	slices: Slices,
) {
	const stored = frame.components.map(
		({ blocksAcross, blocksDown }) => new Int16Array(blocksAcross * blocksDown * 64),
	);
	for (const { header, from, end, restartInterval } of scans) {
		const scan = new JpegScan(bytes, from, end, header, frame.progressive, restartInterval);
		await readAllBlocks(frame, header, scan, slices, (part, row, column) => {
			const { blocksAcross } = part.component;
			const coefficients = stored[frame.components.indexOf(part.component)]!;
			scan.read(part, coefficients, (row * blocksAcross + column) * 64);
		});
	}
	let current = 0;
	const blocksOf: BlocksOf = (component) => {
		const { blocksAcross, v } = frame.components[component]!;
		return { coefficients: stored[component]!, from: current * v * blocksAcross * 64 };
	};
	return {
		readUnits: (unit: number) => {
			current = unit;
		},
		blocksOf,
	};
}

/** The samples of three rows of units: the one that is shown and its neighbours. */
class Planes {
	private readonly rings: Uint8Array[][];

	constructor(
		private readonly frame: JpegFrame,
		private readonly steps: Int32Array[],
	) {
		this.rings = frame.components.map(({ blocksAcross, v }) =>
			Array.from({ length: 3 }, () => new Uint8Array(blocksAcross * v * 64)),
		);
	}

	fill(unit: number, blocksOf: BlocksOf): void {
		for (const [index, { blocksAcross, v, table }] of this.frame.components.entries()) {
			const { coefficients, from } = blocksOf(index);
			const plane = this.rings[index]![unit % 3]!;
			const steps = this.steps[table]!;
			const stride = blocksAcross * 8;
			for (let block = 0; block < blocksAcross * v; block++) {
				const row = Math.floor(block / blocksAcross);
				const to = row * 8 * stride + (block - row * blocksAcross) * 8;
				inverseBlock(coefficients, from + block * 64, steps, plane, to, stride);
			}
		}
	}

	readonly row = (component: number, wanted: number): Uint8Array => {
		const { blocksAcross, v, height } = this.frame.components[component]!;
		const row = Math.min(height - 1, Math.max(0, wanted));
		const unit = Math.floor(row / (8 * v));
		const stride = blocksAcross * 8;
		const start = (row - unit * 8 * v) * stride;
		return this.rings[component]![unit % 3]!.subarray(start, start + stride);
	};
}
