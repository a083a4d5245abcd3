import { deflateSync } from 'node:zlib';
import { embeddedProfile, profileSegments } from '../../../../nodes/shared/images/colors/embedded';
import { toExactPixels } from '../../../../nodes/shared/images/exactPixels';
import { identifyImage } from '../../../../nodes/shared/images/identify';
import { encodeJpegStripes } from '../../../../nodes/shared/images/jpeg';
import { openImage } from '../../../../nodes/shared/images/open';
import { encodePng } from '../../../../nodes/shared/images/png';
import { openSmall } from '../../../../nodes/shared/images/shrink';
import { stripesOf } from '../../../../nodes/shared/images/stripes';
import type { Raster } from '../../../../nodes/shared/images/types';
import profiles from '../../../fixtures/images/profiles.json';
import { chunk, makePng } from './makePng';

const LIMITS = { maxPixels: 1_000_000 };
const bytesOf = (base64: string) => Buffer.from(base64, 'base64');

const rasterOf = (colors: number[][], width = colors.length): Raster => ({
	width,
	height: colors.length / width,
	data: Uint8Array.from(colors.flatMap((color) => [...color, 255])),
});

/** The colours of a fixture as a PNG with its profile. */
async function pngWith(name: keyof typeof profiles, stored: Buffer): Promise<Buffer> {
	const profile = bytesOf(profiles[name].profile);
	const isGray = name.startsWith('gray');
	const png = isGray
		? makePng({
				width: stored.length,
				height: 1,
				colorType: 0,
				bitDepth: 8,
				samplesAt: (x) => [stored[x]!],
			})
		: Buffer.from(
				await encodePng(
					rasterOf(
						Array.from({ length: stored.length / 3 }, (_, at) => [
							...stored.subarray(at * 3, at * 3 + 3),
						]),
					),
				),
			);
	return withChunk(png, 'iCCP', Buffer.concat([Buffer.from('x\0\0'), deflateSync(profile)]));
}

const withChunk = (png: Uint8Array, type: string, data: Uint8Array) =>
	Buffer.concat([png.subarray(0, 33), chunk(type, Buffer.from(data)), png.subarray(33)]);

async function jpegWith(profile: Uint8Array, raster: Raster): Promise<Uint8Array> {
	const { width, height } = raster;
	const segments = profileSegments(profile);
	return await encodeJpegStripes(stripesOf(raster), {
		width,
		height,
		quality: 100,
		chroma: 'full',
		segments,
	});
}

const open = async (bytes: Uint8Array) => await openImage(bytes, identifyImage(bytes)!, LIMITS);

const P3 = bytesOf(profiles['Display P3'].profile);
/** Full Display P3 red is beyond sRGB's; this one lies inside. */
const CLAY = [181, 98, 72];

