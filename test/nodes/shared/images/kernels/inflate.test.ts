import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, deflateSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { decodePng } from '../../../../../nodes/shared/images/png';
import { grayRows, isUnfiltered, rowsOf } from '../../../../support/pixels/grayRows';
import { noise } from '../../../../support/pixels/noise';
import { header, pngOf } from '../makePng';

const LIMITS = { maxPixels: 64_000_000 };
const project = join(__dirname, '../../../../..');

it('the module was made of the source that is there', () => {
	const folder = join(project, 'dev/upkeep/kernels');
	const hash = createHash('sha256');
	for (const file of readdirSync(folder)
		.filter((name) => /\.[ch]$/.test(name))
		.sort()) {
		hash.update(readFileSync(join(folder, file)));
	}
	const made = readFileSync(join(project, 'nodes/shared/images/kernels/wasm.ts'), 'utf8');
	expect(made).toContain(`SHA-256 ${hash.digest('hex')}`);
});

describe('decompression', () => {
	const compressed = fc
		.record({
			width: fc.integer({ min: 1, max: 700 }),
			height: fc.integer({ min: 1, max: 400 }),
			seed: fc.nat(),
			values: fc.constantFrom(1, 2, 5, 30, 170, 256),
			/** How far back the same bytes come again; 0: nowhere. */
			repeats: fc.constantFrom(0, 1, 2, 3, 7, 15, 16, 17, 300, 32_767, 32_768),
			level: fc.integer({ min: 0, max: 9 }),
			memLevel: fc.integer({ min: 1, max: 9 }),
			windowBits: fc.integer({ min: 9, max: 15 }),
			strategy: fc.constantFrom(
				constants.Z_DEFAULT_STRATEGY,
				constants.Z_HUFFMAN_ONLY,
				constants.Z_RLE,
				constants.Z_FIXED,
			),
			idatBytes: fc.integer({ min: 1, max: 70_000 }),
		})
		.map(({ width, height, seed, values, repeats, idatBytes, ...settings }) => {
			const rows = grayRows(width, height, seed, { values, repeats });
			const data = deflateSync(rows, settings);
			return { width, height, rows, data, idatBytes };
		});
	const grayOf = async (png: Buffer, height: number) => {
		const { width, data } = await decodePng(png, LIMITS);
		return rowsOf(width, height, data);
	};

	it('gives what zlib compressed, whatever its settings', async () => {
		await fc.assert(
			fc.asyncProperty(compressed, async ({ width, height, rows, data, idatBytes }) => {
				const png = pngOf(header(width, height, 8, 0), data, Math.max(idatBytes, data.length >> 9));
				expect((await grayOf(png, height)).equals(rows)).toBe(true);
			}),
			{ numRuns: 100 },
		);
	});

	it('takes and refuses what zlib takes and refuses', async () => {
		const damages = fc.array(
			fc.tuple(
				fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
				fc.nat(255),
				fc.boolean(),
			),
			{ maxLength: 3 },
		);
		let taken = 0;
		let refused = 0;
		await fc.assert(
			fc.asyncProperty(compressed, damages, async ({ width, height, rows, data }, changes) => {
				const file = Buffer.from(data);
				// Half of the damage is done where the tables are.
				for (const [place, value, isHead] of changes) {
					file[Math.floor(place * (isHead ? Math.min(120, file.length) : file.length))] = value;
				}
				let wanted: Buffer | undefined;
				try {
					wanted = inflateSync(file);
				} catch {
					// Refused.
				}
				const isImage = wanted?.length === rows.length && isUnfiltered(width, wanted);
				const got = await grayOf(pngOf(header(width, height, 8, 0), file), height).catch(
					() => undefined,
				);
				if (wanted === undefined) {
					expect(got).toBeUndefined();
					refused++;
				} else if (isImage) {
					expect(got?.equals(wanted)).toBe(true);
					taken++;
				}
			}),
			{ numRuns: 250 },
		);
		expect(refused).toBeGreaterThan(100);
		expect(taken).toBeGreaterThan(0);
	});

	it('refuses data behind the end, in the same chunk and in another', async () => {
		const data = deflateSync(Buffer.alloc(5));
		for (const idatBytes of [100, data.length]) {
			const file = Buffer.concat([data, Buffer.from('more')]);
			await expect(decodePng(pngOf(header(1, 1, 8, 6), file, idatBytes), LIMITS)).rejects.toThrow(
				'compressed data cannot be read',
			);
		}
	});

	it('refuses data that ends anywhere before its end', async () => {
		const data = deflateSync(
			noise(3 * 301, 7, 90)
				.fill(0, 0, 1)
				.fill(0, 301, 302)
				.fill(0, 602, 603),
		);
		for (let length = 1; length < data.length; length += 3) {
			const png = pngOf(header(100, 3, 8, 2), data.subarray(0, length));
			await expect(decodePng(png, LIMITS)).rejects.toThrow(/compressed data|too little/);
		}
	});
});
