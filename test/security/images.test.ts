import { deflateSync } from 'node:zlib';
import { createCanvas } from '@napi-rs/canvas';
import fc from 'fast-check';
import { addAiMark, c2paPresent } from '../../nodes/shared/images/aiMark';
import { pngPasses, readPngHeader } from '../../nodes/shared/images/codec/pngHeader';
import { decodeImage } from '../../nodes/shared/images/decode';
import { toExactPixels } from '../../nodes/shared/images/exactPixels';
import { identifyImage } from '../../nodes/shared/images/identify';
import { ImageDecodeError } from '../../nodes/shared/images/imageDecodeError';
import { decodeJpeg } from '../../nodes/shared/images/jpeg';
import { uprightSize } from '../../nodes/shared/images/orientation';
import { jpegSegments } from '../../nodes/shared/images/codec/jpegSegments';
import { embeddedProfile, profileSegments } from '../../nodes/shared/images/colors/embedded';
import { fileInDataUrl, unwrappedImage } from '../../nodes/shared/images/dataUrl';
import { repairImage } from '../../nodes/shared/images/repair';
import { openSmall } from '../../nodes/shared/images/shrink';
import { uprightFile } from '../../nodes/shared/images/uprightFile';
import profiles from '../fixtures/images/profiles.json';
import type { ImageFacts } from '../../nodes/shared/images/types';
import { API_LIMITS } from '../../nodes/shared/models/catalog';
import { coverScale } from '../../nodes/shared/models/coverSize';
import { checkInputImage } from '../../nodes/shared/inputs/checkInput';
import { SettingError } from '../../nodes/shared/request/settings';
import { chunk, header, makePng } from '../nodes/shared/images/makePng';
import { CASES, runs } from './cases';
import { leastCpuTime } from '../support/cpuTime';
import { ownTime } from '../support/ownTime';

const canvas = createCanvas(48, 40);
const context = canvas.getContext('2d');
for (let x = 0; x < 48; x++) {
	context.fillStyle = `rgba(${x * 5}, ${255 - x * 5}, ${(x * 37) % 256}, 0.8)`;
	context.fillRect(x, x % 7, 1, 40);
}
/** Without the profile that the canvas puts in. */
const bareJpeg = (() => {
	const jpeg = canvas.toBuffer('image/jpeg', 80);
	const own = [...jpegSegments(jpeg)].find(({ marker }) => marker === 0xe2)!;
	return Buffer.concat([
		jpeg.subarray(0, own.offset),
		jpeg.subarray(own.offset + 4 + own.data.length),
	]);
})();

const P3 = Buffer.from(profiles['Display P3'].profile, 'base64');

/** As a phone stores one: a profile, on its side, and a film behind it. */
function phonePhoto(jpeg: Buffer): Buffer {
	const tiff = Buffer.from('4d4d002a00000008000101120003000000010006000000000000', 'hex');
	const exif = Buffer.concat([Buffer.from('Exif\0\0'), tiff]);
	const head = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
	const film = Buffer.from('\0\0\0\x18ftypmp42');
	return Buffer.concat([
		...[jpeg.subarray(0, 2), head, exif, ...profileSegments(P3), jpeg.subarray(2), film],
	]);
}

const SEEDS = {
	png: canvas.toBuffer('image/png'),
	jpeg: canvas.toBuffer('image/jpeg', 80),
	photo: phonePhoto(bareJpeg),
	webp: canvas.toBuffer('image/webp', 80),
	avif: canvas.toBuffer('image/avif', { quality: 50 }),
	gif: Buffer.from('R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==', 'base64'),
	svg: Buffer.from('<?xml version="1.0"?><svg width="10" height="20" viewBox="0 0 1 2"><g/></svg>'),
};
const TARGET = { width: 24, height: 24 };
const LIMITS = { maxPixels: 1_000_000 };

async function cropped(bytes: Uint8Array, facts: ImageFacts): Promise<Uint8Array> {
	const scale = coverScale(TARGET, uprightSize(facts));
	const options = { outputFormat: 'png', jpegQuality: 90, limits: LIMITS } as const;
	return await toExactPixels(bytes, facts, TARGET, scale, options);
}

/**
 * The road of every image from outside: identified, checked, opened, cropped. Only our own refusals may come.
 * @returns whether it could be opened.
 */
