import { createCipheriv, createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { crc32, deflate } from 'node:zlib';

const deflateAsync = promisify(deflate);

/** Stands for OpenAI's Content Credentials (C2PA): the same chunk type, the content made up. */
const FAKE_CREDENTIALS = Buffer.from('local image server: this is no real C2PA manifest');

/**
 * A PNG of RGBA pixels, about seven times faster than canvas's own encoder (row filter "up", deflate
 * level 1), with a `caBX` chunk before the pixels.
 * @param minBytes the file is padded to about this size by a private chunk of bytes that do not compress, the same for the same pixels.
 */
export async function encodePng(
	rgba: Uint8ClampedArray,
	width: number,
	height: number,
	options: { alpha: boolean; minBytes?: number | null },
): Promise<Buffer> {
	const pixels = await deflateAsync(filterUp(rgba, width, height, options.alpha ? 4 : 3), {
		level: 1,
	});
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	header.set([8, options.alpha ? 6 : 2, 0, 0, 0], 8);
	const parts = [
		Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
		...chunk('IHDR', header),
		...chunk('caBX', FAKE_CREDENTIALS),
		...chunk('IDAT', pixels),
	];
	const missing = (options.minBytes ?? 0) - pixels.length - 200;
	if (missing > 0) parts.push(...chunk('paDd', incompressible(missing, pixels)));
	parts.push(...chunk('IEND', Buffer.alloc(0)));
	return Buffer.concat(parts);
}

function incompressible(length: number, seed: Buffer): Buffer {
	const key = createHash('sha256').update(seed).digest();
	return createCipheriv('aes-128-ctr', key.subarray(0, 16), key.subarray(16)).update(
		Buffer.alloc(length),
	);
}

/** Rows of RGB or RGBA with the filter "up" before each: the first has none above it. */
function filterUp(rgba: Uint8ClampedArray, width: number, height: number, channels: 3 | 4): Buffer {
	const out = Buffer.allocUnsafe(height * (1 + width * channels));
	const stride = width * 4;
	// The row above the first is empty: subtracting it is no filter.
	let above: Uint8ClampedArray = new Uint8ClampedArray(stride);
	let to = 0;
	for (let y = 0; y < height; y++) {
		const row = rgba.subarray(y * stride, (y + 1) * stride);
		out[to++] = y === 0 ? 0 : 2;
		for (let at = 0; at < stride; at += 4) {
			out[to++] = row[at]! - above[at]!;
			out[to++] = row[at + 1]! - above[at + 1]!;
			out[to++] = row[at + 2]! - above[at + 2]!;
			if (channels === 4) out[to++] = row[at + 3]! - above[at + 3]!;
		}
		above = row;
	}
	return out;
}

function chunk(type: string, data: Buffer): Buffer[] {
	const head = Buffer.alloc(8);
	head.writeUInt32BE(data.length, 0);
	head.write(type, 4, 'latin1');
	const tail = Buffer.alloc(4);
	tail.writeUInt32BE(crc32(data, crc32(head.subarray(4))), 0);
	return [head, data, tail];
}
