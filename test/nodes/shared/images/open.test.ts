import { createCanvas } from '@napi-rs/canvas';
import { toExactPixels } from '../../../../nodes/shared/images/exactPixels';
import { identifyImage } from '../../../../nodes/shared/images/identify';
import { maskOf, maskPng, openAlpha } from '../../../../nodes/shared/images/mask';
import { openImage } from '../../../../nodes/shared/images/open';
import { uprightSize } from '../../../../nodes/shared/images/orientation';
import { openSmall } from '../../../../nodes/shared/images/shrink';
import { uprightFile } from '../../../../nodes/shared/images/uprightFile';
import { chunk } from './makePng';

const LIMITS = { maxPixels: 1_000_000 };
const [WIDTH, HEIGHT] = [48, 32];

/** EXIF data whose only tag is the orientation. */
const exif = (orientation: number) =>
	Buffer.from(
		`4d4d002a000000080001011200030000000100${orientation.toString(16).padStart(2, '0')}000000000000`,
		'hex',
	);

/** Red on the left half, blue on the right; the top third is white. */
function drawn(type: 'png' | 'jpeg' | 'webp'): Buffer {
	const canvas = createCanvas(WIDTH, HEIGHT);
	const context = canvas.getContext('2d');
	context.fillStyle = '#f00';
	context.fillRect(0, 0, WIDTH / 2, HEIGHT);
	context.fillStyle = '#00f';
	context.fillRect(WIDTH / 2, 0, WIDTH / 2, HEIGHT);
	context.fillStyle = '#fff';
	context.fillRect(0, 0, WIDTH, HEIGHT / 3);
	if (type === 'png') return canvas.toBuffer('image/png');
	return canvas.toBuffer(`image/${type}`, 100);
}

const KINDS = {
	png: (orientation: number) => {
		const png = drawn('png');
		return Buffer.concat([png.subarray(0, 33), chunk('eXIf', exif(orientation)), png.subarray(33)]);
	},
	jpeg: (orientation: number) => {
		const jpeg = drawn('jpeg');
		const data = Buffer.concat([Buffer.from('Exif\0\0'), exif(orientation)]);
		return Buffer.concat([
			jpeg.subarray(0, 2),
			Buffer.from([0xff, 0xe1, 0, data.length + 2]),
			data,
			jpeg.subarray(2),
		]);
	},
	webp: (orientation: number) => {
		const plain = drawn('webp');
		const head = Buffer.alloc(18);
		head.write('VP8X');
		head.writeUInt32LE(10, 4);
		head[8] = 0x08;
		head.writeUIntLE(WIDTH - 1, 12, 3);
		head.writeUIntLE(HEIGHT - 1, 15, 3);
		const data = exif(orientation);
		const tail = Buffer.alloc(8);
		tail.write('EXIF');
		tail.writeUInt32LE(data.length, 4);
		const body = Buffer.concat([Buffer.from('WEBP'), head, plain.subarray(12), tail, data]);
		const riff = Buffer.alloc(8);
		riff.write('RIFF');
		riff.writeUInt32LE(body.length, 4);
		return Buffer.concat([riff, body]);
	},
};

const rounded = (data: Uint8Array, at: number) =>
	[...data.subarray(at, at + 3)].map((level) => (level > 127 ? 'f' : '0')).join('');

describe.each(Object.entries(KINDS))('a %s that is stored turned', (format, make) => {
	it.each([1, 2, 3, 4, 5, 6, 7, 8])(
		'with orientation %i is opened upright, also small',
		async (orientation) => {
			const file = make(orientation);
			const facts = identifyImage(file)!;
			expect([facts.format, facts.width, facts.height]).toEqual([format, WIDTH, HEIGHT]);
			expect(facts.orientation).toBe(orientation === 1 ? undefined : orientation);
			const size = uprightSize(facts);
			expect(size.width).toBe(orientation > 4 ? HEIGHT : WIDTH);

			const { raster } = await openImage(file, facts, LIMITS);
			const { raster: small } = await openSmall(file, facts, LIMITS, 24);

			expect([raster.width, raster.height]).toEqual([size.width, size.height]);
			expect([small.width * 2, small.height * 2]).toEqual([size.width, size.height]);
			const corners = ({ width, height, data }: typeof raster) =>
				[0, width - 1, (height - 1) * width, height * width - 1].map((pixel) =>
					rounded(data, pixel * 4),
				);
			expect(corners(raster)).toEqual(CORNERS[orientation]);
			expect(corners(small)).toEqual(CORNERS[orientation]);
		},
	);

	const TURNED = [2, 3, 4, 5, 6, 7, 8];
	it.each(TURNED)('with orientation %i is cropped as a person sees it', async (orientation) => {
		const file = make(orientation);
		const facts = identifyImage(file)!;
		const size = uprightSize(facts);
		const target = { width: size.width - 4, height: size.height - 4 };
		const options = { outputFormat: 'png', jpegQuality: 95 } as const;
		const exact = await toExactPixels(file, facts, target, 1, options);
		const { raster } = await openImage(exact, identifyImage(exact)!, LIMITS);
		expect(raster).toMatchObject(target);
		const last = target.width * target.height - 1;
		const corners = [0, target.width - 1, last - target.width + 1, last];
		expect(corners.map((pixel) => rounded(raster.data, pixel * 4))).toEqual(CORNERS[orientation]);
	});

	it.each(TURNED)('with orientation %i is turned for good and says so', async (orientation) => {
		const file = make(orientation);
		const before = await openImage(file, identifyImage(file)!, LIMITS);
		const turned = await uprightFile(file, identifyImage(file)!, LIMITS);
		const facts = identifyImage(turned.bytes)!;
		const { width, height } = before.raster;
		expect(facts).toMatchObject({ format: turned.format, width, height });
		expect(turned.format).toBe(format === 'jpeg' ? 'jpeg' : 'png');
		expect(facts.orientation).toBeUndefined();
		const after = await openImage(turned.bytes, facts, LIMITS);
		const gap = after.raster.data.reduce(
			(sum, level, at) => sum + Math.abs(level - before.raster.data[at]!),
			0,
		);
		expect(gap / after.raster.data.length).toBeLessThan(2);
	});
});

/** Top left, top right, bottom left, bottom right as a person sees them. */
const CORNERS: Record<number, string[]> = {
	1: ['fff', 'fff', 'f00', '00f'],
	2: ['fff', 'fff', '00f', 'f00'],
	3: ['00f', 'f00', 'fff', 'fff'],
	4: ['f00', '00f', 'fff', 'fff'],
	5: ['fff', 'f00', 'fff', '00f'],
	6: ['f00', 'fff', '00f', 'fff'],
	7: ['00f', 'fff', 'f00', 'fff'],
	8: ['fff', '00f', 'fff', 'f00'],
};

describe('a mask', () => {
	it('is written row by row and read back', async () => {
		const alpha = Uint8Array.from({ length: 70 * 150 }, (_, at) => (at * 37) % 256);
		const size = { width: 70, height: 150 };
		const png = await maskPng(maskOf(alpha, size));
		const facts = identifyImage(png)!;
		expect(facts).toMatchObject({ format: 'png', ...size, hasAlpha: true });
		const { raster } = await openImage(png, facts, LIMITS);
		expect(raster.data.filter((level, at) => at % 4 < 3 && level > 0)).toHaveLength(0);
		const { row } = await openAlpha(png, facts, LIMITS);
		for (let y = 0; y < size.height; y++) {
			expect(Buffer.compare(row(y), alpha.subarray(y * 70, (y + 1) * 70))).toBe(0);
		}
	});
});