async function takeIn(bytes: Uint8Array): Promise<boolean> {
	const facts = identifyImage(bytes);
	try {
		expect(
			await checkInputImage(bytes, { label: 'the image', setting: 'inputFields' }, 'edited'),
		).toEqual(facts);
	} catch (refusal) {
		expect(refusal).toBeInstanceOf(SettingError);
	}
	expect(typeof c2paPresent(bytes)).toBe('boolean');
	expect(addAiMark(bytes).length).toBeGreaterThanOrEqual(bytes.length);
	const repaired = await repairImage(bytes, LIMITS);
	expect(repaired.bytes.length).toBeLessThanOrEqual(bytes.length + 12);
	if (!facts) return false;
	for (const size of [facts.width, facts.height]) {
		expect(Number.isInteger(size) && size >= 0).toBe(true);
	}
	try {
		const { width, height, data } = await decodeImage(bytes, facts, LIMITS);
		expect(data).toHaveLength(width * height * 4);
		expect(identifyImage(await cropped(bytes, facts))).toMatchObject(TARGET);
		const { raster } = await openSmall(bytes, facts, LIMITS, 16);
		expect(raster.data).toHaveLength(raster.width * raster.height * 4);
		const turned = await uprightFile(bytes, facts, LIMITS);
		expect(identifyImage(turned.bytes)).toMatchObject(uprightSize(facts));
		return true;
	} catch (refusal) {
		expect(refusal).toBeInstanceOf(ImageDecodeError);
		return false;
	}
}

/** As many bytes of rows as the header asks for, and `surplus` more. */
function pixelsFor(head: Buffer, filters: number[], surplus: number): Buffer {
	const parsed = readPngHeader(head);
	const passes = parsed && parsed.width * parsed.height < 100_000 ? pngPasses(parsed) : [];
	const rows = passes.flatMap(({ rows: count, rowBytes }) =>
		Array.from({ length: count }, (_, row) =>
			Buffer.from([
				filters[row % filters.length]!,
				...Array.from({ length: rowBytes }, (_byte, at) => (at * 31 + row) % 256),
			]),
		),
	);
	const raw = Buffer.concat(rows);
	return surplus < 0 ? raw.subarray(0, surplus) : Buffer.concat([raw, Buffer.alloc(surplus)]);
}

const insertion = fc.oneof(
	fc.uint8Array({ maxLength: 8 }),
	fc.constantFrom(0, 0xff).map((byte) => Buffer.alloc(4, byte)),
	fc
		.constantFrom('IHDR', 'IDAT', 'IEND', 'acTL', '\xff\xd8\xff', '\xff\xda', 'ftypheic')
		.map((t) => Buffer.from(t, 'latin1')),
);
const damaged = (seed: fc.Arbitrary<Uint8Array>) =>
	fc
		.tuple(
			seed,
			fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(6), insertion), {
				minLength: 1,
				maxLength: 5,
			}),
		)
		.map(([bytes, changes]) =>
			changes.reduce((file, [place, removed, inserted]) => {
				// Headers stand at the beginning: half of the damage is done there.
				const at = Math.floor(place < 0.5 ? place * 128 : (place - 0.5) * 2 * file.length);
				return Buffer.concat([file.subarray(0, at), inserted, file.subarray(at + removed)]);
			}, Buffer.from(bytes)),
		);

