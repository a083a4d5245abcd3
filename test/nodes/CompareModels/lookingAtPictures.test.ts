import { setTimeout as wait } from 'node:timers/promises';
import { Backlog } from '../../../nodes/CompareModels/backlog';
import { shrink } from '../../../nodes/CompareModels/shrink';
import { makeThumbnail } from '../../../nodes/CompareModels/thumbnail';
import type { Raster } from '../../../nodes/shared/images/types';
import { randomNumbers } from '../../support/sampleComparison';

const plain = (width: number, height: number, color: number[]): Raster => ({
	width,
	height,
	data: Uint8Array.from({ length: width * height * 4 }, (_, at) => color[at % 4]!),
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
			const thumbnail = await makeThumbnail(noise, budget);

			expect(thumbnail!.bytes.length).toBeLessThanOrEqual(budget);
			expect(thumbnail!.width / thumbnail!.height).toBeCloseTo(4 / 3, 0);
		},
	);

	it('is none where the report has no room', async () => {
		expect(await makeThumbnail(noise, 0)).toBeUndefined();
	});
});

describe('the backlog', () => {
	it('does so much at once, and lets more in only while there is room', async () => {
		const backlog = new Backlog({ bytes: 10, atOnce: 2 });
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
		const backlog = new Backlog({ bytes: 10, atOnce: 2 });
		await backlog.add(99, async () => undefined);
		await backlog.done();
	});

	it('goes on after work that throws, and says so at the end', async () => {
		const backlog = new Backlog({ bytes: 10, atOnce: 1 });
		const done: number[] = [];
		await backlog.add(1, async () => await Promise.reject(new RangeError('no such cell')));
		await backlog.add(1, async () => void done.push(2));
		await expect(backlog.done()).rejects.toThrow('no such cell');
		expect(done).toEqual([2]);
	});
});
