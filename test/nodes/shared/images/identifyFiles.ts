import { createCanvas } from '@napi-rs/canvas';
import { chunk, makePng } from './makePng';

const canvas = createCanvas(37, 23);
const context = canvas.getContext('2d');
context.fillStyle = '#c40';
context.fillRect(3, 3, 20, 10);

export const png = canvas.toBuffer('image/png');
export const jpeg = canvas.toBuffer('image/jpeg', 80);
export const webp = canvas.toBuffer('image/webp', 80);
export const avif = canvas.toBuffer('image/avif', { quality: 50 });
export const gif = Buffer.from(
	'R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==',
	'base64',
);

export const text = (value: string) => Buffer.from(value, 'latin1');
export const be32 = (value: number) =>
	Buffer.from([value >>> 24, value >>> 16, value >>> 8, value]);
const be16 = (value: number) => Buffer.from([value >>> 8, value]);
export const le32 = (value: number) => Buffer.from(be32(value)).reverse();
const le16 = (value: number) => Buffer.from(be16(value)).reverse();
export const join = (...parts: Uint8Array[]) => Buffer.concat(parts);
export const box = (type: string, ...parts: Uint8Array[]) => {
	const data = join(...parts);
	return join(be32(data.length + 8), text(type), data);
};

/** Puts chunks right after IHDR. */
export const withChunks = (...chunks: Buffer[]) =>
	join(png.subarray(0, 33), ...chunks, png.subarray(33));

/** Puts a segment right after SOI. */
export const withSegment = (marker: number, data: Uint8Array) =>
	join(
		jpeg.subarray(0, 2),
		Buffer.from([0xff, marker]),
		be16(data.length + 2),
		data,
		jpeg.subarray(2),
	);

export const indexedPng = makePng({
	width: 4,
	height: 2,
	colorType: 3,
	bitDepth: 2,
	samplesAt: () => [1],
	extra: [chunk('PLTE', Buffer.alloc(12)), chunk('tRNS', Buffer.alloc(2))],
});

export const cmykJpeg = Buffer.from(jpeg);
const frame = cmykJpeg.indexOf(Buffer.from([0xff, 0xc0]));
cmykJpeg[frame + 9] = 4;

export const exif = (little: boolean, orientation: number) => {
	const [two, four] = little ? [le16, le32] : [be16, be32];
	const tag = join(two(274), two(3), four(1), two(orientation), two(0));
	return join(text('Exif\0\0'), text(little ? 'II' : 'MM'), two(42), four(8), two(1), tag, four(0));
};

const frameOfGif = gif.subarray(19, gif.length - 1);
export const animatedGif = join(gif.subarray(0, gif.length - 1), frameOfGif, text(';'));

export const lossless = join(
	text('RIFF'),
	le32(30),
	text('WEBPVP8L'),
	le32(18),
	Buffer.from([0x2f]),
);
const losslessBits = le32(299 | (149 << 14) | (1 << 28));
export const vp8l = join(lossless, losslessBits, Buffer.alloc(13));
export const vp8x = (flags: number) =>
	join(
		text('RIFF'),
		le32(30),
		text('WEBPVP8X'),
		le32(10),
		Buffer.from([flags, 0, 0, 0, 99, 0, 0, 199, 1, 0]),
		Buffer.alloc(8),
	);

export const heic = join(
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

export const bmp = join(
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

export const tiff = (little: boolean, colorModel: number) => {
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
export const ico = join(
	Buffer.from([0, 0, 1, 0, 2, 0]),
	join(Buffer.from([16, 16, 0, 0, 1, 0, 32, 0]), le32(4), le32(38)),
	join(Buffer.from([0, 0, 0, 0, 1, 0, 32, 0]), le32(4), le32(42)),
	Buffer.alloc(8),
);
export const psd = join(
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
export const svg = (value: string) => Buffer.from(value, 'utf8');
export const utf16 = (value: string) => Buffer.from(`\uFEFF${value}`, 'utf16le');
