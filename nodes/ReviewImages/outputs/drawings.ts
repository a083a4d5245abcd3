import { encodePng } from '../../shared/images/png';
import { Slices } from '../../shared/images/slices';
import type { Raster } from '../../shared/images/types';
import type { DrawingKind } from '../protocol/page';

/** A reviewer's drawing with its pixels. */
export interface OpenedDrawing {
	kind: DrawingKind;
	raster: Raster;
}

/** How a region shows on a markup, where one reviewer painted and another drew: RGBA. */
const REGION_ON_MARKUP = [255, 64, 129, 110];

/** The PNG of a drawing as GPT Image Edit takes it: a mask keeps no colour and knows only in and out. */
export async function drawingPng({ kind, raster }: OpenedDrawing): Promise<Uint8Array> {
	return await encodePng(kind === 'region' ? await asMask(raster) : raster);
}

async function asMask(drawing: Raster): Promise<Raster> {
	const mask = { ...drawing, data: new Uint8Array(drawing.data.length) };
	await byRows(mask, drawing, (row, drawn) => {
		for (let at = 3; at < row.length; at += 4) row[at] = drawn[at] === 0 ? 0 : 255;
	});
	return mask;
}

/** Changes an image by another of the same size, some rows at a time. */
async function byRows(
	{ width, data }: Raster,
	other: Raster,
	change: (row: Uint8Array, otherRow: Uint8Array) => void,
): Promise<void> {
	const slices = new Slices();
	const rowBytes = width * 4;
	for (let at = 0; at < data.length; at += rowBytes) {
		change(data.subarray(at, at + rowBytes), other.data.subarray(at, at + rowBytes));
		if (slices.due) await slices.pause();
	}
}

/**
 * One drawing of several: regions become one region, markups lie over each other, and a region beside a
 * markup is shown on it in a see-through colour.
 * @param drawings of one image, at least one.
 */
export async function combined(drawings: readonly OpenedDrawing[]): Promise<OpenedDrawing> {
	const [first, ...others] = drawings;
	if (first === undefined) throw new RangeError('No drawing');
	if (others.length === 0) return first;
	const isMarkup = drawings.some(({ kind }) => kind === 'markup');
	const { width, height } = first.raster;
	const raster = { width, height, data: new Uint8Array(width * height * 4) };
	if (!isMarkup) raster.data.fill(255);
	for (const drawing of drawings) {
		if (drawing.kind === 'region') await byRows(raster, drawing.raster, isMarkup ? tint : cutOut);
	}
	for (const drawing of drawings) {
		if (drawing.kind === 'markup') await byRows(raster, drawing.raster, layOver);
	}
	return { kind: isMarkup ? 'markup' : 'region', raster };
}

function cutOut(mask: Uint8Array, region: Uint8Array): void {
	for (let at = 3; at < mask.length; at += 4) if (region[at] === 0) mask[at] = 0;
}

function tint(markup: Uint8Array, region: Uint8Array): void {
	for (let at = 0; at < markup.length; at += 4) {
		if (region[at + 3] === 0) markup.set(REGION_ON_MARKUP, at);
	}
}

function layOver(below: Uint8Array, above: Uint8Array): void {
	for (let at = 0; at < below.length; at += 4) {
		const alpha = above[at + 3]! / 255;
		if (alpha === 0) continue;
		const left = (below[at + 3]! / 255) * (1 - alpha);
		const whole = alpha + left;
		for (let channel = at; channel < at + 3; channel++) {
			below[channel] = (above[channel]! * alpha + below[channel]! * left) / whole + 0.5;
		}
		below[at + 3] = whole * 255 + 0.5;
	}
}
