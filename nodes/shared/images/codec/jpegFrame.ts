import { ImageDecodeError } from '../imageDecodeError';
import { hasText, u16be } from './byteOrder';
import { isStartOfFrame, JPEG_MARKER, type JpegSegment } from './jpegSegments';
import { ZIGZAG } from './jpegTables';

/** One colour plane of a JPEG. */
export interface JpegComponent {
	id: number;
	/** Blocks a unit (MCU) across and down. */
	h: number;
	v: number;
	/** Number of its quantization table. */
	table: number;
	/** Samples that count; the blocks reach further. */
	width: number;
	height: number;
	/** Blocks across and down, filled up to whole units. */
	blocksAcross: number;
	blocksDown: number;
}

/** What a JPEG says of its pixels before they come. */
export interface JpegFrame {
	width: number;
	height: number;
	progressive: boolean;
	components: JpegComponent[];
	/** Largest of the components' `h` and `v`. */
	maxH: number;
	maxV: number;
	/** Units (MCUs) across and down. */
	unitsAcross: number;
	unitsDown: number;
}

export const damaged = (what: string) => new ImageDecodeError(`The JPEG is damaged: ${what}.`);

const unreadable = () =>
	new ImageDecodeError('The JPEG is damaged or of a kind that cannot be read.');

/** Baseline, extended and progressive, all with Huffman codes. */
const READABLE_FRAMES = [0xc0, 0xc1, 0xc2];

/**
 * Reads a start-of-frame segment.
 * @returns undefined for other segments.
 * @throws {ImageDecodeError} for what cannot be read here: arithmetic coding, 12 bits, odd sampling.
 */
export function readJpegFrame({ marker, data }: JpegSegment): JpegFrame | undefined {
	if (!isStartOfFrame(marker)) return undefined;
	const count = data[5] ?? 0;
	const isReadable =
		READABLE_FRAMES.includes(marker) && data[0] === 8 && (count === 1 || count === 3);
	if (!isReadable || data.length < 6 + count * 3) throw unreadable();
	const height = u16be(data, 1);
	const width = u16be(data, 3);
	const found = Array.from({ length: count }, (_, index) => {
		const [id = 0, sampling = 0, table = 0] = data.subarray(6 + index * 3);
		// The blocks of a single component stand one after another, whatever its sampling says.
		return { id, h: count === 1 ? 1 : sampling >> 4, v: count === 1 ? 1 : sampling & 15, table };
	});
	const maxH = Math.max(...found.map(({ h }) => h));
	const maxV = Math.max(...found.map(({ v }) => v));
	const fits = (factor: number, max: number) => factor >= 1 && factor <= 4 && max % factor === 0;
	if (found.some(({ h, v, table }) => !fits(h, maxH) || !fits(v, maxV) || table > 3)) {
		throw unreadable();
	}
	if (width === 0 || height === 0) throw unreadable();
	const unitsAcross = Math.ceil(width / (8 * maxH));
	const unitsDown = Math.ceil(height / (8 * maxV));
	const components = found.map((component) => ({
		...component,
		width: Math.ceil((width * component.h) / maxH),
		height: Math.ceil((height * component.v) / maxV),
		blocksAcross: unitsAcross * component.h,
		blocksDown: unitsDown * component.v,
	}));
	const progressive = marker === 0xc2;
	return { width, height, progressive, components, maxH, maxV, unitsAcross, unitsDown };
}

/** Reads the quantization tables of a DQT segment into `tables`, row by row. @throws {ImageDecodeError} */
export function readQuantization(data: Uint8Array, tables: Int32Array[]): void {
	for (let at = 0; at < data.length;) {
		const precision = data[at]! >> 4;
		const id = data[at]! & 15;
		const bytes = precision === 0 ? 1 : 2;
		if (precision > 1 || id > 3 || at + 1 + 64 * bytes > data.length) {
			throw damaged('a quantization table cannot be read');
		}
		const table = new Int32Array(64);
		for (let index = 0; index < 64; index++) {
			const from = at + 1 + index * bytes;
			table[ZIGZAG[index]!] = bytes === 1 ? data[from]! : u16be(data, from);
		}
		tables[id] = table;
		at += 1 + 64 * bytes;
	}
}

/** Whether the three components are red, green and blue and not lightness and two colour differences. */
export function isRgb({ components }: JpegFrame, adobeTransform: number | undefined): boolean {
	if (components.length !== 3) return false;
	if (adobeTransform !== undefined) return adobeTransform === 0;
	return components.map(({ id }) => String.fromCharCode(id)).join('') === 'RGB';
}

/** The colour transform that Adobe's APP14 segment names; undefined for other segments. */
export function adobeTransformOf({ marker, data }: JpegSegment): number | undefined {
	if (marker !== JPEG_MARKER.app14 || !hasText(data, 0, 'Adobe')) return undefined;
	return data[11];
}
