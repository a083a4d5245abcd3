import type { SKRSContext2D } from '@napi-rs/canvas';
import { type Palette, withAlpha } from './palette';

/** Where a scene is painted, and with what. */
export interface Stage {
	context: SKRSContext2D;
	width: number;
	height: number;
	palette: Palette;
	random: () => number;
	/** How many of a scene's layers are drawn: more for higher quality. */
	layers: number;
	/** 0–1, where an animation stands. */
	phase: number;
}

/** A soft light that fades out `radius` pixels from its middle. */
export function glow(
	stage: Stage,
	x: number,
	y: number,
	radius: number,
	color: string,
	alpha: number,
) {
	const { context } = stage;
	const light = context.createRadialGradient(x, y, 0, x, y, radius);
	light.addColorStop(0, withAlpha(color, alpha));
	light.addColorStop(1, withAlpha(color, 0));
	context.fillStyle = light;
	context.fillRect(x - radius, y - radius, radius * 2, radius * 2);
}

/** A filled circle in the current colour. */
export function disc(stage: Stage, x: number, y: number, radius: number): void {
	stage.context.beginPath();
	stage.context.arc(x, y, radius, 0, Math.PI * 2);
	stage.context.fill();
}
