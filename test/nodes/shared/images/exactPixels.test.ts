import { createCanvas } from '@napi-rs/canvas';
import { hasAiMark } from '../../../../nodes/shared/images/aiMark';
import { decodeImage, toExactPixels } from '../../../../nodes/shared/images/exactPixels';
import { identifyImage } from '../../../../nodes/shared/images/identify';
import { ImageDecodeError } from '../../../../nodes/shared/images/imageDecodeError';
import type { ImageFacts } from '../../../../nodes/shared/images/types';
import { PRESETS } from '../../../../nodes/shared/models/presets';

/** A picture whose red tells the column and whose green tells the row. */
function picture(width: number, height: number, type: 'image/png' | 'image/jpeg' = 'image/png') {
	const canvas = createCanvas(width, height);
	const context = canvas.getContext('2d');
	context.globalCompositeOperation = 'lighter';
	for (const [color, toX, toY] of [
		['#f00', width, 0],
		['#0f0', 0, height],
	] as const) {
		const gradient = context.createLinearGradient(0, 0, toX, toY);
		gradient.addColorStop(0, '#000');
		gradient.addColorStop(1, color);
		context.fillStyle = gradient;
		context.fillRect(0, 0, width, height);
	}
	const bytes = type === 'image/png' ? canvas.toBuffer(type) : canvas.toBuffer(type, 95);
	return { bytes, facts: factsOf(bytes) };
}

function factsOf(bytes: Uint8Array): ImageFacts {
	const facts = identifyImage(bytes);
	if (!facts) throw new Error('not an image');
	return facts;
}

const legalEdge = (edge: number) => Math.ceil(edge / 16) * 16;

describe('toExactPixels', () => {
	it.each(PRESETS)('$displayName comes out in its exact pixels, only cut', async (preset) => {
		const { width, height } = preset;
		const { bytes, facts } = picture(legalEdge(width), legalEdge(height));
		const exact = await toExactPixels(bytes, facts, preset, 'png', 90);
		expect(factsOf(exact.bytes)).toMatchObject({ format: 'png', width, height, complete: true });
		expect(exact).toMatchObject({ scale: 1, cropped: { width, height } });
	});

	it('passes a file that fits on untouched', async () => {
		const { bytes, facts } = picture(64, 48);
		const exact = await toExactPixels(bytes, facts, { width: 64, height: 48 }, 'png', 90);
		expect(exact.bytes).toBe(bytes);
		expect(exact).toMatchObject({ changed: false, scale: 1 });
	});

	it('cuts 1088x1360 to 1080x1350 around the centre without touching a pixel', async () => {
		const { bytes, facts } = picture(1088, 1360);
		const exact = await toExactPixels(bytes, facts, { width: 1080, height: 1350 }, 'png', 90);
		expect(exact).toMatchObject({
			changed: true,
			cropped: { x: 4, y: 5, width: 1080, height: 1350 },
		});
		const limits = { maxPixels: 2_000_000 };
		const before = await decodeImage(bytes, facts, limits);
		const after = await decodeImage(exact.bytes, { format: 'png' }, limits);
		const row = before.data.subarray((5 * 1088 + 4) * 4, (5 * 1088 + 4 + 1080) * 4);
		expect(Buffer.compare(after.data.subarray(0, 1080 * 4), row)).toBe(0);
	});

	it.each([
		[
			'smaller and wider',
			320,
			160,
			{ width: 60, height: 60 },
			0.375,
			{ x: 80, y: 0, width: 160, height: 160 },
		],
		['taller', 100, 300, { width: 50, height: 50 }, 0.5, { x: 0, y: 100, width: 100, height: 100 }],
		['too small', 64, 64, { width: 128, height: 96 }, 2, { x: 0, y: 8, width: 64, height: 48 }],
		[
			'smaller in one direction only',
			100,
			90,
			{ width: 96, height: 96 },
			96 / 90,
			{ x: 5, y: 0, width: 90, height: 90 },
		],
	])('scales and cuts one that is %s', async (_, width, height, target, scale, cropped) => {
		const { bytes, facts } = picture(width, height);
		const exact = await toExactPixels(bytes, facts, target, 'png', 90);
		expect(factsOf(exact.bytes)).toMatchObject(target);
		expect(exact.scale).toBeCloseTo(scale);
		expect(exact.cropped).toEqual(cropped);

		const { data } = await decodeImage(exact.bytes, { format: 'png' }, { maxPixels: 1e6 });
		const middle = (Math.floor(target.height / 2) * target.width + target.width / 2) * 4;
		expect(Math.abs(data[middle]! - 128)).toBeLessThan(4);
		expect(Math.abs(data[middle + 1]! - 128)).toBeLessThan(4);
	});

	it.each(['png', 'jpeg'] as const)('marks a rewritten %s as made by AI', async (format) => {
		const { bytes, facts } = picture(90, 90, 'image/jpeg');
		const exact = await toExactPixels(bytes, facts, { width: 80, height: 85 }, format, 90);
		expect(factsOf(exact.bytes)).toMatchObject({ format, width: 80, height: 85, complete: true });
		expect(hasAiMark(exact.bytes)).toBe(true);
	});

	it('refuses a format that it cannot open', async () => {
		const bytes = createCanvas(40, 40).toBuffer('image/webp', 80);
		const cutting = toExactPixels(bytes, factsOf(bytes), { width: 10, height: 10 }, 'png', 90);
		await expect(cutting).rejects.toThrow(ImageDecodeError);
		await expect(cutting).rejects.toThrow(/WEBP/);
	});

	it('refuses a file that is larger than allowed', async () => {
		const { bytes, facts } = picture(90, 90);
		const target = { width: 10, height: 10 };
		await expect(
			toExactPixels(bytes, facts, target, 'png', 90, { maxPixels: 8099 }),
		).rejects.toThrow(ImageDecodeError);
	});
});
