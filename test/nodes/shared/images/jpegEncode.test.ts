import { createCanvas, loadImage } from '@napi-rs/canvas';
import fc from 'fast-check';
import { identifyImage } from '../../../../nodes/shared/images/identify';
import { decodeJpeg, encodeJpeg } from '../../../../nodes/shared/images/jpeg';
import type { Raster } from '../../../../nodes/shared/images/types';

const LIMITS = { maxPixels: 1_000_000 };

/** Soft shapes, and a text for the hard edges. */
function painted(width: number, height: number): Raster {
	const canvas = createCanvas(width, height);
	const paint = canvas.getContext('2d');
	const sky = paint.createLinearGradient(0, 0, width, height);
	sky.addColorStop(0, '#d03060');
	sky.addColorStop(0.5, '#f0e0a0');
	sky.addColorStop(1, '#0060d0');
	paint.fillStyle = sky;
	paint.fillRect(0, 0, width, height);
	paint.fillStyle = '#102030';
	paint.font = `${Math.max(8, width >> 3)}px sans-serif`;
	paint.fillText('Ag', width / 8, height / 2);
	const { data } = paint.getImageData(0, 0, width, height);
	return { width, height, data: new Uint8Array(data.buffer) };
}

/** How far the decoded colours are off: the root of the mean square, in levels of 256. */
function gap(one: Uint8Array, other: Uint8Array): number {
	let sum = 0;
	for (let at = 0; at < one.length; at++) if (at % 4 < 3) sum += (one[at]! - other[at]!) ** 2;
	return Math.sqrt(sum / ((one.length / 4) * 3));
}

async function canvasPixels(file: Uint8Array): Promise<Uint8Array> {
	const image = await loadImage(Buffer.from(file));
	const target = createCanvas(image.width, image.height).getContext('2d');
	target.drawImage(image, 0, 0);
	return new Uint8Array(target.getImageData(0, 0, image.width, image.height).data.buffer);
}

const picture = painted(200, 120);

describe.each(['full', 'half'] as const)('a JPEG with %s chroma', (chroma) => {
	it('shows what was encoded, to two decoders that are not ours', async () => {
		const file = await encodeJpeg(picture, 92, chroma);

		expect(identifyImage(file)).toMatchObject({
			format: 'jpeg',
			width: 200,
			height: 120,
			complete: true,
		});
		expect(gap(await canvasPixels(file), picture.data)).toBeLessThan(chroma === 'full' ? 3 : 8);
		expect(gap((await decodeJpeg(file, LIMITS)).data, picture.data)).toBeLessThan(
			chroma === 'full' ? 3 : 10,
		);
	});

	it('is about as good and as large as that of the canvas', async () => {
		const canvas = createCanvas(200, 120);
		const paint = canvas.getContext('2d');
		const data = paint.createImageData(200, 120);
		data.data.set(picture.data);
		paint.putImageData(data, 0, 0);
		const theirs = canvas.toBuffer('image/jpeg', 80);

		const ours = await encodeJpeg(picture, 80, chroma);

		expect(gap(await canvasPixels(ours), picture.data)).toBeLessThan(
			gap(await canvasPixels(theirs), picture.data) * 1.3 + 0.5,
		);
		expect(ours.length).toBeLessThan(theirs.length * 1.6);
	});

	it('is smaller and worse the lower its quality', async () => {
		const files = await Promise.all(
			[100, 75, 40, 1].map(async (quality) => await encodeJpeg(picture, quality, chroma)),
		);

		const sizes = files.map(({ length }) => length);
		expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
		const gaps = await Promise.all(
			files.map(async (file) => gap(await canvasPixels(file), picture.data)),
		);
		expect(gaps).toEqual([...gaps].sort((a, b) => a - b));
	});

	it('may be of any size, a single pixel too, and any content', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 40 }),
				fc.integer({ min: 1, max: 40 }),
				fc.integer({ min: 0, max: 100 }),
				fc.infiniteStream(fc.integer({ min: 0, max: 255 })),
				async (width, height, quality, noise) => {
					const data = Uint8Array.from({ length: width * height * 4 }, (_, at) =>
						at % 4 === 3 ? 255 : noise.next().value!,
					);
					const file = await encodeJpeg({ width, height, data }, quality, chroma);
					const decoded = await canvasPixels(file);
					expect(decoded).toHaveLength(data.length);
					if (quality > 95 && chroma === 'full') expect(gap(decoded, data)).toBeLessThan(8);
				},
			),
			{ numRuns: 60 },
		);
	});
});

it('keeps plain colours to the level', async () => {
	for (const color of [
		[0, 0, 0],
		[255, 255, 255],
		[255, 0, 0],
		[12, 200, 90],
	]) {
		const data = Uint8Array.from({ length: 24 * 24 * 4 }, (_, at) => [...color, 255][at % 4]!);
		const file = await encodeJpeg({ width: 24, height: 24, data }, 95);
		expect(gap(await canvasPixels(file), data)).toBeLessThan(2);
	}
});
