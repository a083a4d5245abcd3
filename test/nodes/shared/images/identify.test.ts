import { createCanvas } from '@napi-rs/canvas';
import fc from 'fast-check';
import imageSize from 'image-size';
import { identifyImage } from '../../../../nodes/shared/images/identify';
import type { ImageFacts } from '../../../../nodes/shared/images/types';
import { chunk, header, makePng } from './makePng';

const canvas = createCanvas(37, 23);
const context = canvas.getContext('2d');
context.fillStyle = '#c40';
context.fillRect(3, 3, 20, 10);

const png = canvas.toBuffer('image/png');
const jpeg = canvas.toBuffer('image/jpeg', 80);
const webp = canvas.toBuffer('image/webp', 80);
const avif = canvas.toBuffer('image/avif', { quality: 50 });
const gif = Buffer.from('R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==', 'base64');

const text = (value: string) => Buffer.from(value, 'latin1');
const be32 = (value: number) => Buffer.from([value >>> 24, value >>> 16, value >>> 8, value]);
const be16 = (value: number) => Buffer.from([value >>> 8, value]);
const le32 = (value: number) => Buffer.from(be32(value)).reverse();
const le16 = (value: number) => Buffer.from(be16(value)).reverse();
const join = (...parts: Uint8Array[]) => Buffer.concat(parts);
const box = (type: string, ...parts: Uint8Array[]) => {
	const data = join(...parts);
	return join(be32(data.length + 8), text(type), data);
};

/** Puts chunks right after IHDR. */
const withChunks = (...chunks: Buffer[]) => join(png.subarray(0, 33), ...chunks, png.subarray(33));

/** Puts a segment right after SOI. */
const withSegment = (marker: number, data: Uint8Array) =>
	join(
		jpeg.subarray(0, 2),
		Buffer.from([0xff, marker]),
		be16(data.length + 2),
		data,
		jpeg.subarray(2),
	);

const indexedPng = makePng({
	width: 4,
	height: 2,
	colorType: 3,
	bitDepth: 2,
	samplesAt: () => [1],
	extra: [chunk('PLTE', Buffer.alloc(12)), chunk('tRNS', Buffer.alloc(2))],
});

const cmykJpeg = Buffer.from(jpeg);
const frame = cmykJpeg.indexOf(Buffer.from([0xff, 0xc0]));
cmykJpeg[frame + 9] = 4;

const exif = (little: boolean, orientation: number) => {
	const [two, four] = little ? [le16, le32] : [be16, be32];
	const tag = join(two(274), two(3), four(1), two(orientation), two(0));
	return join(text('Exif\0\0'), text(little ? 'II' : 'MM'), two(42), four(8), two(1), tag, four(0));
};

const frameOfGif = gif.subarray(19, gif.length - 1);
const animatedGif = join(gif.subarray(0, gif.length - 1), frameOfGif, text(';'));

const lossless = join(text('RIFF'), le32(30), text('WEBPVP8L'), le32(18), Buffer.from([0x2f]));
const losslessBits = le32(299 | (149 << 14) | (1 << 28));
const vp8l = join(lossless, losslessBits, Buffer.alloc(13));
const vp8x = (flags: number) =>
	join(
		text('RIFF'),
		le32(30),
		text('WEBPVP8X'),
		le32(10),
		Buffer.from([flags, 0, 0, 0, 99, 0, 0, 199, 1, 0]),
		Buffer.alloc(8),
	);

const heic = join(
	box('ftyp', text('heic'), be32(0), text('mif1heic')),
	box(
		'meta',
		be32(0),
		box(
			'iprp',
			box(
				'ipco',
				box('ispe', be32(0), be32(512), be32(512)),
				box('ispe', be32(0), be32(4032), be32(3024)),
				box('auxC', be32(0), text('urn:mpeg:hevc:2015:auxid:1\0')),
			),
		),
	),
	box('mdat', Buffer.alloc(20)),
);

const bmp = join(
	text('BM'),
	le32(58),
	le32(0),
	le32(54),
	le32(40),
	le32(10),
	le32(-7),
	le16(1),
	le16(24),
	Buffer.alloc(28),
);

const tiff = (little: boolean, colorModel: number) => {
	const [two, four] = little ? [le16, le32] : [be16, be32];
	const tag = (id: number, value: number) => join(two(id), two(3), four(1), two(value), two(0));
	return join(
		text(little ? 'II' : 'MM'),
		two(42),
		four(8),
		two(4),
		tag(256, 640),
		tag(257, 480),
		tag(258, 8),
		tag(262, colorModel),
		four(0),
	);
};
const ico = join(
	Buffer.from([0, 0, 1, 0, 2, 0]),
	join(Buffer.from([16, 16, 0, 0, 1, 0, 32, 0]), le32(4), le32(38)),
	join(Buffer.from([0, 0, 0, 0, 1, 0, 32, 0]), le32(4), le32(42)),
	Buffer.alloc(8),
);
const psd = join(
	text('8BPS'),
	be16(1),
	Buffer.alloc(6),
	be16(4),
	be32(300),
	be32(400),
	be16(8),
	be16(4),
	Buffer.alloc(20),
);
const svg = (value: string) => Buffer.from(value, 'utf8');
const utf16 = (value: string) => Buffer.from(`\uFEFF${value}`, 'utf16le');

