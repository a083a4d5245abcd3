import type { Raster } from '../types';
import type { Outline, OutlinePoint } from './outlines';

/** Red, green, blue, each 0–255. */
export type Color = readonly [number, number, number];

interface Position {
	x: number;
	y: number;
}

/**
 * Where an outline goes: its origin in pixels from the top left, and pixels per unit of the
 * outline.
 */
export interface Placement {
	x: number;
	y: number;
	scale: number;
}

/** Pixels an outline's curves may stray when they are drawn as straight pieces. */
const FLATNESS = 0.1;

/**
 * Paints an outline with smooth edges, its y growing upwards from the origin. What lies outside
 * the raster is left out. The raster must be opaque there.
 */
export function fillOutline(raster: Raster, outline: Outline, at: Placement, color: Color): void {
	const contours = outline.map((contour) => straighten(contour, at));
	const box = boundsOf(contours.flat());
	if (box.right < 0 || box.bottom < 0 || box.left >= raster.width || box.top >= raster.height)
		return;
	const width = box.right - box.left + 2;

	const changes = new Float32Array(width * (box.bottom - box.top + 1));
	for (const contour of contours) {
		let from = contour.at(-1) as Position;
		for (const to of contour) {
			addEdge(changes, width, from.x - box.left, from.y - box.top, to.x - box.left, to.y - box.top);
			from = to;
		}
	}
	const [firstX, lastX] = [Math.max(0, box.left), Math.min(raster.width, box.right + 1)];
	const [firstY, lastY] = [Math.max(0, box.top), Math.min(raster.height, box.bottom + 1)];
	for (let y = firstY; y < lastY; y++) {
		let covered = 0;
		let change = (y - box.top) * width;
		for (let x = box.left; x < firstX; x++) covered += changes[change++]!;
		let pixel = (y * raster.width + firstX) * 4;
		for (let x = firstX; x < lastX; x++, pixel += 4) {
			covered += changes[change++]!;
			const amount = covered < 0 ? -covered : covered;
			if (amount > 0.002) blend(raster.data, pixel, color, amount > 1 ? 1 : amount);
		}
	}
}

/** Whole pixels around all points; empty (right of nothing) for no points. */
function boundsOf(points: Position[]) {
	const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
	for (const { x, y } of points) {
		if (x < box.left) box.left = x;
		if (x > box.right) box.right = x;
		if (y < box.top) box.top = y;
		if (y > box.bottom) box.bottom = y;
	}
	return {
		left: Math.floor(box.left),
		top: Math.floor(box.top),
		right: Math.ceil(box.right),
		bottom: Math.ceil(box.bottom),
	};
}

/** Mixes a color into an opaque pixel. `amount` is 0–1. */
export function blend(data: Uint8Array, offset: number, color: Color, amount: number): void {
	for (let channel = 0; channel < 3; channel++) {
		const before = data[offset + channel]!;
		data[offset + channel] = before + (color[channel]! - before) * amount + 0.5;
	}
}

/**
 * Notes in every row that an edge crosses how much the covered share of each pixel changes
 * against the pixel on its left, so that summing a row up gives each pixel's exact coverage.
 */
function addEdge(
	changes: Float32Array,
	width: number,
	x0: number,
	y0: number,
	x1: number,
	y1: number,
): void {
	if (y0 === y1) return;
	const down = y0 < y1;
	const topX = down ? x0 : x1;
	const topY = down ? y0 : y1;
	const bottomY = down ? y1 : y0;
	const slope = (x1 - x0) / (y1 - y0);
	for (let row = Math.floor(topY); row < bottomY; row++) {
		const from = row > topY ? row : topY;
		const to = row + 1 < bottomY ? row + 1 : bottomY;
		const height = down ? to - from : from - to;
		const fromX = topX + (from - topY) * slope;
		const toX = topX + (to - topY) * slope;
		const start = fromX < toX ? fromX : toX;
		const end = fromX < toX ? toX : fromX;
		const last = Math.floor(end);
		let done = 0;
		for (let column = Math.floor(start); column <= last; column++) {
			const covered = height * shareRightOf(start, end, column);
			changes[row * width + column]! += covered - done;
			done = covered;
		}
		changes[row * width + last + 1]! += height - done;
	}
}

/**
 * How much of a pixel column lies right of an edge that runs evenly from `start` to `end` (in x)
 * down the row, 0–1: the mean of what is right of x, over x.
 */
function shareRightOf(start: number, end: number, column: number): number {
	if (end - start < 1e-6) {
		const right = column + 1 - start;
		return right < 0 ? 0 : right > 1 ? 1 : right;
	}
	return (integral(column + 1 - start) - integral(column + 1 - end)) / (end - start);
}

/** Of a share that grows from 0 to 1 and stays there. */
const integral = (x: number) => (x <= 0 ? 0 : x >= 1 ? x - 0.5 : (x * x) / 2);

/**
 * A TrueType contour as a polygon in pixels. Between two control points lies an unwritten point
 * of the curve.
 */
function straighten(contour: OutlinePoint[], at: Placement): Position[] {
	const points = contour.map(({ x, y, on }) => ({
		x: at.x + x * at.scale,
		y: at.y - y * at.scale,
		on,
	}));
	const polygon: Position[] = [];
	for (const [index, point] of points.entries()) {
		if (point.on) {
			polygon.push(point);
			continue;
		}
		const before = points.at(index - 1)!;
		const after = points[(index + 1) % points.length]!;
		const from = before.on ? before : middle(before, point);
		const to = after.on ? after : middle(point, after);
		if (!before.on) polygon.push(from);
		const bend = Math.hypot(from.x - 2 * point.x + to.x, from.y - 2 * point.y + to.y);
		const pieces = Math.ceil(Math.sqrt(bend / (4 * FLATNESS)));
		for (let piece = 1; piece < pieces; piece++) {
			const t = piece / pieces;
			const [a, b, c] = [(1 - t) * (1 - t), 2 * t * (1 - t), t * t];
			polygon.push({
				x: a * from.x + b * point.x + c * to.x,
				y: a * from.y + b * point.y + c * to.y,
			});
		}
	}
	return polygon;
}

const middle = (a: Position, b: Position): Position => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
