import type { SKRSContext2D } from '@napi-rs/canvas';
import { type Palette, pick, randomOf, withAlpha } from './palette';
import { disc, glow, type Stage } from './stage';

/**
 * A colourful landscape or pattern. The prompt chooses the scene, `variation` (model, index) its
 * colours and details, so that one prompt by several models looks related but not alike.
 */
export function paintScene(
	context: SKRSContext2D,
	options: {
		width: number;
		height: number;
		prompt: string;
		variation: string;
		palette: Palette;
		layers: number;
		phase: number;
	},
): void {
	const scene = pick(randomOf(`scene ${options.prompt}`), [hills, orbs, ribbons, tiles, rays]);
	paintSky(context, options.width, options.height, options.palette);
	scene({ context, ...options, random: randomOf(`${options.prompt} ${options.variation}`) });
}

function paintSky(context: SKRSContext2D, width: number, height: number, { sky }: Palette): void {
	const ground = context.createLinearGradient(0, 0, width * 0.35, height);
	for (const [index, color] of sky.entries()) ground.addColorStop(index / (sky.length - 1), color);
	context.fillStyle = ground;
	context.fillRect(0, 0, width, height);
}

function hills(stage: Stage): void {
	const { context, width, height, palette, random, layers, phase } = stage;
	const short = Math.min(width, height);
	const [sunX, sunY] = [width * (0.55 + random() * 0.3), height * (0.5 + random() * 0.1)];
	glow(stage, sunX, sunY, short * 0.6, palette.light, 0.55);
	context.fillStyle = withAlpha(palette.light, 0.95);
	disc(stage, sunX, sunY, short * (0.1 + random() * 0.05));
	const count = layers + 1;
	for (let layer = 0; layer < count; layer++) {
		const depth = layer / (count - 1);
		const base = height * (0.6 + depth * 0.26);
		const [swell, length] = [short * (0.075 - depth * 0.025), width * (0.35 + random() * 0.5)];
		const shift = random() * Math.PI * 2 + phase * Math.PI * 2;
		const color = palette.accents[Math.min(palette.accents.length - 1, Math.floor(depth * 3.99))];
		context.fillStyle = withAlpha(color ?? palette.light, 0.92);
		context.beginPath();
		context.moveTo(0, height);
		for (let x = 0; x <= width + 8; x += 8) {
			const wave =
				Math.sin((x / length) * Math.PI * 2 + shift) +
				0.4 * Math.sin(x / (length * 0.21) + shift * 2);
			context.lineTo(x, base - wave * swell);
		}
		context.lineTo(width, height);
		context.fill();
	}
}

function orbs(stage: Stage): void {
	const { context, width, height, palette, random, layers, phase } = stage;
	const short = Math.min(width, height);
	for (let index = 0; index < layers + 3; index++) {
		const radius = short * (0.08 + random() * 0.17);
		const sway = Math.sin((phase + random()) * Math.PI * 2) * short * 0.03;
		const x = width * (0.3 + random() * 0.75);
		const y = height * (0.64 + random() * 0.3) + sway;
		const color = pick(random, [...palette.accents.slice(0, 3), palette.light, palette.sky[2]]);
		const ball = context.createRadialGradient(
			x - radius * 0.35,
			y - radius * 0.4,
			radius * 0.05,
			x,
			y,
			radius,
		);
		ball.addColorStop(0, withAlpha('#ffffff', 0.85));
		ball.addColorStop(0.25, withAlpha(color, 0.9));
		ball.addColorStop(1, withAlpha(palette.accents[2] ?? color, 0.9));
		context.fillStyle = ball;
		disc(stage, x, y, radius);
	}
}

function ribbons(stage: Stage): void {
	const { context, width, height, palette, random, layers, phase } = stage;
	const count = layers + 3;
	const lift = Math.sin(phase * Math.PI * 2) * height * 0.03;
	const [bend, slope] = [0.25 + random() * 0.2, random() * 0.2];
	glow(stage, width * 0.85, height * 0.5, Math.min(width, height) * 0.7, palette.light, 0.4);
	for (let index = 0; index < count; index++) {
		const top = height * (0.56 + (index / count) * 0.46) + lift * (index % 2 ? 1 : -1);
		const colors = [palette.light, ...palette.accents];
		const color = colors[Math.min(colors.length - 1, Math.floor((index / count) * colors.length))];
		context.fillStyle = withAlpha(color ?? palette.light, index === 0 ? 0.75 : 0.88);
		context.beginPath();
		context.moveTo(0, top + height * slope);
		context.bezierCurveTo(
			...([width * 0.35, top - height * bend, width * 0.6, top + height * bend] as const),
			...([width, top - height * 0.12] as const),
		);
		context.lineTo(width, height);
		context.lineTo(0, height);
		context.fill();
	}
}

function tiles(stage: Stage): void {
	const { context, width, height, palette, random, layers, phase } = stage;
	const columns = layers + 3;
	const side = Math.max(width, height) / columns;
	const top = height - side * Math.max(2, Math.round((height * 0.5) / side));
	for (let y = top; y < height; y += side) {
		for (let x = 0; x < width; x += side) {
			const [back, front] = [
				pick(random, palette.accents),
				pick(random, [...palette.accents, palette.light, palette.sky[2]]),
			];
			context.fillStyle = back;
			context.fillRect(x, y, side + 1, side + 1);
			context.fillStyle = front;
			const turn = Math.floor(random() * 4) + (random() < 0.3 ? Math.round(phase * 4) : 0);
			const [cornerX, cornerY] = [x + (turn % 2) * side, y + (Math.floor(turn / 2) % 2) * side];
			context.save();
			context.beginPath();
			context.rect(x, y, side, side);
			context.clip();
			if (random() < 0.3) disc(stage, x + side / 2, y + side / 2, side * 0.32);
			else disc(stage, cornerX, cornerY, side);
			context.restore();
		}
	}
}

function rays(stage: Stage): void {
	const { context, width, height, palette, random, layers, phase } = stage;
	const [x, y] = [width * (0.6 + random() * 0.2), height * (0.78 + random() * 0.1)];
	const reach = Math.hypot(width, height);
	const count = 10 + layers * 4;
	const start = random() + (phase * Math.PI * 4) / count;
	for (let index = 0; index < count; index += 2) {
		const [from, to] = [index, index + 1].map((step) => start + (step / count) * Math.PI * 2);
		const ray = context.createRadialGradient(x, y, 0, x, y, reach * 0.8);
		ray.addColorStop(0, withAlpha(palette.light, 0.55));
		ray.addColorStop(1, withAlpha(palette.light, 0.02));
		context.fillStyle = ray;
		context.beginPath();
		context.moveTo(x, y);
		context.arc(x, y, reach, from ?? 0, to ?? 0);
		context.fill();
	}
	const short = Math.min(width, height);
	for (const [index, color] of [palette.accents[2], palette.accents[0], palette.light].entries()) {
		context.fillStyle = color ?? palette.light;
		disc(stage, x, y, short * (0.26 - index * 0.075));
	}
}