describe('a hostile image is read or refused, and nothing else', () => {
	it('when it is random bytes behind the first bytes of a format', async () => {
		const beginnings = fc.tuple(fc.constantFrom(...Object.values(SEEDS)), fc.nat(40));
		await fc.assert(
			fc.asyncProperty(
				beginnings,
				fc.uint8Array({ maxLength: 400 }),
				async ([seed, kept], rest) =>
					void (await takeIn(Buffer.concat([seed.subarray(0, kept), rest]))),
			),
			runs('randomFiles'),
		);
	});

	it('when bytes of it are changed, left out or put in', async () => {
		await fc.assert(
			fc.asyncProperty(
				damaged(fc.constantFrom(...Object.values(SEEDS))),
				async (bytes) => void (await takeIn(bytes)),
			),
			runs('damagedFiles'),
		);
	});

	it('when it is a PNG with a valid frame around any header, palette and pixels', async () => {
		const edge = fc.oneof(fc.integer({ min: 0, max: 70 }), fc.constantFrom(1000, 0x7fffffff));
		const png = fc
			.record({
				width: edge,
				height: edge,
				bitDepth: fc.constantFrom(1, 2, 4, 8, 8, 16, 3),
				colorType: fc.constantFrom(0, 2, 3, 4, 6, 1),
				interlaced: fc.boolean(),
				palette: fc.uint8Array({ maxLength: 30 }),
				transparency: fc.uint8Array({ maxLength: 8 }),
				filters: fc.array(fc.constantFrom(0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 5), {
					minLength: 1,
					maxLength: 3,
				}),
				/** Bytes too many or too few. */
				surplus: fc.constantFrom(0, 0, 0, 1, -1, 5000),
				idatBytes: fc.integer({ min: 1, max: 900 }),
				level: fc.constantFrom(0, 1, 9),
			})
			.map((recipe) => {
				const { width, height, bitDepth, colorType, interlaced } = recipe;
				const head = header(width, height, bitDepth, colorType, interlaced);
				const raw = pixelsFor(head, recipe.filters, recipe.surplus);
				const compressed = deflateSync(raw, { level: recipe.level });
				const idats: Buffer[] = [];
				for (let at = 0; at < compressed.length; at += recipe.idatBytes) {
					idats.push(chunk('IDAT', compressed.subarray(at, at + recipe.idatBytes)));
				}
				return Buffer.concat([
					SEEDS.png.subarray(0, 8),
					chunk('IHDR', head),
					chunk('PLTE', recipe.palette),
					chunk('tRNS', recipe.transparency),
					...idats,
					chunk('IEND', Buffer.alloc(0)),
				]);
			});
		let read = 0;
		await fc.assert(
			fc.asyncProperty(png, async (bytes) => {
				if (await takeIn(bytes)) read++;
			}),
			runs('damagedPngStreams'),
		);
		// Enough of them are images for the others to be near misses.
		expect(read).toBeGreaterThan(CASES.damagedPngStreams / 20);
	});

	it('when the tables and pixels of a JPEG are changed', async () => {
		const progressive = fc.constant(SEEDS.jpeg).map((bytes) => {
			const file = Buffer.from(bytes);
			file[file.indexOf(Buffer.from([0xff, 0xc0])) + 1] = 0xc2;
			return file;
		});
		await fc.assert(
			fc.asyncProperty(
				damaged(fc.oneof(fc.constant(SEEDS.jpeg), progressive)),
				async (bytes) => void (await takeIn(bytes)),
			),
			runs('damagedJpegStreams'),
		);
	});

	it('when its color profile is changed, which costs the colors at most', async () => {
		const known = Object.values(profiles).map(({ profile }) => Buffer.from(profile, 'base64'));
		await fc.assert(
			fc.asyncProperty(damaged(fc.constantFrom(...known)), async (profile) => {
				const segments = profileSegments(profile);
				const bytes = Buffer.concat([bareJpeg.subarray(0, 2), ...segments, bareJpeg.subarray(2)]);
				expect(await takeIn(bytes)).toBe(true);
			}),
			runs('damagedProfiles'),
		);
	});

	it('when it comes as a data URL, as base64, or with the head of one decoded along', async () => {
		const url = (seed: Buffer) => `data:image/png;base64,${seed.toString('base64')}`;
		const wrappings = Object.values(SEEDS).flatMap((seed) => [
			Buffer.from(url(seed)),
			Buffer.from(seed.toString('base64')),
			Buffer.from(url(seed), 'base64'),
		]);
		await fc.assert(
			fc.asyncProperty(damaged(fc.constantFrom(...wrappings)), async (bytes) => {
				const found = unwrappedImage(bytes);
				if (found) await takeIn(found.bytes);
				fileInDataUrl(bytes.toString('latin1'));
			}),
			runs('wrappedFiles'),
		);
	});
});

