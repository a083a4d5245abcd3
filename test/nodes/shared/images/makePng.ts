import { crc32, deflateSync } from 'node:zlib';

export interface PngRecipe {
	width: number;
	height: number;
	colorType: number;
	bitDepth: number;
	interlaced?: boolean;
	/** Samples of a pixel, as many as the colour type has. */
	samplesAt(x: number, y: number): number[];
	/** Chunks before IDAT. */
	extra?: Uint8Array[];
	/** Bytes of compressed data a IDAT chunk; one chunk without it. */
	idatBytes?: number;
}

/** Writes a PNG slowly and by the letter of the specification, with all five filters in turn. */
export function makePng(recipe: PngRecipe): Buffer {
	const { width, height, bitDepth, colorType, interlaced = false, extra = [] } = recipe;
	const head = header(width, height, bitDepth, colorType, interlaced);
	const compressed = deflateSync(filtered(recipe));
	return pngOf(head, compressed, recipe.idatBytes ?? compressed.length, extra);
}

/** A PNG around compressed data, in chunks of `idatBytes`. @param extra chunks before IDAT. */
export function pngOf(
	head: Buffer,
	compressed: Uint8Array,
	idatBytes = 65_536,
	extra: readonly Uint8Array[] = [],
): Buffer {
	const idats: Buffer[] = [];
	for (let at = 0; at < compressed.length; at += idatBytes) {
		idats.push(chunk('IDAT', compressed.subarray(at, at + idatBytes)));
	}
	return Buffer.concat([
		Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
		chunk('IHDR', head),
		...extra,
		...idats,
		chunk('IEND', Buffer.alloc(0)),
	]);
}

export function header(
	width: number,
	height: number,
	bitDepth: number,
	colorType: number,
	interlaced = false,
): Buffer {
	const data = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, bitDepth, colorType, 0, 0, Number(interlaced)]);
	data.writeUInt32BE(width, 0);
	data.writeUInt32BE(height, 4);
	return data;
}

export function chunk(type: string, data: Uint8Array): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const whole = Buffer.alloc(body.length + 8);
	whole.writeUInt32BE(data.length, 0);
	body.copy(whole, 4);
	whole.writeUInt32BE(crc32(body), body.length + 4);
	return whole;
}

function filtered({ width, height, bitDepth, interlaced, samplesAt }: PngRecipe): Buffer {
	const passes = interlaced
		? [
				[0, 0, 8, 8],
				[4, 0, 8, 8],
				[0, 4, 4, 8],
				[2, 0, 4, 4],
				[0, 2, 2, 4],
				[1, 0, 2, 2],
				[0, 1, 1, 2],
			]
		: [[0, 0, 1, 1]];
	const step = Math.max(1, Math.floor((samplesAt(0, 0).length * bitDepth) / 8));
	const lines: number[] = [];
	for (const [x0 = 0, y0 = 0, dx = 1, dy = 1] of passes) {
		let above: number[] = [];
		for (let y = y0; x0 < width && y < height; y += dy) {
			const bits: string[] = [];
			for (let x = x0; x < width; x += dx) {
				for (const sample of samplesAt(x, y)) bits.push(sample.toString(2).padStart(bitDepth, '0'));
			}
			const bytes = (bits.join('').match(/.{1,8}/g) ?? []).map((byte) =>
				parseInt(byte.padEnd(8, '0'), 2),
			);
			const filter = lines.length % 5;
			lines.push(filter);
			bytes.forEach((value, at) => {
				const a = bytes[at - step] ?? 0;
				const b = above[at] ?? 0;
				const c = at >= step ? (above[at - step] ?? 0) : 0;
				const nearest = [a, b, c].reduce((best, candidate) =>
					Math.abs(a + b - c - candidate) < Math.abs(a + b - c - best) ? candidate : best,
				);
				const guess = [0, a, b, Math.floor((a + b) / 2), nearest][filter] ?? 0;
				lines.push((value - guess) & 0xff);
			});
			above = bytes;
		}
	}
	return Buffer.from(lines);
}
