import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { Quality } from '../../../nodes/shared/models/types';
import { type Palette, paletteFor, withAlpha } from './palette';
import { paintScene } from './scenes';
import type { ImageJob } from '../types';
import { FAMILIES, fitText, posterText } from './typesetting';

const LAYERS: Readonly<Record<Quality, number>> = { low: 2, medium: 3, high: 4, xhigh: 5, max: 6 };

export interface Area {
	x: number;
	y: number;
	width: number;
	height: number;
}

/** Which of the job's pictures, and where in an animation (0–1). */
export interface Take {
	index: number;
	phase: number;
}

/** A picture of nothing but the prompt: gradient, scene, prompt, caption. */
export function drawGenerated(job: ImageJob, take: Take): Canvas {
	const { width, height } = job.size;
	const canvas = createCanvas(width, height);
	const context = canvas.getContext('2d');
	if (job.background === 'transparent') {
		clipToSticker(context, width, height);
	}
	paintPicture(context, job, take, { x: 0, y: 0, width, height });
	return canvas;
}

/** The colours that a job's picture `index` has. */
export function paletteOf(job: ImageJob, index: number): Palette {
	return paletteFor(`${job.prompt} ${job.modelId} ${index}`);
}

/** Scene, prompt and caption into one area of a canvas. */
export function paintPicture(context: SKRSContext2D, job: ImageJob, take: Take, area: Area): void {
	const palette = paletteOf(job, take.index);
	context.save();
	context.translate(area.x, area.y);
	paintScene(context, {
		width: area.width,
		height: area.height,
		prompt: job.prompt,
		variation: `${job.modelId} ${take.index}`,
		palette,
		layers: LAYERS[job.quality],
		phase: take.phase,
	});
	paintScrim(context, area, palette);
	paintPrompt(context, job, area, job.background === 'transparent');
	paintCaption(context, captionOf(job, take.index), area, job.background === 'transparent');
	context.restore();
}

/** `gpt-image-2 · 1024x1024 · low`, with what else a person wants to know; unsigned, nothing that tells the model. */
export function captionOf(job: ImageJob, index: number): string {
	const size = `${job.size.width}x${job.size.height}`;
	const parts = job.isSigned === false ? [size] : [job.modelId, size, job.quality];
	if (job.operation === 'edit') parts.push('edited');
	if (job.background === 'transparent') parts.push('transparent');
	if (job.n > 1) parts.push(`${index + 1} of ${job.n}`);
	return parts.join(' · ');
}

/** Transparent pictures are a sticker: a rounded shape with nothing around it. */
export function clipToSticker(context: SKRSContext2D, width: number, height: number): void {
	const margin = Math.min(width, height) * 0.04;
	context.beginPath();
	context.roundRect(
		margin,
		margin,
		width - margin * 2,
		height - margin * 2,
		Math.min(width, height) * 0.3,
	);
	context.clip();
}

/** Darkens the upper part, where the words stand. */
function paintScrim(context: SKRSContext2D, area: Area, palette: Palette): void {
	const scrim = context.createLinearGradient(0, 0, 0, area.height * 0.75);
	scrim.addColorStop(0, withAlpha(palette.sky[0], 0.55));
	scrim.addColorStop(0.6, withAlpha(palette.sky[0], 0.35));
	scrim.addColorStop(1, withAlpha(palette.sky[0], 0));
	context.fillStyle = scrim;
	context.fillRect(0, 0, area.width, area.height * 0.75);
}

/** What type sizes are measured by, in pixels: larger than the short edge in a wide or tall area. */
function unitOf({ width, height }: Area): number {
	return Math.min(Math.sqrt(width * height), Math.min(width, height) * 1.5);
}

function marginOf({ width, height }: Area, inset: boolean): number {
	return Math.min(width, height) * (inset ? 0.17 : 0.08);
}

function paintPrompt(context: SKRSContext2D, job: ImageJob, area: Area, inset: boolean): void {
	const unit = unitOf(area);
	const margin = marginOf(area, inset);
	const { headline, rest } = posterText(job.prompt);
	const width = area.width - margin * 2;
	const title = fitText(context, job.misprint ?? headline, FAMILIES.headline, {
		width,
		height: area.height * (rest ? 0.34 : 0.44),
		largest: Math.round(unit * (rest ? 0.13 : 0.084)),
		smallest: Math.max(9, Math.round(unit * 0.024)),
	});
	context.textBaseline = 'alphabetic';
	context.fillStyle = '#ffffff';
	context.font = `${title.fontSize}px "${FAMILIES.headline}"`;
	let y = margin + title.fontSize * 0.85;
	for (const line of title.lines) {
		context.fillText(line, margin, y);
		y += title.lineHeight;
	}
	if (!rest) return;
	const below = fitText(context, rest, FAMILIES.text, {
		width,
		height: area.height * 0.16,
		largest: Math.round(unit * 0.036),
		smallest: Math.max(9, Math.round(unit * 0.018)),
	});
	context.fillStyle = withAlpha('#ffffff', 0.82);
	context.font = `${below.fontSize}px "${FAMILIES.text}"`;
	for (const line of below.lines) {
		context.fillText(line, margin, y);
		y += below.lineHeight;
	}
}

function paintCaption(context: SKRSContext2D, caption: string, area: Area, inset: boolean): void {
	const unit = unitOf(area);
	const margin = marginOf(area, inset);
	const text = fitText(context, caption, FAMILIES.caption, {
		width: area.width - margin * 2 - unit * 0.05,
		height: unit * 0.08,
		largest: Math.round(unit * 0.03),
		smallest: 7,
	});
	context.font = `${text.fontSize}px "${FAMILIES.caption}"`;
	const line = text.lines.join(' ');
	const padding = text.fontSize * 0.75;
	const [boxWidth, boxHeight] = [
		context.measureText(line).width + padding * 2,
		text.fontSize * 1.95,
	];
	const y = area.height - margin - boxHeight;
	context.fillStyle = 'rgba(10, 10, 20, 0.62)';
	context.beginPath();
	context.roundRect(margin, y, boxWidth, boxHeight, boxHeight / 2);
	context.fill();
	context.fillStyle = '#ffffff';
	context.fillText(line, margin + padding, y + boxHeight * 0.66);
}