const CASES: Array<[name: string, bytes: Uint8Array, facts: Partial<ImageFacts>]> = [
	[
		'a PNG with alpha',
		png,
		{
			format: 'png',
			mimeType: 'image/png',
			width: 37,
			height: 23,
			hasAlpha: true,
			colorSpace: 'rgb',
			bitDepth: 8,
			animated: false,
			complete: true,
		},
	],
	[
		'an indexed PNG with a transparent colour',
		indexedPng,
		{ format: 'png', width: 4, height: 2, hasAlpha: true, colorSpace: 'indexed', bitDepth: 2 },
	],
	[
		'an animated PNG',
		withChunks(chunk('acTL', join(be32(3), be32(0)))),
		{ format: 'png', animated: true, complete: true },
	],
	[
		'a PNG that calls its single picture an animation',
		withChunks(chunk('acTL', join(be32(1), be32(0)))),
		{ format: 'png', animated: false },
	],
	[
		'a PNG without its last byte',
		png.subarray(0, -1),
		{ format: 'png', width: 37, complete: false },
	],
	[
		'a PNG of which only the signature arrived',
		png.subarray(0, 8),
		{ format: 'png', width: 0, complete: false },
	],
	[
		'a PNG that declares 30000x30000',
		join(png.subarray(0, 8), chunk('IHDR', header(30_000, 30_000, 8, 2))),
		{ width: 30_000, height: 30_000 },
	],
	[
		'a JPEG',
		jpeg,
		{
			format: 'jpeg',
			mimeType: 'image/jpeg',
			width: 37,
			height: 23,
			hasAlpha: false,
			colorSpace: 'rgb',
			bitDepth: 8,
			complete: true,
		},
	],
	['a CMYK JPEG', cmykJpeg, { format: 'jpeg', colorSpace: 'cmyk' }],
	[
		'a JPEG cut off in its pixels',
		jpeg.subarray(0, -2),
		{ format: 'jpeg', width: 37, complete: false },
	],
	[
		'a JPEG with bytes after its end',
		join(jpeg, text('trailer')),
		{ format: 'jpeg', complete: true },
	],
	[
		'a JPEG with a thumbnail in its EXIF',
		withSegment(0xe1, join(exif(true, 1), jpeg)),
		{ width: 37, height: 23, complete: true },
	],
	[
		'a JPEG turned by EXIF, little-endian',
		withSegment(0xe1, exif(true, 6)),
		{ width: 37, height: 23, orientation: 6 },
	],
	['a JPEG turned by EXIF, big-endian', withSegment(0xe1, exif(false, 8)), { orientation: 8 }],
	[
		'a WebP',
		webp,
		{
			format: 'webp',
			mimeType: 'image/webp',
			width: 37,
			height: 23,
			animated: false,
			complete: true,
		},
	],
	['a cut off WebP', webp.subarray(0, -1), { format: 'webp', complete: false }],
	[
		'a lossless WebP with alpha',
		vp8l,
		{ format: 'webp', width: 300, height: 150, hasAlpha: true, complete: true },
	],
	[
		'an animated WebP with alpha',
		vp8x(0x12),
		{ width: 100, height: 456, hasAlpha: true, animated: true },
	],
	['an extended WebP without either', vp8x(0), { hasAlpha: false, animated: false }],
	[
		'a GIF',
		gif,
		{
			format: 'gif',
			mimeType: 'image/gif',
			width: 1,
			height: 1,
			hasAlpha: true,
			animated: false,
			complete: true,
		},
	],
	['an animated GIF', animatedGif, { format: 'gif', animated: true, complete: true }],
	['a GIF without its trailer', gif.subarray(0, -1), { format: 'gif', complete: false }],
	[
		'an AVIF',
		avif,
		{ format: 'avif', mimeType: 'image/avif', width: 37, height: 23, complete: true },
	],
	['a cut off AVIF', avif.subarray(0, -1), { format: 'avif', complete: false }],
	[
		'a HEIC',
		heic,
		{
			format: 'heic',
			mimeType: 'image/heic',
			width: 4032,
			height: 3024,
			hasAlpha: true,
			animated: false,
			complete: true,
		},
	],
	[
		'a BMP stored from the top',
		bmp,
		{ format: 'bmp', mimeType: 'image/bmp', width: 10, height: 7, complete: true },
	],
	[
		'a little-endian TIFF',
		tiff(true, 2),
		{
			format: 'tiff',
			mimeType: 'image/tiff',
			width: 640,
			height: 480,
			colorSpace: 'rgb',
			complete: true,
		},
	],
	['a big-endian CMYK TIFF', tiff(false, 5), { format: 'tiff', width: 640, colorSpace: 'cmyk' }],
	['an icon', ico, { format: 'ico', width: 256, height: 256, complete: true }],
	['a Photoshop file', psd, { format: 'psd', width: 400, height: 300, colorSpace: 'cmyk' }],
	[
		'a PDF',
		text('%PDF-1.7\n...\n%%EOF\n'),
		{ format: 'pdf', mimeType: 'application/pdf', complete: true },
	],
	[
		'an SVG',
		svg('<svg xmlns="http://www.w3.org/2000/svg" width="120" height=\'80px\'></svg>'),
		{ format: 'svg', mimeType: 'image/svg+xml', width: 120, height: 80, complete: true },
	],
	[
		'an SVG in millimetres',
		svg('<svg width="25.4mm" height="50.8mm"/>'),
		{ width: 96, height: 192, complete: true },
	],
	[
		'an SVG with only a viewBox',
		svg('<svg viewBox="0 0 300 150"></svg>'),
		{ width: 300, height: 150 },
	],
	[
		'an SVG with a width and a viewBox',
		svg('<svg width="600" height="100%" viewBox="0,0,300,150"></svg>'),
		{ width: 600, height: 300 },
	],
	['an SVG without a size', svg('<svg></svg>'), { width: 0, height: 0 }],
	[
		'an SVG after everything that may come first',
		svg(
			'\uFEFF <?xml version="1.0"?>\n<!-- <html> --><!DOCTYPE svg [ <!ENTITY a "b>"> ]>\n<svg:svg width="5" height="6"></svg:svg>',
		),
		{ format: 'svg', width: 5, height: 6, complete: true },
	],
	[
		'an SVG in UTF-16',
		utf16('<svg width="5" height="6"></svg>'),
		{ format: 'svg', width: 5, complete: true },
	],
	[
		'a cut off SVG',
		svg('<svg width="5" height="6"><path d="M0'),
		{ format: 'svg', complete: false },
	],
];