describe('a bomb', () => {
	const start = () => ({ took: ownTime(), memory: process.memoryUsage().rss });
	const since = (begun: ReturnType<typeof start>) => ({
		seconds: begun.took() / 1000,
		megabytes: (process.memoryUsage().rss - begun.memory) / 2 ** 20,
	});
	/** 200 MB, packed. */
	const emptyMegabytes = deflateSync(Buffer.alloc(200_000_000), { level: 1 });
	const pngOf = (head: Buffer, idat: Uint8Array) =>
		Buffer.concat([
			SEEDS.png.subarray(0, 8),
			chunk('IHDR', head),
			chunk('IDAT', idat),
			chunk('IEND', Buffer.alloc(0)),
		]);

	it.each([
		['more data than pixels', pngOf(header(64, 64, 8, 6), emptyMegabytes)],
		['more pixels than are taken', pngOf(header(30_000, 30_000, 1, 0), Buffer.alloc(200_000))],
		['more pixels than data', pngOf(header(7000, 7000, 8, 6), deflateSync(Buffer.alloc(5000)))],
		['one row of the largest width', pngOf(header(0x7fffffff, 1, 16, 6), Buffer.alloc(9))],
		[
			'a text chunk that would unpack to 200 MB',
			Buffer.concat([
				SEEDS.png.subarray(0, 33),
				chunk('zTXt', Buffer.concat([Buffer.from('x\0\0'), emptyMegabytes])),
				chunk('iCCP', Buffer.concat([Buffer.from('x\0\0'), emptyMegabytes])),
				SEEDS.png.subarray(33),
			]),
		],
	])('in PNG costs neither time nor memory: %s', async (_what, bytes) => {
		const begun = start();
		await takeIn(bytes);
		const facts = identifyImage(bytes);
		await decodeImage(bytes, facts!, { maxPixels: API_LIMITS.inputImagePixels }).catch(
			(refusal: unknown) => expect(refusal).toBeInstanceOf(ImageDecodeError),
		);
		const { seconds, megabytes } = since(begun);
		expect(seconds).toBeLessThan(2);
		expect(megabytes).toBeLessThan(150);
	});

	const filled = (beginning: Buffer, part: Buffer) =>
		Buffer.concat([beginning, Buffer.alloc(48_000_000, part)]);
	it.each<[string, Buffer]>([
		['12 million segments', filled(SEEDS.jpeg.subarray(0, 2), Buffer.from('ffe10002', 'hex'))],
		[
			'24 million bytes that are none',
			filled(Buffer.from('ffd8ff', 'hex'), Buffer.from('ff00', 'hex')),
		],
		[
			'4 million chunks',
			filled(SEEDS.png.subarray(0, 8), Buffer.from('0000000069545874deadbeef', 'hex')),
		],
		[
			'6 million chunks of WebP',
			filled(Buffer.from('RIFF\0\0\0\x03WEBP', 'latin1'), Buffer.from('EXIF\0\0\0\0')),
		],
	])('of %s is left off soon', (_what, bytes) => {
		const looks = [identifyImage, c2paPresent, addAiMark] as const;
		for (const look of looks) {
			// 50 ms at most outside of a test, a second and more without the bound.
			expect(leastCpuTime(300, () => look(bytes))).toBeLessThan(300);
		}
	});

	it('in JPEG is refused where it would hold up the event loop', async () => {
		const file = Buffer.from(SEEDS.jpeg);
		const frame = file.indexOf(Buffer.from([0xff, 0xc0]));
		file.writeUInt16BE(8000, frame + 5);
		file.writeUInt16BE(8000, frame + 7);
		const begun = start();
		await expect(decodeJpeg(file, { maxPixels: API_LIMITS.inputImagePixels })).rejects.toThrow(
			/8000x8000 pixels, more than the 25000000/,
		);
		expect(since(begun).seconds).toBeLessThan(0.5);
	});

	it('in JPEG of pixels that are just taken ends within seconds', async () => {
		const file = Buffer.from(SEEDS.jpeg);
		const frame = file.indexOf(Buffer.from([0xff, 0xc0]));
		file.writeUInt16BE(2000, frame + 5);
		file.writeUInt16BE(2000, frame + 7);
		const begun = start();
		try {
			await decodeJpeg(file, { maxPixels: API_LIMITS.inputImagePixels });
		} catch (refusal) {
			expect(refusal).toBeInstanceOf(ImageDecodeError);
		}
		expect(since(begun).seconds).toBeLessThan(4);
	});
});

it('takes a PNG that its specification allows, for the checks above to mean something', async () => {
	const bytes = makePng({
		width: 24,
		height: 24,
		colorType: 2,
		bitDepth: 8,
		samplesAt: (x, y) => [x, y, x ^ y],
	});
	expect(await cropped(bytes, identifyImage(bytes)!)).toBe(bytes);
});

it('knows the photo above for what it is, for the checks to mean something', async () => {
	expect(identifyImage(SEEDS.photo)).toMatchObject({ orientation: 6, width: 48, height: 40 });
	expect((await repairImage(SEEDS.photo, LIMITS)).repairs).toEqual(['trailer']);
	expect(await embeddedProfile(SEEDS.photo)).toEqual(new Uint8Array(P3));
});
