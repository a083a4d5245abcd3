import { createCanvas, loadImage, type SKRSContext2D } from '@napi-rs/canvas';
import { ssim } from 'ssim.js';
import { hammingDistance, perceptualHash } from '../../../../nodes/shared/images/perceptualHash';
import { structuralSimilarity } from '../../../../nodes/shared/images/similarity';
import type { Raster } from '../../../../nodes/shared/images/types';

type Draw = (context: SKRSContext2D, width: number, height: number) => void;

function drawn(width: number, height: number, draw: Draw): Raster {
	const context = createCanvas(width, height).getContext('2d');
	draw(context, width, height);
	return rasterOf(context, width, height);
}

function rasterOf(context: SKRSContext2D, width: number, height: number): Raster {
	const { data } = context.getImageData(0, 0, width, height);
	return { width, height, data: new Uint8Array(data) };
}

/** A landscape that differs by its seed: sky, sun, four ridges, leaves all over as a photograph has texture. */
const landscape =
	(seed: number): Draw =>
	(context, width, height) => {
		let state = (seed * 2654435761) % 2 ** 32;
		const random = () => (state = (state * 1664525 + 1013904223) % 2 ** 32) / 2 ** 32;
		const hue = random() * 360;
		const sky = context.createLinearGradient(0, 0, 0, height);
		sky.addColorStop(0, `hsl(${hue},50%,${35 + random() * 30}%)`);
		sky.addColorStop(1, `hsl(${hue + 40},60%,85%)`);
		context.fillStyle = sky;
		context.fillRect(0, 0, width, height);
		context.fillStyle = '#fff4c0';
		const [x, y] = [width * (0.1 + random() * 0.8), height * (0.1 + random() * 0.3)];
		context.beginPath();
		context.arc(x, y, height * 0.1, 0, 7);
		context.fill();
		for (let ridge = 0; ridge < 4; ridge++) {
			context.fillStyle = `hsl(${hue + 150},40%,${55 - ridge * 13}%)`;
			context.beginPath();
			context.moveTo(0, height);
			for (let step = 0; step <= 24; step++) {
				context.lineTo((width * step) / 24, height * (0.45 + ridge * 0.12 + random() * 0.12));
			}
			context.lineTo(width, height);
			context.fill();
		}
		for (let leaf = 0; leaf < 3000; leaf++) {
			context.fillStyle = `hsla(${hue + random() * 60},50%,${random() * 90}%,0.5)`;
			const size = height * (0.01 + random() * 0.02);
			context.fillRect(random() * width, random() * height, size, size);
		}
	};

async function asJpeg(raster: Raster, quality: number, width = raster.width): Promise<Raster> {
	const height = Math.round((raster.height * width) / raster.width);
	const source = createCanvas(raster.width, raster.height);
	const pixels = source.getContext('2d').createImageData(raster.width, raster.height);
	pixels.data.set(raster.data);
	source.getContext('2d').putImageData(pixels, 0, 0);
	const image = await loadImage(source.toBuffer('image/jpeg', quality));
	return drawn(width, height, (context) => context.drawImage(image, 0, 0, width, height));
}

const picture = drawn(512, 512, landscape(1));
const inside = (draw: Draw): Raster =>
	drawn(512, 512, (context, width, height) => {
		landscape(1)(context, width, height);
		context.fillStyle = '#000';
		draw(context, width, height);
	});

