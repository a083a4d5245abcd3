import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import fc from 'fast-check';
import { decodeImage } from '../../../../nodes/shared/images/decode';
import { identifyImage } from '../../../../nodes/shared/images/identify';
import { ImageDecodeError } from '../../../../nodes/shared/images/imageDecodeError';
import webps from '../../../fixtures/images/webps.json';

const LIMITS = { maxPixels: 30_000_000 };

const decode = async (file: Uint8Array, signal?: AbortSignal) =>
	await decodeImage(file, identifyImage(file)!, LIMITS, signal);
const fileOf = (name: keyof typeof webps) => Buffer.from(webps[name].file, 'base64');
const sha256Of = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');

describe('a WebP', () => {
	it.each(Object.entries(webps))(
		'of %s has the pixels that libwebp makes of it',
		async (_, { file, sha256 }) => {
			expect(sha256Of((await decode(Buffer.from(file, 'base64'))).data)).toBe(sha256);
		},
	);

	it.each(['61x43 lossy', '61x43 lossless of few colours', '61x43 lossy with alpha'] as const)(
		'(%s) that is cut off anywhere is rejected',
		async (name) => {
			const file = fileOf(name);
			// The very last byte may be there only to make the length even.
			for (let length = 16; length < file.length - 1; length += 7) {
				const cut = Buffer.from(file.subarray(0, length));
				await expect(decode(cut)).rejects.toThrow(ImageDecodeError);
				// With a header that fits the rest, only the pixels tell.
				cut.writeUInt32LE(length - 8, 4);
				await expect(decode(cut)).rejects.toThrow(ImageDecodeError);
			}
		},
	);

	it('whose frame is larger than its container says takes no memory for it', async () => {
		const file = fileOf('61x43 lossy with alpha');
		const frame = file.indexOf('VP8 ') + 8;
		file.writeUInt16LE(16_383, frame + 6);
		file.writeUInt16LE(16_383, frame + 8);
		await expect(decode(file)).rejects.toThrow(/damaged/);
	});

	it('of more pixels than are read is rejected', async () => {
		const file = fileOf('61x43 lossy');
		const frame = file.indexOf('VP8 ') + 8;
		file.writeUInt16LE(16_383, frame + 6);
		file.writeUInt16LE(16_383, frame + 8);
		await expect(decode(file)).rejects.toThrow(/16383x16383 pixels, more than the 25000000/);
	});

	it('with changed bytes is decoded or rejected, and nothing else', async () => {
		const names = Object.keys(webps).filter((name) => !name.startsWith('10x'));
		await fc.assert(
			fc.asyncProperty(
				fc.constantFrom(...(names as Array<keyof typeof webps>)),
				fc.array(fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(255)), {
					minLength: 1,
					maxLength: 4,
				}),
				async (name, changes) => {
					const file = fileOf(name);
					for (const [place, value] of changes) {
						file[20 + Math.floor(place * (file.length - 20))] = value;
					}
					try {
						const { width, height, data } = await decode(file);
						expect(data).toHaveLength(width * height * 4);
					} catch (cause) {
						expect(cause).toBeInstanceOf(ImageDecodeError);
					}
				},
			),
			{ numRuns: 300 },
		);
	});

	it('is no longer decoded within a slice after the signal is aborted', async () => {
		const file = createCanvas(3000, 2500).toBuffer('image/webp', 80);
		const stop = new AbortController();
		const decoding = decode(file, stop.signal);
		setTimeout(() => stop.abort(new Error('Stop')), 10);
		await expect(decoding).rejects.toThrow('Stop');
	});
});

it('the licence of libwebp lies beside its decoder', () => {
	const folder = join(__dirname, '../../../../nodes/shared/images/webp');
	expect(readFileSync(join(folder, 'LICENSE-libwebp.txt'), 'utf8')).toMatch(
		/^libwebp 1\.5\.0 \(BSD-3-Clause\)[^]*Redistributions in binary form/,
	);
});