describe('identifyImage', () => {
	it.each(CASES)('knows %s', (_, bytes, facts) => {
		expect(identifyImage(bytes)).toMatchObject(facts);
	});

	it.each([
		['nothing', Buffer.alloc(0)],
		['text', text('just text')],
		['a web page with an SVG in it', text('<!doctype html><html><svg></svg></html>')],
		['an XML file', text('<?xml version="1.0"?><svgs/>')],
		['a video', box('ftyp', text('isom'), be32(0), text('isomavc1'))],
		['a WAV sound', join(text('RIFF'), le32(4), text('WAVE'))],
		['a zip', text('PK\x03\x04')],
		['zeros', Buffer.alloc(100)],
	])('does not take %s for an image', (_, bytes) => {
		expect(identifyImage(bytes)).toBeUndefined();
	});

	it('agrees with image-size on the dimensions', () => {
		for (const bytes of [png, jpeg, webp, vp8l, vp8x(0x12), gif, avif, bmp, tiff(true, 2), psd]) {
			const { width, height } = imageSize(bytes);
			expect(identifyImage(bytes)).toMatchObject({ width, height });
		}
	});

	const samples = CASES.map(([, bytes]) => bytes);

	it('never calls a file complete that lacks its second half, and never throws on any length', () => {
		for (const bytes of samples) {
			for (let length = 0; length < bytes.length; length++) {
				const facts = identifyImage(bytes.subarray(0, length));
				if (length < 16) expect(facts?.complete ?? false).toBe(false);
			}
		}
		for (const bytes of [png, jpeg, webp, gif, avif, heic, bmp]) {
			for (let length = 0; length < bytes.length; length++) {
				expect(identifyImage(bytes.subarray(0, length))?.complete ?? false).toBe(false);
			}
		}
	});

	it('never throws on changed bytes', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...samples),
				fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { minLength: 1, maxLength: 8 }),
				(bytes, changes) => {
					const changed = Uint8Array.from(bytes);
					for (const [at, value] of changes) changed[at] = value;
					identifyImage(changed);
				},
			),
			{ numRuns: 3000 },
		);
	});

	it.each([
		['boxes inside boxes', join(box('ftyp', text('heic'), be32(0)), nested(20_000))],
		['comments before an SVG', text('<!---->'.repeat(300_000))],
		['declarations that never end', text('<?'.repeat(1_000_000))],
		['FF bytes', join(jpeg.subarray(0, 20), Buffer.alloc(5_000_000, 0xff))],
		[
			'empty GIF extensions',
			join(gif.subarray(0, 19), Buffer.alloc(5_000_000, '!\xfe\0', 'latin1')),
		],
		['an SVG attribute that never ends', text(`<svg a="${' a='.repeat(1_000_000)}`)],
		['white space', Buffer.alloc(5_000_000, ' ')],
	])('is quick with millions of %s', (_, bytes) => {
		const start = performance.now();
		identifyImage(bytes);
		expect(performance.now() - start).toBeLessThan(500);
	});
});

function nested(depth: number): Buffer {
	const heads = Array.from({ length: depth }, (_, index) =>
		join(be32((depth - index) * 12), text('meta'), be32(0)),
	);
	return join(...heads);
}
