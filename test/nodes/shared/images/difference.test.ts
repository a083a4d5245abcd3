import {
	differenceImage,
	measureChange,
	type ComparedImage,
} from '../../../../nodes/shared/images/difference';
import { maskOf } from '../../../../nodes/shared/images/mask';
import { decodePng } from '../../../../nodes/shared/images/png';
import { stripesOf } from '../../../../nodes/shared/images/stripes';
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
/** An image that comes in stripes of seven rows. */
const stripes = (raster: Raster): ComparedImage => ({
	width: raster.width,
	height: raster.height,
	opaque: false,
	stripes: stripesOf(raster, 7),
});

const before = draw(40, 40, () => GREY);
/** The left half is to be edited. */
const left = maskOf(
	Uint8Array.from({ length: 1600 }, (_, at) => (at % 40 < 20 ? 0 : 255)),
	before,
);

/** Shares that changed inside and outside. */
async function changed(one: Raster, other: Raster, mask = left) {
	const { inside, outside } = await measureChange(stripes(one), stripes(other), mask);
	return { inside: inside.changed, outside: outside.changed };
}

describe('measureChange', () => {
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
	])('%s', async (_, colorAt, expected) => {
		expect(await changed(before, draw(40, 40, colorAt))).toEqual(expected);
	});

	it('compares pictures of different size, the mask along with them', async () => {
		const after = draw(100, 100, (x) => (x < 50 ? RED : GREY));
		const { inside, outside } = await changed(before, after);
		expect(inside).toBe(1);
		expect(outside).toBe(0);
	});

	it('sees that a part became transparent', async () => {
		const after = draw(40, 40, (x) => (x < 20 ? [120, 120, 120, 0] : GREY));
		expect(await changed(before, after)).toEqual({ inside: 1, outside: 0 });
	});

	it('sees a change of colour at the same brightness', async () => {
		const green = draw(40, 40, () => [60, 150, 120, 255]);
		expect(await changed(before, green)).toEqual({ inside: 1, outside: 1 });
	});
});

describe('differenceImage', () => {
	const open = async (one: Raster, other: Raster) => {
		const { png, change } = await differenceImage(stripes(one), stripes(other), left);
		return { image: await decodePng(png, { maxPixels: 10_000 }), change };
	};

	it('shows what changed in pink on the pale original', async () => {
		const { image } = await open(
			before,
			draw(40, 40, (x) => (x < 20 ? RED : GREY)),
		);
		expect([...image.data.subarray(0, 4)]).toEqual([230, 0, 120, 255]);
		expect([...image.data.subarray(156, 160)]).toEqual([221, 221, 221, 255]);
	});

	it('has the size of the later image, and measures what measureChange measures', async () => {
		const after = draw(10, 200, (x) => (x === 3 ? RED : GREY));
		const { image, change } = await open(before, after);
		expect(image).toMatchObject({ width: 10, height: 200 });
		expect(change).toEqual(await measureChange(stripes(before), stripes(after), left));
	});
});
