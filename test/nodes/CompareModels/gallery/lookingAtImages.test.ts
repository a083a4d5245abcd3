import { setTimeout as wait } from 'node:timers/promises';
import { Backlog } from '../../../../nodes/CompareModels/gallery/backlog';
import { openSmall, shrink } from '../../../../nodes/shared/images/shrink';
import { Thumbnails } from '../../../../nodes/CompareModels/gallery/thumbnail';
import { identifyImage } from '../../../../nodes/shared/images/identify';
import { ImageDecodeError } from '../../../../nodes/shared/images/imageDecodeError';
import { encodePng, decodePng } from '../../../../nodes/shared/images/png';
import type { Raster } from '../../../../nodes/shared/images/types';
import { randomNumbers } from '../../../support/sampleComparison';
import { AtOnce } from '../../../../nodes/shared/pace/atOnce';
import { makePng } from '../../shared/images/makePng';

const plain = (width: number, height: number, color: number[]): Raster => ({
	width,
	height,
	data: new Uint8Array(Buffer.alloc(width * height * 4, Buffer.from(color))),
});

describe('shrink', () => {
	it.each([
		[1024, 1024, 512, 512, 512],
		[1024, 1024, 640, 512, 512],
		[1536, 1024, 640, 768, 512],
		[3840, 2160, 640, 640, 360],
		[600, 400, 512, 600, 400],
		[900, 1, 100, 100, 1],
		[33, 77, 16, 8, 19],
	])('%i × %i for an edge of %i gives %i × %i', async (width, height, edge, toWidth, toHeight) => {
		const small = await shrink(plain(width, height, [10, 200, 30, 255]), edge);

		expect([small.width, small.height]).toEqual([toWidth, toHeight]);
		expect(small.data).toHaveLength(toWidth * toHeight * 4);
		expect([...small.data.subarray(0, 4)]).toEqual([10, 200, 30, 255]);
	});

	it('lets transparent pixels lend no colour', async () => {
		const raster = plain(2, 2, [0, 0, 0, 0]);
		raster.data.set([200, 100, 50, 255], 0);

		expect([...(await shrink(raster, 1)).data]).toEqual([200, 100, 50, 64]);
	});
});

describe('openSmall', () => {
	const random = randomNumbers(7);
	const limits = { maxPixels: 10_000_000 };
	const noisy = (width: number, height: number): Raster => ({
		width,
		height,
		data: Uint8Array.from({ length: width * height * 4 }, () => random() * 256),
	});

	it.each([
		[512, 512, 128],
		[515, 389, 100],
		[300, 1111, 64],
		[1000, 3, 100],
		[90, 60, 100],
		[5, 3, 1],
	])(
		'a PNG of %i × %i for an edge of %i is what decoding and shrinking gives',
		async (width, height, edge) => {
			const png = await encodePng(noisy(width, height));

			expect((await openSmall(png, identifyImage(png)!, limits, edge)).raster).toEqual(
				await shrink(await decodePng(png, limits), edge),
			);
		},
	);

	it('openSmall opens an interlaced PNG', async () => {
		const png = makePng({
			width: 77,
			height: 45,
			colorType: 6,
			bitDepth: 8,
			interlaced: true,
			samplesAt: (x, y) => [x * 3, y * 5, (x * y) & 0xff, 255 - y],
		});

		expect((await openSmall(png, identifyImage(png)!, limits, 16)).raster).toEqual(
			await shrink(await decodePng(png, limits), 16),
		);
	});

	it.each([0.3, 0.6, 0.9])('says so where %f of a file is all there is', async (share) => {
		const png = await encodePng(noisy(256, 256));
		const cut = png.subarray(0, png.length * share);

		await expect(openSmall(cut, identifyImage(cut)!, limits, 32)).rejects.toThrow(ImageDecodeError);
	});

	it('opens by the size that the decoder sees where a file names two', async () => {
		const png = await encodePng(noisy(64, 64));
		const other = await encodePng(noisy(640, 640));
		// Signature and header of the first, then a second header before its pixels.
		const twice = Buffer.concat([png.subarray(0, 33), other.subarray(8, 33), png.subarray(33)]);

		const { raster: small } = await openSmall(twice, identifyImage(twice)!, limits, 16);
		expect([small.width, small.height]).toEqual([16, 16]);
	});
});

describe('a thumbnail', () => {
	const random = randomNumbers(3);
	const noise: Raster = {
		width: 512,
		height: 384,
		data: Uint8Array.from({ length: 512 * 384 * 4 }, (_, at) =>
			at % 4 === 3 ? 255 : random() * 255,
		),
	};

	it.each([60_000, 30_000, 8_000, 3_000])(
		'keeps to its budget of %i bytes, even of noise',
		async (budget) => {
			const thumbnail = await new Thumbnails(budget).make(noise);

			expect(thumbnail!.bytes.length).toBeLessThanOrEqual(budget);
			expect(thumbnail!.width / thumbnail!.height).toBeCloseTo(4 / 3, 0);
		},
	);

	it('starts with what the last image needed, and with the best again after a simple one', async () => {
		const thumbnails = new Thumbnails(30_000);
		const first = await thumbnails.make(noise);
		const second = await thumbnails.make(noise);
		await thumbnails.make(plain(512, 384, [10, 200, 30, 255]));
		const third = await thumbnails.make(noise);

		expect(second).toEqual(first);
		expect(third).toEqual(first);
	});

	it('is none where the report has no room', async () => {
		expect(await new Thumbnails(0).make(noise)).toBeUndefined();
	});
});

describe('the backlog', () => {
	it('does so much at once, and lets more in only while there is room', async () => {
		const backlog = new Backlog(new AtOnce(2), 10);
		const going: string[] = [];
		const release = new Map<string, () => void>();
		const work = (name: string) => async () => {
			going.push(name);
			await new Promise<void>((resolve) => release.set(name, resolve));
		};
		await backlog.add(4, work('a'));
		await backlog.add(4, work('b'));
		let letIn = false;
		const third = backlog.add(4, work('c')).then(() => (letIn = true));
		await wait(10);
		expect([going, letIn]).toEqual([['a', 'b'], false]);

		release.get('a')!();
		await third;
		expect(going).toEqual(['a', 'b', 'c']);
		release.get('b')!();
		release.get('c')!();
		await backlog.done();
	});

	it('takes a piece that is larger than the room, alone', async () => {
		const backlog = new Backlog(new AtOnce(2), 10);
		await backlog.add(99, async () => undefined);
		await backlog.done();
	});

	it('goes on after work that throws, and says so at the end', async () => {
		const backlog = new Backlog(new AtOnce(1), 10);
		const done: number[] = [];
		await backlog.add(1, async () => await Promise.reject(new RangeError('no such cell')));
		await backlog.add(1, async () => void done.push(2));
		await expect(backlog.done()).rejects.toThrow('no such cell');
		expect(done).toEqual([2]);
	});
});
