import { changedFraction, differenceImage } from '../../../../nodes/shared/images/difference';
import type { Raster } from '../../../../nodes/shared/images/types';

type Color = readonly [number, number, number, number];

function draw(width: number, height: number, colorAt: (x: number, y: number) => Color): Raster {
	const data = new Uint8Array(width * height * 4);
	for (let at = 0; at < width * height; at++) {
		data.set(colorAt(at % width, Math.floor(at / width)), at * 4);
	}
	return { width, height, data };
}

const GREY: Color = [120, 120, 120, 255];
const RED: Color = [200, 40, 40, 255];
const before = draw(40, 40, () => GREY);
/** The left half is to be edited. */
const mask = Uint8Array.from({ length: 1600 }, (_, at) => (at % 40 < 20 ? 0 : 255));

describe('changedFraction', () => {
	it.each<[string, (x: number, y: number) => Color, { inside: number; outside: number }]>([
		['nothing changed', () => GREY, { inside: 0, outside: 0 }],
		['all changed', () => RED, { inside: 1, outside: 1 }],
		['the inside changed', (x) => (x < 20 ? RED : GREY), { inside: 1, outside: 0 }],
		[
			'a quarter of the outside changed',
			(x) => (x >= 35 ? RED : GREY),
			{ inside: 0, outside: 0.25 },
		],
		[
			'noise that no one sees',
			(x, y) => [120 + (x % 5), 120 - (y % 5), 122, 255],
			{ inside: 0, outside: 0 },
		],
	])('%s', (_, colorAt, expected) => {
		expect(changedFraction(before, draw(40, 40, colorAt), mask)).toEqual(expected);
	});

	it('counts everything as inside without a mask', () => {
		const after = draw(40, 40, (x) => (x < 10 ? RED : GREY));
		expect(changedFraction(before, after)).toEqual({ inside: 0.25, outside: 0 });
	});

	it('compares pictures of different size, the mask along with them', () => {
		const after = draw(100, 100, (x) => (x < 50 ? RED : GREY));
		const { inside, outside } = changedFraction(before, after, mask);
		expect(inside).toBe(1);
		expect(outside).toBe(0);
	});

	it('sees that a part became transparent', () => {
		const after = draw(40, 40, (x) => (x < 20 ? [120, 120, 120, 0] : GREY));
		expect(changedFraction(before, after, mask)).toEqual({ inside: 1, outside: 0 });
	});

	it('sees a change of colour at the same brightness', () => {
		const green = draw(40, 40, () => [60, 150, 120, 255]);
		expect(changedFraction(before, green).inside).toBe(1);
	});

	it('refuses a mask of another size', () => {
		expect(() => changedFraction(before, before, mask.subarray(1))).toThrow(RangeError);
	});
});

describe('differenceImage', () => {
	it('shows what changed in pink on the pale original', () => {
		const image = differenceImage(
			before,
			draw(40, 40, (x) => (x < 20 ? RED : GREY)),
		);
		expect([...image.data.subarray(0, 4)]).toEqual([230, 0, 120, 255]);
		expect([...image.data.subarray(156, 160)]).toEqual([221, 221, 221, 255]);
	});

	it('has the size of the later picture', () => {
		const after = draw(10, 20, () => GREY);
		expect(differenceImage(before, after)).toMatchObject({ width: 10, height: 20 });
	});
});
