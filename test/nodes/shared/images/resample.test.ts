import { resizeGently } from '../../../../nodes/shared/images/resample';
import { collected, croppedStripes, stripesOf } from '../../../../nodes/shared/images/stripes';
import type { Raster } from '../../../../nodes/shared/images/types';
import { ownTime } from '../../../support/ownTime';

function draw(
	width: number,
	height: number,
	colorAt: (x: number, y: number) => readonly number[],
): Raster {
	const data = new Uint8Array(width * height * 4);
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) data.set(colorAt(x, y), (y * width + x) * 4);
	}
	return { width, height, data };
}

const pixel = ({ width, data }: Raster, x: number, y: number) => [
	...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4),
];

describe('resizeGently', () => {
	it.each([
		[10, 10],
		[3, 7],
		[97, 41],
		[1, 1],
	])('keeps one colour exactly at %dx%d', async (width, height) => {
		const source = draw(31, 29, () => [12, 200, 99, 255]);
		const scaled = await resizeGently(source, width, height);
		expect(scaled).toEqual(draw(width, height, () => [12, 200, 99, 255]));
	});

	it('gives the same pixels at the same size', async () => {
		const source = draw(20, 15, (x, y) => [x * 12, y * 16, (x * y) % 256, 255 - x]);
		const { data } = await resizeGently(source, 20, 15);
		expect(data.every((value, at) => Math.abs(value - source.data[at]!) <= 1)).toBe(true);
	});

	it('averages a fine pattern to grey instead of dropping pixels', async () => {
		const board = draw(64, 64, (x, y) => ((x + y) % 2 ? [255, 255, 255, 255] : [0, 0, 0, 255]));
		const { data } = await resizeGently(board, 16, 16);
		expect(Math.min(...data.filter((_, at) => at % 4 < 3))).toBeGreaterThan(110);
		expect(Math.max(...data.filter((_, at) => at % 4 < 3))).toBeLessThan(145);
	});

	it('keeps a gradient where it was', async () => {
		const gradient = draw(256, 8, (x) => [x, x, x, 255]);
		const half = await resizeGently(gradient, 128, 4);
		for (const x of [10, 64, 117]) expect(pixel(half, x, 2)[0]).toBeCloseTo(2 * x + 0.5, -0.5);
		const double = await resizeGently(gradient, 512, 16);
		for (const x of [20, 256, 490]) expect(pixel(double, x, 8)[0]).toBeCloseTo(x / 2, -0.5);
	});

	it('lets transparent pixels lend no colour', async () => {
		const source = draw(40, 40, (x) => (x < 20 ? [255, 0, 0, 255] : [0, 255, 0, 0]));
		const { data } = await resizeGently(source, 13, 13);
		for (let at = 0; at < data.length; at += 4) {
			if (data[at + 3]! > 8) expect([data[at]! > 240, data[at + 1]! < 16]).toEqual([true, true]);
		}
	});

	it('copes with extreme proportions', async () => {
		const line = draw(4000, 1, (x) => [x % 256, 0, 0, 255]);
		expect((await resizeGently(line, 1, 300)).data.length).toBe(1200);
		expect((await resizeGently(await resizeGently(line, 1, 1), 500, 2)).data.length).toBe(4000);
	});

	it('lets timers run meanwhile and gives the same', async () => {
		const source = draw(300, 400, (x, y) => [x % 256, y % 256, 7, 255]);
		let turns = 0;
		const timer = setInterval(() => turns++, 0);
		const scaled = await resizeGently(source, 2700, 3600);
		clearInterval(timer);
		const again = await resizeGently(source, 2700, 3600);
		expect(Buffer.compare(scaled.data, again.data)).toBe(0);
		expect(turns).toBeGreaterThan(0);
	});

	it('scales only the part that is asked for', async () => {
		const source = draw(40, 20, (x) => (x < 20 ? [255, 0, 0, 255] : [0, 0, 255, 255]));
		const right = await resizeGently(source, 10, 10, { x: 25, y: 0, width: 15, height: 20 });
		expect(pixel(right, 5, 5)).toEqual([0, 0, 255, 255]);
	});

	it('stops within a slice once the signal is aborted', async () => {
		const stop = new AbortController();
		const scaling = resizeGently(
			draw(400, 400, () => [1, 2, 3, 255]),
			4000,
			4000,
			undefined,
			stop.signal,
		);
		const took = ownTime();
		stop.abort(new Error('Stop'));
		await expect(scaling).rejects.toThrow('Stop');
		expect(took()).toBeLessThan(500);
	});
});

describe('croppedStripes', () => {
	it.each([1, 3, 64])('takes the pixels as they are out of stripes of %i rows', async (rows) => {
		const source = draw(10, 10, (x, y) => [x, y, 0, x * y]);
		const part = { x: 2, y: 3, width: 4, height: 5 };
		expect(await collected(croppedStripes(stripesOf(source, rows), part), part)).toEqual(
			draw(4, 5, (x, y) => [x + 2, y + 3, 0, (x + 2) * (y + 3)]),
		);
	});
});
