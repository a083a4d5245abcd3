import { createCanvas, type Canvas } from '@napi-rs/canvas';
import {
	differenceImage,
	measureChange,
	type ComparedImage,
} from '../../../../nodes/shared/images/difference';
import { maskOf } from '../../../../nodes/shared/images/mask';
import { decodeJpeg, encodeJpeg } from '../../../../nodes/shared/images/jpeg';
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
	])('measureChange: %s', async (_, colorAt, expected) => {
		expect(await changed(before, draw(40, 40, colorAt))).toEqual(expected);
	});

	it('compares images of different size, the mask along with them', async () => {
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

/** A poster of red letters on blue, where encoding leaves the most traces. */
function poster(): Canvas {
	const canvas = createCanvas(480, 320);
	const context = canvas.getContext('2d');
	context.fillStyle = '#0033cc';
	context.fillRect(0, 0, 480, 320);
	context.fillStyle = '#e00010';
	context.font = 'bold 64px sans-serif';
	context.fillText('SUMMER SALE', 10, 80);
	context.font = '22px sans-serif';
	for (let line = 0; line < 8; line++) {
		context.fillText('All week, in every shop of ours, from 9 to 6', 12, 130 + line * 24);
	}
	return canvas;
}

const pixelsOf = (canvas: Canvas): Raster => ({
	width: canvas.width,
	height: canvas.height,
	data: new Uint8Array(
		canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer,
	),
});

const LIMITS = { maxPixels: 1_000_000 };
const protectedAll = maskOf(new Uint8Array(480 * 320).fill(255), { width: 480, height: 320 });

describe('an image that was only encoded again', () => {
	it.each([75, 80, 85, 90, 95])('has not changed at quality %i', async (quality) => {
		const original = pixelsOf(poster());
		const half = await decodeJpeg(await encodeJpeg(original, quality, 'half'), LIMITS);
		const full = await decodeJpeg(await encodeJpeg(original, quality, 'full'), LIMITS);
		for (const encoded of [half, full]) {
			const { outside } = await measureChange(stripes(original), stripes(encoded), protectedAll);
			expect(outside.changed).toBeLessThan(0.001);
		}
	});
});

it('a shift of all colours shows in the colour difference, also where no pixel changes visibly', async () => {
	const original = draw(480, 320, (x, y) => [40 + (x >> 2), 60 + (y >> 2), 200 - (x >> 2), 255]);
	const shifted = draw(480, 320, (x, y) => [40 + (x >> 2), 74 + (y >> 2), 200 - (x >> 2), 255]);
	const again = await decodeJpeg(await encodeJpeg(original, 75, 'half'), LIMITS);
	const of = async (after: Raster) =>
		(await measureChange(stripes(original), stripes(after), protectedAll)).outside;

	expect(await of(original)).toEqual({ changed: 0, meanDeltaE: 0 });
	expect((await of(again)).meanDeltaE).toBeLessThan(1.5);
	expect((await of(shifted)).changed).toBe(0);
	expect((await of(shifted)).meanDeltaE).toBeGreaterThan(3);
});

it('letters that are gone or new are a change', async () => {
	const original = pixelsOf(poster());
	const canvas = poster();
	const context = canvas.getContext('2d');
	context.fillStyle = '#0033cc';
	context.fillRect(0, 30, 480, 60);
	const without = pixelsOf(canvas);
	const inked = original.data.reduce(
		(sum, level, at) => sum + (at % 4 === 0 && level > 128 && at < 90 * 480 * 4 ? 1 : 0),
		0,
	);
	for (const [one, other] of [
		[original, without],
		[without, original],
	] as const) {
		const { outside } = await measureChange(stripes(one), stripes(other), protectedAll);
		expect(outside.changed).toBeGreaterThan((inked / (480 * 320)) * 0.9);
	}
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
