import { createCanvas } from '@napi-rs/canvas';
import { hasAiMark } from '../../../../nodes/shared/images/aiMark';
import { decodeImage } from '../../../../nodes/shared/images/decode';
import { toExactPixels } from '../../../../nodes/shared/images/exactPixels';
import { identifyImage } from '../../../../nodes/shared/images/identify';
import { ImageDecodeError } from '../../../../nodes/shared/images/imageDecodeError';
import type { DecodeLimits, ImageFacts } from '../../../../nodes/shared/images/types';
import { coverScale } from '../../../../nodes/shared/models/coverSize';
import { PRESETS } from '../../../../nodes/shared/models/presets';

/** An image whose red tells the column and whose green tells the row. */
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

async function exactly(
	{ bytes, facts }: { bytes: Uint8Array; facts: ImageFacts },
	target: { width: number; height: number },
	outputFormat: 'png' | 'jpeg' = 'png',
	limits?: DecodeLimits,
): Promise<Uint8Array> {
	const scale = coverScale(target, facts);
	return await toExactPixels(bytes, facts, target, scale, {
		outputFormat,
		jpegQuality: 90,
		limits,
	});
}

const legalEdge = (edge: number) => Math.ceil(edge / 16) * 16;

describe('toExactPixels', () => {
	it.each(PRESETS)('$displayName comes out in its exact pixels, only cut', async (preset) => {
		const { width, height } = preset;
		const source = picture(legalEdge(width), legalEdge(height));
		expect(factsOf(await exactly(source, preset))).toMatchObject({
			format: 'png',
			width,
			height,
			complete: true,
		});
		expect(coverScale(preset, source.facts)).toBe(1);
	});

	it('passes a file that fits on untouched', async () => {
		const source = picture(64, 48);
		expect(await exactly(source, { width: 64, height: 48 }, 'jpeg')).toBe(source.bytes);
	});

	it('cuts 1088x1360 to 1080x1350 around the centre without touching a pixel', async () => {
		const { bytes, facts } = picture(1088, 1360);
		const size = { width: 1080, height: 1350 };
		const exact = await exactly({ bytes, facts }, size);
		const limits = { maxPixels: 2_000_000 };
		const before = await decodeImage(bytes, facts, limits);
		const after = await decodeImage(exact, { format: 'png', ...size }, limits);
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
		const source = picture(width, height);
		const exact = await exactly(source, target);
		expect(factsOf(exact)).toMatchObject(target);
		expect(coverScale(target, source.facts)).toBeCloseTo(scale);

		const { data } = await decodeImage(exact, { format: 'png', ...target }, { maxPixels: 1e6 });
		// The first and the last pixel show which part of the source is kept.
		const share = (at: number, channel: number) => data[at + channel]! / 255;
		const last = (target.width * target.height - 1) * 4;
		const ends = [
			[share(0, 0), cropped.x / width],
			[share(0, 1), cropped.y / height],
			[share(last, 0), (cropped.x + cropped.width) / width],
			[share(last, 1), (cropped.y + cropped.height) / height],
		] as const;
		for (const [seen, expected] of ends) expect(Math.abs(seen - expected)).toBeLessThan(0.02);
		const middle = (Math.floor(target.height / 2) * target.width + target.width / 2) * 4;
		expect(Math.abs(data[middle]! - 128)).toBeLessThan(4);
		expect(Math.abs(data[middle + 1]! - 128)).toBeLessThan(4);
	});

	it.each(['png', 'jpeg'] as const)('marks a rewritten %s as made by AI', async (format) => {
		const exact = await exactly(picture(90, 90, 'image/jpeg'), { width: 80, height: 85 }, format);
		expect(factsOf(exact)).toMatchObject({ format, width: 80, height: 85, complete: true });
		expect(hasAiMark(exact)).toBe(true);
	});

	it('refuses a format that it cannot open', async () => {
		const bytes = createCanvas(40, 40).toBuffer('image/avif');
		const cutting = exactly({ bytes, facts: factsOf(bytes) }, { width: 10, height: 10 });
		await expect(cutting).rejects.toThrow(ImageDecodeError);
		await expect(cutting).rejects.toThrow(/AVIF file; only PNG, JPEG and WebP/);
	});

	it('refuses a file that is larger than allowed', async () => {
		const cutting = exactly(picture(90, 90), { width: 10, height: 10 }, 'png', { maxPixels: 8099 });
		await expect(cutting).rejects.toThrow(ImageDecodeError);
	});
});