describe('structuralSimilarity', () => {
	it('structuralSimilarity is 1 for the same pixels', async () => {
		expect(await structuralSimilarity(picture, picture)).toBe(1);
	});

	it.each([
		[1536, 1024],
		[1024, 1536],
		[1200, 627],
		[1500, 500],
		[1080, 1350],
		[1080, 1920],
		[333, 251],
		[257, 255],
		[2, 1],
	])('is exactly 1 for an image of %i × %i and itself', async (width, height) => {
		const image = drawn(width, height, landscape(6));
		expect(await structuralSimilarity(image, image)).toBe(1);
	});

	it('stays above 0.9 for another size and format, falls for changes, further for another image', async () => {
		const recompressed = await asJpeg(picture, 85, 900);
		const retouched = inside((context) => context.fillRect(350, 60, 120, 120));
		const covered = inside((context) => context.fillRect(100, 0, 412, 512));
		const other = drawn(512, 512, landscape(5));
		const scores = [];
		for (const candidate of [recompressed, retouched, covered, other]) {
			scores.push(await structuralSimilarity(picture, candidate));
		}
		const [sameLooks, partly, mostly, different] = scores as [number, number, number, number];
		expect(sameLooks).toBeGreaterThan(0.9);
		expect(partly).toBeGreaterThan(0.8);
		expect(partly).toBeLessThan(sameLooks);
		expect(mostly).toBeLessThan(0.6);
		expect(different).toBeLessThan(0.4);
	});

	it('answers what the published measure answers at the common size', async () => {
		const a = drawn(256, 256, landscape(2));
		const b = drawn(256, 256, landscape(3));
		const image = ({ width, height, data }: Raster) => ({
			width,
			height,
			data: new Uint8ClampedArray(data),
		});
		const expected = ssim(image(a), image(b), {
			ssim: 'original',
			rgb2grayVersion: 'original',
			downsample: false,
		}).mssim;
		expect(await structuralSimilarity(a, b)).toBeCloseTo(expected, 2);
	});

	it('holds the middle of a wider image against a square one', async () => {
		const wide = drawn(1000, 512, (context) => {
			context.translate(244, 0);
			landscape(1)(context, 512, 512);
		});
		expect(await structuralSimilarity(picture, wide)).toBeGreaterThan(0.98);
	});

	it('takes transparent parts as white, whatever colour hides in them', async () => {
		const hidden = { width: 64, height: 64, data: new Uint8Array(64 * 64 * 4) };
		const white = drawn(64, 64, (context) => {
			context.fillStyle = '#fff';
			context.fillRect(0, 0, 64, 64);
		});
		expect(await structuralSimilarity(white, hidden)).toBe(1);
		expect(hammingDistance(await perceptualHash(white), await perceptualHash(hidden))).toBe(0);
	});

	it.each([
		[1, 1],
		[2000, 3],
		[3, 2000],
	])('measures a picture of %i×%i too', async (width, height) => {
		const thin = drawn(width, height, landscape(4));
		expect(await structuralSimilarity(thin, picture)).toBeLessThanOrEqual(1);
		expect(await structuralSimilarity(picture, thin)).toBeGreaterThanOrEqual(0);
	});
});

describe('perceptualHash', () => {
	it('perceptualHash is 16 hex digits', async () => {
		expect(await perceptualHash(picture)).toMatch(/^[0-9a-f]{16}$/);
	});

	it('barely moves when size, format, brightness or details change', async () => {
		const hash = await perceptualHash(picture);
		const brighter = inside((context) => {
			context.fillStyle = 'rgba(255,255,255,0.3)';
			context.fillRect(0, 0, 512, 512);
		});
		const signed = inside((context) => context.fillRect(470, 490, 30, 12));
		for (const candidate of [await asJpeg(picture, 60, 1024), brighter, signed]) {
			expect(hammingDistance(hash, await perceptualHash(candidate))).toBeLessThanOrEqual(6);
		}
	});

	it('moves far for an image upside down and for another one', async () => {
		const hash = await perceptualHash(picture);
		const turned = drawn(512, 512, (context, width, height) => {
			context.translate(0, height);
			context.scale(1, -1);
			landscape(1)(context, width, height);
		});
		const distances = [];
		for (const candidate of [turned, drawn(512, 512, landscape(5))]) {
			distances.push(hammingDistance(hash, await perceptualHash(candidate)));
		}
		expect(Math.min(...distances)).toBeGreaterThan(10);
	});

	it('differs in about half of its bits, and never in few, for images that have nothing in common', async () => {
		const product = (x: number, y: number, back: string) =>
			drawn(300, 300, (context) => {
				context.fillStyle = back;
				context.fillRect(0, 0, 300, 300);
				context.fillStyle = '#c43';
				context.beginPath();
				context.arc(x, y, 60, 0, 7);
				context.fill();
			});
		const images = [
			...[1, 2, 3, 4, 5, 6, 7, 8].map((seed) => drawn(480, 320, landscape(seed * 11))),
			...['#fff', '#111'].flatMap((back) => [
				product(80, 150, back),
				product(220, 150, back),
				product(150, 80, back),
				product(150, 220, back),
			]),
		];
		const hashes: string[] = [];
		for (const image of images) hashes.push(await perceptualHash(image));
		const distances = hashes.flatMap((one, at) =>
			hashes.slice(at + 1).map((other) => hammingDistance(one, other)),
		);
		const mean = distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
		expect(mean).toBeGreaterThan(27);
		expect(mean).toBeLessThan(37);
		expect(Math.min(...distances)).toBeGreaterThanOrEqual(12);
		// Every bit is used.
		const used = hashes.reduce((bits, hash) => bits | BigInt(`0x${hash}`), 0n);
		expect(hammingDistance(used.toString(16), '0')).toBeGreaterThan(56);
	});

	it('is the same for every plain surface', async () => {
		const plain = (color: string) =>
			drawn(100, 60, (context) => {
				context.fillStyle = color;
				context.fillRect(0, 0, 100, 60);
			});
		expect(await perceptualHash(plain('#777'))).toBe(await perceptualHash(plain('#d0f')));
	});
});

describe('hammingDistance', () => {
	it.each([
		['0000000000000000', 'ffffffffffffffff', 64],
		['8000000000000001', '0000000000000000', 2],
		['00ff00ff00ff00ff', '00ff00ff00ff00fe', 1],
	])('%s and %s differ in %i bits', (a, b, bits) => {
		expect(hammingDistance(a, b)).toBe(bits);
	});
});
