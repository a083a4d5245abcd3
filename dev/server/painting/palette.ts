/** Colours of one picture: a dark to light ground for light text, and accents for its shapes. */
export interface Palette {
	sky: readonly [string, string, string];
	light: string;
	accents: readonly string[];
}

const PALETTES: readonly Palette[] = [
	{
		sky: ['#1d1147', '#5b2a86', '#f2709c'],
		light: '#ffd9a0',
		accents: ['#ff9472', '#c2417c', '#6a2c91', '#35175f'],
	},
	{
		sky: ['#06283d', '#0f5e7a', '#47b5b0'],
		light: '#f4f1bb',
		accents: ['#2d93a5', '#146b86', '#0d4a66', '#072f47'],
	},
	{
		sky: ['#2b0f18', '#8f2d3b', '#f08a4b'],
		light: '#ffe3b3',
		accents: ['#e0603f', '#a83a3f', '#6d2334', '#3a1320'],
	},
	{
		sky: ['#0c2b21', '#1f6650', '#8cc47a'],
		light: '#fdf3c0',
		accents: ['#4f9d69', '#2c7a58', '#1a5444', '#0f352d'],
	},
	{
		sky: ['#101b3b', '#2f4b9c', '#8fb4ff'],
		light: '#ffe9f2',
		accents: ['#6787e0', '#4461bd', '#2b418c', '#18265a'],
	},
	{
		sky: ['#33142e', '#96386b', '#f7a6a0'],
		light: '#fff0d6',
		accents: ['#d9617f', '#a63f70', '#702a5c', '#421a3f'],
	},
	{
		sky: ['#0b2230', '#22516b', '#e9a15b'],
		light: '#ffeec2',
		accents: ['#c9743f', '#56707a', '#2b5266', '#143547'],
	},
	{
		sky: ['#221a4d', '#4a3fb0', '#58c7e8'],
		light: '#f9e6ff',
		accents: ['#8a6ff0', '#5a4fd0', '#3d349c', '#261f66'],
	},
	{
		sky: ['#3a1a0c', '#a34a1c', '#f5c15a'],
		light: '#fff4d4',
		accents: ['#e08a33', '#b85f25', '#7d3a1a', '#4a2312'],
	},
	{
		sky: ['#0d2a2f', '#17635e', '#f1d28a'],
		light: '#fffbe6',
		accents: ['#d9b36c', '#3c8c7c', '#1c6863', '#104246'],
	},
];

/** Numbers from 0 up to 1, the same for the same text in every run. */
export function randomOf(text: string): () => number {
	let state = 2_166_136_261;
	for (let index = 0; index < text.length; index++) {
		state = Math.imul(state ^ text.charCodeAt(index), 16_777_619);
	}
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

export function pick<T>(random: () => number, values: readonly T[]): T {
	const value = values[Math.floor(random() * values.length)];
	if (value === undefined) throw new RangeError('nothing to pick from');
	return value;
}

export function paletteFor(seed: string): Palette {
	return pick(randomOf(`palette ${seed}`), PALETTES);
}

/** `#rrggbb` with an opacity of 0–1. */
export function withAlpha(color: string, alpha: number): string {
	return `${color}${Math.round(alpha * 255)
		.toString(16)
		.padStart(2, '0')}`;
}
