import {
	type Canvas,
	createCanvas,
	type Image,
	loadImage,
	type SKRSContext2D,
} from '@napi-rs/canvas';
import { type Area, captionOf, clipToSticker, paletteOf, type Take } from './draw';
import { drawCovering, repaintMasked } from './drawMasked';
import { withAlpha } from './palette';
import type { ImageJob, InputImage } from '../types';
import { FAMILIES, fitText } from './typesetting';

/**
 * The first input image, changed. With a mask only where its alpha is 0: everything outside keeps its
 * pixels when the size is unchanged (a half-transparent input may differ by rounding). Without one the
 * picture is tinted and the prompt stands on a band at its foot.
 */
export async function drawEdited(job: ImageJob, take: Take): Promise<Canvas> {
	const { width, height } = job.size;
	const [first, ...others] = job.inputs;
	const canvas = createCanvas(width, height);
	const context = canvas.getContext('2d');
	if (!first) return canvas;
	if (!job.mask) {
		if (job.background === 'transparent') clipToSticker(context, width, height);
		context.fillStyle = '#ffffff';
		if (job.background === 'opaque') context.fillRect(0, 0, width, height);
	}
	const whole = { x: 0, y: 0, width, height };
	const image = await loadImage(first.file.bytes);
	if (job.mask) drawCovering(context, image, whole);
	else drawReframed(context, image, whole);
	if (job.mask) {
		await repaintMasked(context, job, job.mask, take);
		return canvas;
	}
	context.fillStyle = withAlpha(paletteOf(job, take.index).accents[0] ?? '#888888', 0.22);
	context.globalCompositeOperation = 'source-atop';
	context.fillRect(0, 0, width, height);
	context.globalCompositeOperation = 'source-over';
	if (job.markup) drawCovering(context, await loadImage(job.markup.file.bytes), whole);
	await paintOthers(context, job, others);
	paintBand(context, job, take);
	return canvas;
}

/** The whole picture in a shape that may be another: what it does not fill shows it large and blurred. */
function drawReframed(context: SKRSContext2D, image: Image, area: Area): void {
	drawCovering(context, image, area);
	const scale = Math.min(area.width / image.width, area.height / image.height);
	const [width, height] = [image.width * scale, image.height * scale];
	if (width > area.width * 0.9 && height > area.height * 0.9) return;
	context.save();
	context.filter = `blur(${Math.round(Math.min(area.width, area.height) * 0.05)}px)`;
	drawCovering(context, image, area);
	context.restore();
	// Above the middle, as the prompt stands at the foot.
	const y = Math.max(0, (area.height * 0.8 - height) / 2);
	context.drawImage(image, (area.width - width) / 2, y, width, height);
}

/** Further input images as small cards along the right edge. */
async function paintOthers(
	context: SKRSContext2D,
	job: ImageJob,
	others: readonly InputImage[],
): Promise<void> {
	const { width, height } = job.size;
	const side = Math.min(width * 0.2, (height * 0.66) / Math.max(3, others.length));
	const gap = side * 0.12;
	for (const [index, input] of others.entries()) {
		const image: Image = await loadImage(input.file.bytes);
		const [x, y] = [width - side - gap * 2, gap * 2 + index * (side + gap)];
		context.save();
		context.fillStyle = '#ffffff';
		context.beginPath();
		context.roundRect(x - gap / 3, y - gap / 3, side + (gap * 2) / 3, side + (gap * 2) / 3, gap);
		context.fill();
		context.beginPath();
		context.roundRect(x, y, side, side, gap * 0.8);
		context.clip();
		drawCovering(context, image, { x, y, width: side, height: side });
		context.restore();
	}
}

function paintBand(context: SKRSContext2D, job: ImageJob, take: Take): void {
	const { width, height } = job.size;
	const short = Math.min(width, height);
	const margin = short * (job.background === 'transparent' ? 0.17 : 0.06);
	const prompt = fitText(context, job.prompt, FAMILIES.headline, {
		width: width - margin * 2,
		height: height * 0.24,
		largest: Math.round(short * 0.055),
		smallest: Math.max(9, Math.round(short * 0.02)),
	});
	const captionSize = Math.max(8, Math.round(short * 0.028));
	const band = prompt.height + captionSize * 2 + margin * 1.4;
	const palette = paletteOf(job, take.index);
	const shade = context.createLinearGradient(0, height - band * 1.25, 0, height);
	shade.addColorStop(0, withAlpha(palette.sky[0], 0));
	shade.addColorStop(0.3, withAlpha(palette.sky[0], 0.8));
	shade.addColorStop(1, withAlpha(palette.sky[0], 0.95));
	context.fillStyle = shade;
	context.fillRect(0, height - band * 1.25, width, band * 1.25);
	context.fillStyle = '#ffffff';
	context.font = `${prompt.fontSize}px "${FAMILIES.headline}"`;
	let y = height - band + margin * 0.5 + prompt.fontSize;
	for (const line of prompt.lines) {
		context.fillText(line, margin, y);
		y += prompt.lineHeight;
	}
	context.fillStyle = withAlpha('#ffffff', 0.85);
	context.font = `${captionSize}px "${FAMILIES.caption}"`;
	context.fillText(captionOf(job, take.index), margin, height - margin * 0.75);
}