describe('an image with a colour profile', () => {
	it.each(Object.keys(profiles) as Array<keyof typeof profiles>)(
		'(%s) is measured in sRGB, within a level of LittleCMS',
		async (name) => {
			const expected = bytesOf(profiles[name].srgb);
			const { raster, profile } = await open(await pngWith(name, bytesOf(profiles[name].stored)));
			const seen = raster.data.filter((_, at) => at % 4 < 3);
			expect(seen).toHaveLength(expected.length);
			const worst = seen.reduce(
				(most, level, at) => Math.max(most, Math.abs(level - expected[at]!)),
				0,
			);
			expect(worst).toBeLessThanOrEqual(1);
			expect(profile).toBe(name === 'sRGB by a table' ? 'none' : 'converted');
		},
	);

	it('looks the same as a JPEG, with its profile in several segments', async () => {
		const long = Buffer.concat([P3, Buffer.alloc(100_000)]);
		const jpeg = await jpegWith(
			long,
			rasterOf(
				Array.from({ length: 256 }, () => CLAY),
				16,
			),
		);
		expect(Buffer.from((await embeddedProfile(jpeg))!).equals(long)).toBe(true);
		const { raster, profile } = await open(jpeg);
		const { raster: png } = await open(await pngWith('Display P3', Buffer.from(CLAY)));
		expect(profile).toBe('converted');
		for (let channel = 0; channel < 3; channel++) {
			expect(Math.abs(raster.data[channel]! - png.data[channel]!)).toBeLessThanOrEqual(2);
		}
		expect(Math.abs(raster.data[0]! - CLAY[0]!)).toBeGreaterThan(5);
	});

	it('is converted where it is opened small, too', async () => {
		const jpeg = await jpegWith(
			P3,
			rasterOf(
				Array.from({ length: 64 * 64 }, () => CLAY),
				64,
			),
		);
		const { raster, profile } = await openSmall(jpeg, identifyImage(jpeg)!, LIMITS, 16);
		expect(profile).toBe('converted');
		expect(raster.width).toBe(16);
		expect(raster.data[0]).toBe((await open(jpeg)).raster.data[0]);
	});

	it.each(['png', 'jpeg'] as const)('keeps it as %s when it is cropped', async (format) => {
		const colors = Array.from({ length: 40 * 40 }, () => CLAY);
		const jpeg = await jpegWith(P3, rasterOf(colors, 40));
		const exact = await toExactPixels(jpeg, identifyImage(jpeg)!, { width: 32, height: 30 }, 1, {
			outputFormat: format,
			jpegQuality: 100,
		});
		expect(Buffer.from((await embeddedProfile(exact))!).equals(P3)).toBe(true);
		const [before, after] = [await open(jpeg), await open(exact)];
		expect(Math.abs(before.raster.data[0]! - after.raster.data[0]!)).toBeLessThanOrEqual(1);
	});

	it('of gray becomes sRGB when it is cropped, for RGB cannot carry it', async () => {
		const png = await pngWith('gray with a curve of 1.8', Buffer.alloc(40, 128));
		const exact = await toExactPixels(png, identifyImage(png)!, { width: 30, height: 1 }, 1, {
			outputFormat: 'png',
			jpegQuality: 100,
		});
		expect(await embeddedProfile(exact)).toBeUndefined();
		const { raster } = await open(exact);
		expect(raster.data[0]).toBe((await open(png)).raster.data[0]);
		expect(raster.data[0]).not.toBe(128);
	});

	it.each([
		['of gray', bytesOf(profiles['gray with a curve of 1.8'].profile)],
		['without a byte', Buffer.alloc(0)],
	])('of colors and a profile %s is opened and cropped without it', async (_, profile) => {
		const data = Buffer.concat([Buffer.from('x\0\0'), deflateSync(profile)]);
		const png = withChunk(await encodePng(rasterOf(Array(16).fill(CLAY), 4)), 'iCCP', data);
		const exact = await toExactPixels(png, identifyImage(png)!, { width: 2, height: 2 }, 1, {
			outputFormat: 'png',
			jpegQuality: 95,
		});
		expect(await embeddedProfile(exact)).toBeUndefined();
		for (const file of [png, exact]) {
			const { raster, profile: use } = await open(file);
			expect([use, ...raster.data.subarray(0, 3)]).toEqual(['none', ...CLAY]);
		}
	});

	it.each([
		['with look-up tables', withTag(P3, 'rXYZ', 'A2B0')],
		['without a curve', withTag(P3, 'gTRC', 'xTRC')],
		['for print', withTag(P3, 'RGB ', 'CMYK')],
		['that ends too soon', P3.subarray(0, 200)],
	])('%s is measured as it is, says so, and keeps it when it is cropped', async (_, profile) => {
		const jpeg = await jpegWith(
			profile,
			rasterOf(
				Array.from({ length: 256 }, () => CLAY),
				16,
			),
		);
		const { raster, profile: use } = await open(jpeg);
		expect(use).toBe('unconverted');
		expect(Math.abs(raster.data[0]! - CLAY[0]!)).toBeLessThanOrEqual(2);
		const exact = await toExactPixels(jpeg, identifyImage(jpeg)!, { width: 8, height: 8 }, 1, {
			outputFormat: 'jpeg',
			jpegQuality: 95,
		});
		expect(Buffer.from((await embeddedProfile(exact))!).equals(profile)).toBe(true);
	});

	it('keeps what a PNG says of its colours without a profile when it is cropped', async () => {
		const gamma = Buffer.from([0, 0, 0xb1, 0x8f]);
		const png = withChunk(
			await encodePng(
				rasterOf(
					Array.from({ length: 64 }, () => CLAY),
					8,
				),
			),
			'gAMA',
			gamma,
		);
		const exact = await toExactPixels(png, identifyImage(png)!, { width: 4, height: 4 }, 1, {
			outputFormat: 'png',
			jpegQuality: 95,
		});
		expect(Buffer.from(exact).includes(Buffer.concat([Buffer.from('gAMA'), gamma]))).toBe(true);
		expect((await open(png)).profile).toBe('none');
	});
});

/** The profile with the first place that reads `from` changed. */
function withTag(profile: Buffer, from: string, to: string): Buffer {
	const changed = Buffer.from(profile);
	changed.write(to, changed.indexOf(from), 'latin1');
	return changed;
}
